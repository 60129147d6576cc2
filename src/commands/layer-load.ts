import { isAbort } from '../app/jobs.ts'
import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** Loads a layer's table, also again after a failure; the state of the row tells how it went. */
export const layerLoad = defineCommand<{ layer: LayerId }>({
  id: 'layer-load',
  title: { zh: '重试加载', en: 'Load again' },
  needsArgument: true,
  async run(app, { layer }) {
    try {
      await app.loadTable(layer)
    } catch (error) {
      // the row shows it with a way out; here nothing more can be done
      if (!isAbort(error)) console.warn(error)
    }
  },
})
