import type { App } from '../../app/app.ts'
import { outsideParts } from '../../app/outside-parts.ts'
import type { Card, Layer } from '../../app/state.ts'
import type { LngLat } from '../../workers/tiles-api.ts'
import { hitsAt, layersComing } from '../layers-at.ts'
import { bottomUp } from '../style.ts'
import { tileHits } from '../tile-hits.ts'
import { selectInRing } from './select-in-ring.ts'
import type { Tool, ToolContext } from './tool.ts'

/** How far from a feature a press still means it, CSS pixels. */
const SLOP = { mouse: 6, touch: 24 }
const HOVER_EVERY_MS = 70

/** Looks up what is under the pointer: click opens it, Ctrl+click adds it to the selection, Ctrl+drag selects a box. */
export function browseTool({ app, map, metresPerPixel }: ToolContext): Tool {
  let asked = 0
  let hover: { at: LngLat; timer: ReturnType<typeof setTimeout> } | null = null
  let isStopped = false

  async function open(at: LngLat, isAdding: boolean, isTouch: boolean): Promise<void> {
    const mine = ++asked
    const slop = isTouch ? SLOP.touch : SLOP.mouse
    const coming = layersComing(app, map.getZoom())
    // what is drawn now: the map may move before the tables have answered
    const drawn = isAdding ? [] : tileHits(app, map, at, slop)
    const unread: Layer[] = []
    const found = await hitsAt(app, at, slop * metresPerPixel(), map.getZoom(), {
      hasGrids: !isAdding,
      onUnread: (layer) => unread.push(layer),
    })
    const hits = inDrawOrder(app, [...found, ...drawn])
    // a newer press takes the place of one that opens; each of those that add counts
    if (isStopped || (mine !== asked && !isAdding)) return
    tellUnread(unread)
    if (isAdding) {
      // of several, the one of the layer that is being collected
      const { selection } = app.store.getState().session
      const hit = hits.find(({ layer }) => layer === selection?.layer) ?? hits[0]
      if (hit) toggle(hit.layer, hit.row)
      return
    }
    if (hits.length > 0) {
      const card: Card = { hits, open: hits.length === 1 ? 0 : null, at }
      app.setSession({ card })
      if (coming) void openRest(coming, mine, card, slop)
    } else if (coming) return openLate(coming, mine, at, isTouch)
    else app.setSession({ card: null, selection: null })
    tellOutside(at)
  }

  /** Nothing is found where the layer is still being read: the card says so, and answers when it has been. */
  async function openLate(coming: Promise<void>, mine: number, at: LngLat, isTouch: boolean): Promise<void> {
    const card: Card = { hits: [], open: null, at }
    app.setSession({ card, selection: null })
    await coming
    if (!isStopped && mine === asked && app.store.getState().session.card === card) await open(at, false, isTouch)
  }

  /** Some of what is there was still being read: asked again, or the answer would lack it without a word. What was chosen of it stays open. */
  async function openRest(coming: Promise<void>, mine: number, first: Card, slop: number): Promise<void> {
    await coming
    const found = await hitsAt(app, first.at, slop * metresPerPixel(), map.getZoom())
    const { card } = app.store.getState().session
    if (isStopped || mine !== asked || card?.at !== first.at) return
    const hits = inDrawOrder(app, [...found, ...first.hits.filter(({ tile }) => tile)])
    if (hits.length <= card.hits.length) return
    const chosen = card === first || card.open === null ? undefined : card.hits[card.open]
    const at = hits.findIndex(({ layer, row }) => layer === chosen?.layer && row === chosen.row)
    app.setSession({ card: { ...card, hits, open: at < 0 ? null : at, focus: undefined } })
  }

  /** The layer's row says it too, but on a phone that is mostly out of sight. */
  function tellUnread(layers: readonly Layer[]): void {
    const { locale, toasts } = app.store.getState().session
    if (layers.length === 0 || toasts.some(({ message }) => message.code === 'ranged.unanswered')) return
    app.toast('ranged.unanswered', { layers: layers.map(({ title }) => title[locale]).join(locale === 'zh' ? '、' : ', ') })
  }

  /** Nothing found where nothing is known is no answer. */
  function tellOutside(at: LngLat): void {
    const { project, session } = app.store.getState()
    const outside = outsideParts(app, at)
    if (outside.length === 0 || session.toasts.some(({ message }) => message.code === 'offline.outside')) return
    const names = outside.map((id) => project.layers[id].title[session.locale])
    app.toast('offline.outside', { layers: names.join(session.locale === 'zh' ? '、' : ', ') })
  }

  function toggle(layer: string, row: number): void {
    app.setSession(({ selection }) => {
      const rows = new Set(selection?.layer === layer ? selection.rows : [])
      if (!rows.delete(row)) rows.add(row)
      return { selection: rows.size > 0 ? { layer, rows: [...rows].sort((a, b) => a - b) } : null }
    })
  }

  async function look(): Promise<void> {
    if (!hover || isStopped) return
    const { at } = hover
    const hits = await hitsAt(app, at, SLOP.mouse * metresPerPixel(), map.getZoom(), {
      limit: 1,
      hasGrids: false,
      hasRanged: false,
    })
    if (isStopped) return
    const isOver = hits.length > 0 || (!map.isMoving() && tileHits(app, map, at, SLOP.mouse).length > 0)
    map.getCanvas().style.cursor = isOver ? 'pointer' : ''
    if (hover && hover.at !== at) hover.timer = setTimeout(look, HOVER_EVERY_MS)
    else hover = null
  }

  return {
    cursor: '',
    click: (at, { isAdding, isTouch }) => void open(at, isAdding, isTouch),
    move(at) {
      if (map.isMoving()) return
      if (hover) hover.at = at
      else hover = { at, timer: setTimeout(look, HOVER_EVERY_MS) }
    },
    takesDrag: (event) => event.ctrlKey || event.metaKey,
    box: (from, to) => void selectInRing(app, map.getZoom(), boxRing(from, to), true),
    stop() {
      isStopped = true
      clearTimeout(hover?.timer)
      map.getCanvas().style.cursor = ''
    },
  }
}

/** The top layer first; of one layer as they were found. */
function inDrawOrder(app: App, hits: Card['hits']): Card['hits'] {
  const order = bottomUp(app.store.getState().project).map(({ id }) => id)
  return hits.some(({ tile }) => tile) ? [...hits].sort((a, b) => order.indexOf(b.layer) - order.indexOf(a.layer)) : hits
}

export function boxRing([x0, y0]: LngLat, [x1, y1]: LngLat): readonly LngLat[] {
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
    [x0, y0],
  ]
}
