import { isAbort } from '../app/jobs.ts'
import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

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
      if (isWholeWanted) await app.loadTable(layer, { isWholeWanted })
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
