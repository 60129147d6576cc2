import { askFor } from '../app/asked.ts'
import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** Shows how a layer is drawn, in the right-hand panel, to be changed; null closes it. */
export const styleOpen = defineCommand<{ layer: LayerId | null }>({
  id: 'style-open',
  title: { zh: '样式', en: 'Style' },
  run(app, { layer }) {
    if (layer === null) app.setSession({ styling: null })
    else if (app.store.getState().project.layers[layer])
      app.setSession((session) => ({ styling: layer, card: null, ...askFor(session, 'style') }))
  },
})
