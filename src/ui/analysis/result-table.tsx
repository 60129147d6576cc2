import { useMemo } from 'react'
import { analysisText } from '../../i18n/analysis.ts'
import { LANGUAGE_TAG } from '../../i18n/t.ts'
import { DataTable, type DataTableColumn } from '../parts/data-table.tsx'
import { useLocale, useText } from '../shell/app-context.ts'
import { COARSE, useMedia } from '../shell/use-media.ts'
import { columnWidths, pinnedColumn } from './column-width.ts'
import type { Figures } from './figures.ts'
import styles from './result.module.css'
import type { Pick } from './result-body.tsx'

function columnsOf(figures: Figures, widthPx: number): readonly DataTableColumn<number>[] {
  const { columns, rows, levels, largest: most } = figures
  const widths = columnWidths(
    columns,
    rows,
    levels.map(({ id }) => id),
    widthPx,
  )
  const pinned = pinnedColumn(columns, rows, widths, widthPx)
  return columns.map((column, index) => ({
    id: column.id,
    header: column.header,
    unit: column.unit,
    align: column.kind === 'text' ? 'start' : 'end',
    width: column.id === pinned?.id ? `${pinned.widthPx}px` : widths[index],
    isPinned: column.id === pinned?.id,
    value: column.value,
    text: column.text,
    ...(column.kind === 'share' && {
      render: (row: number) => (
        <span className={styles.shareCell}>
          <span className={styles.bar} style={{ width: `${most > 0 ? (Math.max(0, figures.sizes[row]) / most) * 72 : 0}px` }} />
          {column.text(row)}
        </span>
      ),
    }),
  }))
}

/** The lines of a result with the sum row that closes them. */
export function ResultTable({
  label,
  figures,
  pick,
  widthPx,
}: {
  readonly label: string
  readonly figures: Figures
  /** of the room for it; 0: not measured yet */
  readonly widthPx: number
  readonly pick: Pick
}) {
  const text = useText()
  const locale = useLocale()
  const isCoarse = useMedia(COARSE)
  const columns = useMemo(() => columnsOf(figures, widthPx), [figures, widthPx])
  const [first] = figures.levels
  const total = text(analysisText.total)
  const closing = <ClosingText figures={figures} />
  const sums = {
    ...Object.fromEntries(figures.columns.flatMap(({ id, sum }) => (sum ? [[id, sum]] : []))),
    ...(first && {
      [first.id]: {
        value: total,
        text: (
          <>
            {total} {closing}
          </>
        ),
      },
    }),
  }
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={figures.rows}
      rowKey={(row) => row}
      language={LANGUAGE_TAG[locale]}
      // a list of findings adds up to nothing
      {...(figures.columns.some(({ sum }) => sum) && { sums })}
      selected={new Set(pick.rows)}
      onRowAction={(row) => pick.onPick([row])}
      onRowDoubleAction={(row) => pick.onZoom([row])}
      rowHeight={isCoarse ? 44 : 28}
    />
  )
}

/** 残差 0.00 m² · 已调平: the sum row closes and says so. */
function ClosingText({ figures }: { readonly figures: Figures }) {
  const text = useText()
  const { closing } = figures
  if (!closing) return null
  const { residual, unit, adjusted } = closing
  const help = adjusted
    ? text(analysisText.adjustedHelp, { residual: adjusted.residual, change: adjusted.largestChange, unit })
    : undefined
  return (
    <span className={styles.closing} title={help}>
      {text(analysisText.residual, { residual, unit })}
      {adjusted && ` · ${text(analysisText.adjusted)}`}
    </span>
  )
}
