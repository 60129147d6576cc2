import { RELIEF_TIMES } from '../../core/raster/grid-look.ts'
import { defineCommand } from '../command.ts'
import { reliefShow } from '../relief-show.ts'

/** The first raster of heights; again: flat. */
export const reliefToggle = defineCommand({
  id: 'relief-toggle',
  title: reliefShow.title,
  aliases: ['地形', '高程', '3D', 'terrain', 'relief', 'sanwei'],
  async run(app) {
    const { project, session } = app.store.getState()
    const heights = project.tree.flatMap((group) => group.layers).find((id) => project.layers[id]?.grid?.unit === 'm')
    if (!session.relief && !heights) {
      app.toast('relief.noHeights')
      return
    }
    await reliefShow.run(app, {
      relief: session.relief || !heights ? null : { layer: heights, exaggeration: RELIEF_TIMES.first },
    })
  },
})
