import type { AnalysisResult } from '../../core/analysis.ts'
import { resultTables } from '../../core/report.ts'
import type { ReportExport } from '../../core/report-export.ts'
import { exportText } from '../../i18n/export.ts'
import { marks } from '../../i18n/marks.ts'
import { useText } from '../shell/app-context.ts'
import styles from './export.module.css'

/** What the file will hold, before it is made. */
export function ExportContent({
  result,
  format,
  shapes,
  table,
  chapters,
  isDemonstration,
}: {
  readonly result: AnalysisResult | null
  readonly format: ReportExport['format']
  readonly shapes: ReportExport['geometry']
  readonly table: ReportExport['table']
  /** runs in a report that is read */
  readonly chapters: number
  readonly isDemonstration: boolean
}) {
  const text = useText()
  const tables = result ? resultTables(result) : []
  const names = tables.map(({ title }) => (title ? text(title) : '')).join(text(marks.list))
  const isWhole = ['xlsx', 'pdf', 'html', 'docx'].includes(format) || (format === 'csv' && table === 'all')
  const count = tables[format === 'csv' && typeof table === 'number' ? table : 0]?.table.length ?? 0
  const features = shapes === 'pieces' ? (result?.pieces?.length ?? 0) : count
  const lines = [
    ...(chapters > 1 ? [text(exportText.chapters, { count: chapters })] : []),
    format === 'geojson'
      ? text(exportText.features, { count: features })
      : isWhole && tables.length > 1
        ? text(exportText.sheets, { count: tables.length, names })
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
