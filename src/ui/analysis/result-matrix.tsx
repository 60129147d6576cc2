import { shortName } from '../../core/report-chart.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { useText } from '../shell/app-context.ts'
import type { Figures } from './figures.ts'
import styles from './matrix.module.css'

/** Cells of the from line and the to column, the darker the larger; what stayed the same is grey and does not set the scale. */
export function ResultMatrix({ figures }: { readonly figures: Figures }) {
  const text = useText()
  const [level] = figures.levels
  const columns = figures.columns.filter(({ id }) => id.startsWith('to_'))
  const sizeOf = (row: number, column: (typeof columns)[number]) => Number(column.value(row) ?? 0)
  // a long code is left out of what a line shows, not out of its value
  const isKept = (row: number, { header }: (typeof columns)[number]) => header === level.value(row) || header === level.text(row)
  const largest = Math.max(
    0,
    ...figures.rows.flatMap((row) => columns.map((column) => (isKept(row, column) ? 0 : sizeOf(row, column)))),
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <figure className={styles.figure} tabIndex={0} aria-label={text(analysisText.chartMatrixLabel)}>
      <table className={styles.matrix}>
        <thead>
          <tr>
            <td />
            {columns.map(({ id, header }) => (
              <th key={id} scope="col" title={header}>
                <span>{shortName(header, id)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.rows.map((row) => (
            <tr key={row}>
              <th scope="row">{level.text(row)}</th>
              {columns.map((column) => {
                const size = sizeOf(row, column)
                // by the square root: a tenth of the largest is still seen
                const depth = largest > 0 ? Math.sqrt(size / largest) : 0
                const isDiagonal = isKept(row, column)
                return (
                  <td
                    key={column.id}
                    className={size === 0 ? styles.none : isDiagonal ? styles.kept : styles.changed}
                    style={isDiagonal || size === 0 ? undefined : { opacity: 0.12 + 0.88 * depth }}
                    title={`${level.text(row)} → ${column.header} ${column.text(row)} ${column.unit}`}
                  />
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
