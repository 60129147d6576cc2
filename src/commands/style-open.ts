import { layerInHand } from '../app/layer-in-hand.ts'
import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** Shows how a layer is drawn, in the right-hand panel, to be changed; null closes it. */
export const styleOpen = defineCommand<{ layer: LayerId | null }>({
  id: 'style-open',
  title: { zh: '样式', en: 'Style' },
  needsArgument: true,
  run(app, { layer }) {
    if (layer === null || app.store.getState().project.layers[layer]) app.setSession({ styling: layer, card: null })
  },
})

/** Of the layer in hand: a newcomer types the word before finding the row's menu. */
export const styleInHand = defineCommand({
  id: 'style-in-hand',
  title: styleOpen.title,
  aliases: ['颜色', '符号化', '图例', '标注', 'symbology', 'colour', 'color', 'legend', 'labels'],
  isEnabled: (app) => layerInHand(app) !== null,
  run: (app) => styleOpen.run(app, { layer: layerInHand(app) }),
})
