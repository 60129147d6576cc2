import { fieldText } from '../../i18n/field.ts'
import { Button } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { useAppState, useText } from '../shell/app-context.ts'
import { CheckView } from './check-view.tsx'
import { useFieldState } from './field-context.ts'
import styles from './panel.module.css'
import { parcelOf, shortCode } from './parcel-name.ts'
import { PointView } from './point-view.tsx'
import { useRows } from './use-rows.ts'
import { useStartCheck } from './use-start-check.ts'

/** 核: a boundary point of the open check, the check as a whole, or which parcel to begin with. */
export function CheckPanel({ tapped }: { readonly tapped: number | null }) {
  const text = useText()
  const start = useStartCheck()
  const { open, checks, here, layer: layerId } = useFieldState((state) => state)
  const layer = useAppState((state) => (layerId === null ? undefined : state.project.layers[layerId]))
  const rows = [...new Set([tapped, here?.row ?? null])].filter((row) => row !== null)
  const rowAt = useRows(layer, rows)
  const check = open && checks?.find(({ id }) => id === open.check)
  const point = check?.points.find(({ id }) => id === open?.point)
  if (check && point) return <PointView check={check} point={point} />
  if (check) return <CheckView check={check} />

  if (!layer || !rows.some(rowAt)) return <EmptyState title={text(layer ? fieldText.checkHelp : fieldText.noLayer)} />
  return (
    <div className={styles.panel}>
      {rows.map((row) => {
        const found = rowAt(row)
        if (!found) return null
        const { code } = parcelOf(layer, found.table, found.at, text(fieldText.row, { n: row + 1 }))
        const isKnown = checks?.some((each) => each.layer.table === layer.table && each.parcel.row === row)
        const words = isKnown ? fieldText.continue : row === tapped ? fieldText.checkTapped : null
        return (
          <Button key={row} className={styles.main} onPress={() => void start(row)}>
            {words ? text(words, { code: shortCode(code) }) : `${text(fieldText.checkHere)} ${shortCode(code)}`}
          </Button>
        )
      })}
    </div>
  )
}
