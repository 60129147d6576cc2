import { useEffect, useRef, useState } from 'react'
import type { App } from '../../app/app.ts'
import { isAbort } from '../../app/jobs.ts'
import type { Layer, Selection } from '../../app/state.ts'
import type { Card, CardsAnswer, CardsQuestion, Dashboard } from '../../core/dashboard/card.ts'
import { parentsOf, registeredOf } from '../../core/dashboard/default-cards.ts'
import { useApp, useAppState } from '../shell/app-context.ts'

export interface LiveFigures {
  readonly answer: CardsAnswer
  /** what it answers: a card that has been changed since waits */
  readonly cards: readonly Card[]
  readonly isFiltered: boolean
  readonly isSelected: boolean
  readonly at: string
}
export interface Figures {
  /** the last ones; null: there were none yet */
  readonly live: LiveFigures | null
  /** what they are of has changed */
  readonly isStale: boolean
  /** of what is under way; null: not known, or nothing is */
  readonly share: number | null
  readonly error: unknown
  readonly retry: () => void
}

/** While the map moves the figures wait for it: each frame would be work for nothing. */
const MAP_RESTS_MS = 140
/** What takes longer says how far it is. */
const TOLD_AFTER_MS = 500

/**
 * Figures of the cards as they follow view, filter and selection. One question is under way at a time and is answered before the next
 * is asked: the first one over a large layer measures it, and would never end if each move began it anew.
 */
export function useFigures(layer: Layer, dashboard: Dashboard, isHeld: boolean): Figures {
  const app = useApp()
  const selection = useAppState(({ session }) => (session.selection?.layer === layer.id ? session.selection : null))
  const areaUnit = useAppState(({ session }) => session.areaUnit)
  const [live, setLive] = useState<LiveFigures | null>(null)
  const [isStale, setStale] = useState(true)
  const [share, setShare] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const { cards, follow } = dashboard
  const selected = follow.selection ? selection : null
  const filter = follow.filter ? layer.filter : NO_FILTER
  const wanted = useRef({ layer, dashboard, selected, filter, areaUnit })
  wanted.current = { layer, dashboard, selected, filter, areaUnit }
  const askAgain = useRef<(() => void) | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another table is another conversation
  useEffect(() => {
    if (isHeld) return
    const controller = new AbortController()
    let isRunning = false
    let isWanted = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const run = async () => {
      timer = undefined
      if (isRunning) {
        isWanted = true
        return
      }
      isRunning = true
      isWanted = false
      const now = wanted.current
      try {
        const question = questionOf(app, now)
        const since = performance.now()
        const onProgress = (done: number) => performance.now() - since > TOLD_AFTER_MS && setShare(done)
        const answer = await app.tiles.dashboard(question, { signal: controller.signal, onProgress })
        if (controller.signal.aborted) return
        setLive({
          answer,
          cards: question.cards,
          isFiltered: question.filter.length > 0,
          isSelected: question.only !== null,
          at: app.clock.now().toISOString(),
        })
        setError(null)
        setStale(isWanted || timer !== undefined)
      } catch (problem) {
        if (controller.signal.aborted || isAbort(problem)) return
        setError(problem)
        setStale(false)
      } finally {
        setShare(null)
        isRunning = false
        if (isWanted && !controller.signal.aborted) void run()
      }
    }
    const schedule = (waitMs: number) => {
      setStale(true)
      clearTimeout(timer)
      timer = setTimeout(run, waitMs)
    }
    askAgain.current = () => schedule(0)
    schedule(0)
    const stopFollowing = app.store.subscribe(({ session }, before) => {
      if (session.view !== before.session.view && wanted.current.dashboard.follow.view) schedule(MAP_RESTS_MS)
    })
    return () => {
      stopFollowing()
      clearTimeout(timer)
      askAgain.current = null
      controller.abort(new DOMException('no longer wanted', 'AbortError'))
    }
  }, [app, layer.table, isHeld])

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever of these changes is another question
  useEffect(() => askAgain.current?.(), [cards, follow, filter, selected, areaUnit])
  return { live, isStale: isStale && !isHeld, share, error, retry: () => askAgain.current?.() }
}

const NO_FILTER: Layer['filter'] = []

interface Wanted {
  readonly layer: Layer
  readonly dashboard: Dashboard
  readonly selected: Selection | null
  readonly filter: Layer['filter']
  readonly areaUnit: CardsQuestion['areaUnit']
}

/** What the worker is asked for the cards as the map stands now. */
export function questionOf(app: App, { layer, dashboard, selected, filter, areaUnit }: Wanted): CardsQuestion {
  const asked = dashboard.cards.flatMap((card) =>
    card.kind === 'bars' ? [card.level] : card.kind === 'rings' ? card.levels : [],
  )
  const parents = asked
    .filter(({ isParent }) => isParent)
    .map(({ field }) => [field, parentsOf(field, layer.fields, app.codeLists)])
  return {
    table: layer.table,
    filter,
    ring: dashboard.follow.view && layer.geometry !== 'none' ? (app.map?.viewRing() ?? null) : null,
    only: selected && Uint32Array.from(selected.rows),
    cards: dashboard.cards,
    parents: Object.fromEntries(parents),
    registered: registeredOf(layer.fields),
    areaUnit,
  }
}
