import { useCallback } from 'react'
import { crsOf } from '../../core/crs.ts'
import { fieldText } from '../../i18n/field.ts'
import { reportError, useApp, useText } from '../shell/app-context.ts'
import { useField } from './field-context.ts'
import { parcelOf } from './parcel-name.ts'

/** Boundary points in the country are of the third class unless the officer says otherwise. */
const USUAL_CLASS = 3

/** Opens the check of a parcel of the layer in hand: the one that was begun on this device, else a new one. */
export function useStartCheck(): (row: number) => Promise<void> {
  const app = useApp()
  const field = useField()
  const text = useText()
  return useCallback(
    async (row: number) => {
      try {
        const { layer: id, checks } = field.store.getState()
        const layer = id === null ? undefined : app.store.getState().project.layers[id]
        if (!layer) return
        const known = checks?.find((check) => check.layer.table === layer.table && check.parcel.row === row)
        if (known) return field.show({ check: known.id, point: null })
        const { table, at } = await app.rowOf(layer.id, row)
        const projected = app.config.workingCrs.find((crs) => crsOf(crs)?.zone)
        await field.startCheck({
          layer: layer.id,
          row,
          ...parcelOf(layer, table, at, text(fieldText.row, { n: row + 1 })),
          crs: projected ?? 'EPSG:4528',
          pointClass: USUAL_CLASS,
        })
      } catch (error) {
        reportError(app, error)
      }
    },
    [app, field, text],
  )
}
