import { describe, expect, it } from 'vitest'
import type { App } from '../app/app.ts'
import type { InView } from '../app/ports.ts'
import type { Card, Session } from '../app/state.ts'
import { inViewRefresh } from './in-view-refresh.ts'

/** As much of the application as a list of features in view needs; its map answers when it is told to. */
function desk() {
  const view = { lng: 118.5, lat: 37.6, zoom: 12 }
  let card: Card | null = { hits: [], open: null, at: [118, 37], inView: [] }
  let answer: (found: InView) => void = () => {}
  const app = {
    store: { getState: () => ({ session: { view } }) },
    map: { inView: () => new Promise<InView>((resolve) => (answer = resolve)) },
    setSession: (next: Partial<Session>) => {
      if (next.card !== undefined) card = next.card
    },
  } as unknown as App
  return { app, card: () => card, close: () => app.setSession({ card: null }), answer: (found: InView) => answer(found) }
}
const FOUND: InView = { hits: [{ layer: 'plots', row: 3, distanceM: 0 }], counts: [{ layer: 'plots', count: 1 }] }

describe('in-view-refresh', () => {
  it('puts what is in view now in place of the list', async () => {
    const { app, card, answer } = desk()
    const done = inViewRefresh.run(app, { signal: new AbortController().signal })
    answer(FOUND)
    await done
    expect(card()).toEqual({ hits: FOUND.hits, open: null, at: [118.5, 37.6], inView: FOUND.counts })
  })
  it('leaves a list closed that was closed before the answer came', async () => {
    const { app, card, close, answer } = desk()
    const end = new AbortController()
    const done = inViewRefresh.run(app, { signal: end.signal })
    close()
    end.abort()
    answer(FOUND)
    await done
    expect(card()).toBeNull()
  })
})
