import { layerInHand } from '../../app/layer-in-hand.ts'
import { defineCommand } from '../command.ts'
import { styleOpen } from '../style-open.ts'

/** Of the layer in hand: a newcomer types the word before finding the row's menu. */
export const styleInHand = defineCommand({
  id: 'style-in-hand',
  title: styleOpen.title,
  aliases: ['颜色', '符号化', '图例', '标注', 'symbology', 'colour', 'color', 'legend', 'labels'],
  isEnabled: (app) => layerInHand(app) !== null,
  run: (app) => styleOpen.run(app, { layer: layerInHand(app) }),
})
