import type { App } from '../app/app.ts'
import type { Card } from '../app/state.ts'

/** As many of a layer as a list can be read through. */
const MOST_OF_A_LAYER = 100

/** The list of what the map shows now; null: there is no map. */
export async function readInView(app: App): Promise<Card | null> {
  const { lng, lat } = app.store.getState().session.view
  const found = await app.map?.inView(MOST_OF_A_LAYER)
  return found ? { hits: found.hits, open: null, at: [lng, lat], inView: found.counts } : null
}
