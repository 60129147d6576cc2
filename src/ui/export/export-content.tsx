import type { AnalysisResult } from '../../core/analysis.ts'
import { exportText } from '../../i18n/export.ts'
import { useText } from '../shell/app-context.ts'
import styles from './export.module.css'

/** What the file will hold, before it is made. */
export function ExportContent({
  result,
  format,
  isDemonstration,
}: {
  readonly result: AnalysisResult | null
  readonly format: 'geojson' | 'csv' | 'xlsx'
  readonly isDemonstration: boolean
}) {
  const text = useText()
  const count = result?.table.length ?? 0
  const lines = [
    format === 'geojson'
      ? text(exportText.features, { count })
      : `${text(exportText.rows, { count })}${text(exportText.withTotal)}`,
    ...(format === 'geojson' ? [text(exportText.crs)] : []),
    text(exportText.provenance),
    ...(isDemonstration ? [text(exportText.demo)] : []),
  ]
  return (
    <section className={styles.content} aria-label={text(exportText.content)}>
      <h3>{text(exportText.content)}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}
