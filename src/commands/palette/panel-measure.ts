import { closeMeasuring } from '../../app/sketch.ts'
import { defineCommand } from '../command.ts'
import { measureLength } from './measure-length.ts'

/** Opens with the tool in hand; asked for again, it closes, but for a phone, where it comes up. */
export const panelMeasure = defineCommand({
  id: 'panel-measure',
  title: { zh: '量测标绘', en: 'Measure & draw' },
  aliases: ['量测', '测量', '标绘', '绘制', 'draw'],
  run(app) {
    const { panels, querying, styling, isPhone } = app.store.getState().session
    if (!panels.measure || querying || styling || isPhone) measureLength.run(app)
    else closeMeasuring(app)
  },
})
