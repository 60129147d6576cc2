import type { Pick } from '../../core/dashboard/pick.ts'
import type { Condition } from '../../core/symbology.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import { Button } from '../parts/button.tsx'
import { Checkbox } from '../parts/checkbox.tsx'
import { useText } from '../shell/app-context.ts'
import type { CardContent } from './content.ts'
import styles from './dashboard.module.css'

/** The figures of a chart as a table: for screen readers, for the keyboard, and for whoever wants to read them. */
export function CardTable({
  content,
  isHeld,
  onPick,
  onSelect,
}: {
  readonly content: CardContent
  readonly isHeld: (pick: Pick) => boolean
  readonly onPick: (pick: Pick) => void
  readonly onSelect: (ranges: readonly Condition[]) => void
}) {
  const text = useText()
  const { columns, rows, total, title } = content
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <figure className={styles.tableFrame} tabIndex={0}>
      <table className={styles.table} aria-label={text(dashboardText.tableOf, { title })}>
        <thead>
          <tr>
            {columns.map(({ header, unit }) => (
              <th key={header} scope="col">
                {header}
                {unit && <small> {unit}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cells, pick, select, color }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two groups may have one name
            <tr key={i}>
              <th scope="row">
                {pick ? (
                  <Checkbox isSelected={isHeld(pick)} onChange={() => onPick(pick)} className={styles.rowPick}>
                    {color && <span className={styles.swatch} style={{ background: color }} />}
                    <span>{cells[0].words}</span>
                  </Checkbox>
                ) : select ? (
                  <Button
                    variant="link"
                    aria-label={text(dashboardText.selectIn, { name: cells[0].words })}
                    onPress={() => onSelect(select)}
                  >
                    {cells[0].words}
                  </Button>
                ) : (
                  cells[0].words
                )}
              </th>
              {cells.slice(1).map(({ words }, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                <td key={column}>{words}</td>
              ))}
            </tr>
          ))}
        </tbody>
        {total && rows.length > 0 && (
          <tfoot>
            <tr>
              <th scope="row">{total[0].words}</th>
              {total.slice(1).map(({ words }, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                <td key={column}>{words}</td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </figure>
  )
}
