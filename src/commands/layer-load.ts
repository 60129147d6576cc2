import { isAbort } from '../app/jobs.ts'
import type { LayerId } from '../app/state.ts'
import type { Text } from '../core/text.ts'
import { defineCommand } from './command.ts'

/** Names the job that loads the whole of a layer. */
export function loadingTitle({ zh, en }: Text): Text {
  return { zh: `载入整层 ${zh}`, en: `Loading all of ${en}` }
}

/**
 * Loads a layer's table, also again after a failure; of one that is read as needed the files are opened anew, unless the whole is wanted.
 * The state of the row tells how it went.
 */
export const layerLoad = defineCommand<{ layer: LayerId; isWholeWanted?: boolean }>({
  id: 'layer-load',
  title: { zh: '重试加载', en: 'Load again' },
  async run(app, { layer, isWholeWanted = false }) {
    const status = app.store.getState().session.layerStatus[layer]
    try {
      const title = app.store.getState().project.layers[layer]?.title
      if (isWholeWanted && title)
        // as large as it is, it can be stopped; what fails stands in its row too
        await app.job(loadingTitle(title), (job) => app.loadTable(layer, { isWholeWanted, job }))
      else if (status?.ranges) {
        // rows of another file have other numbers
        if (status.ranges === 'changed')
          app.setSession(({ selection, card }) => ({
            selection: selection?.layer === layer ? null : selection,
            card: card?.hits.some((hit) => hit.layer === layer) ? null : card,
          }))
        await app.reopenLayer(layer)
      } else await app.showLayer(layer)
    } catch (error) {
      // the row shows it with a way out; here nothing more can be done
      if (!isAbort(error)) console.warn(error)
    }
  },
})
