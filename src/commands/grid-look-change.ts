import type { LayerId } from '../app/state.ts'
import type { GridLook } from '../core/raster/grid-look.ts'
import { defineCommand } from './command.ts'
import { changeLayer } from './layer-edit.ts'

/** Other colours of a raster; what is undefined is taken away. One undoable step. */
export const gridLookChange = defineCommand<{ layer: LayerId; patch: Partial<GridLook> }>({
  id: 'grid-look-change',
  title: { zh: '改栅格显示', en: 'Look of a raster' },
  run(app, { layer, patch }) {
    changeLayer(app, gridLookChange.title, layer, ({ grid }) => {
      if (!grid) return {}
      const next = Object.entries({ ...grid, ...patch }).filter(([, value]) => value !== undefined)
      return { grid: Object.fromEntries(next) as unknown as GridLook }
    })
  },
})
