import { useMemo } from 'react'
import { analysisText } from '../../i18n/analysis.ts'
import { LANGUAGE_TAG } from '../../i18n/t.ts'
import { DataTable, type DataTableColumn } from '../parts/data-table.tsx'
import { useLocale, useText } from '../shell/app-context.ts'
import type { FigureColumn, Figures } from './figures.ts'
import styles from './result.module.css'
import type { Pick } from './result-body.tsx'

const LEAST_PX: Readonly<Record<FigureColumn['kind'], number>> = {
  text: 136,
  count: 76,
  share: 150,
  area: 116,
  number: 88,
}

/** So many lines tell how wide a column's texts are. */
const SAMPLE = 60
const MOST_PX = 420

/** In CSS pixels: a Chinese character is about twice as wide as a Latin one. */
function widthOfText(text: string): number {
  return [...text].reduce((width, letter) => width + (letter > '\u2e80' ? 13 : 7.5), 24)
}

/** Wide enough for the header, the sum and, within reason, the first lines. */
function widthOf(column: FigureColumn, rows: readonly number[], isOnlyLevel: boolean): string {
  const { kind, header, unit, sum, text } = column
  const sumText = sum?.text ?? ''
  const texts = [`${header} ${unit}`, sumText, ...rows.slice(0, SAMPLE).map(text)]
  const widest = Math.min(MOST_PX, Math.ceil(Math.max(...texts.map(widthOfText))))
  // the closing words stand in the first columns of the sum row
  const least = kind === 'text' && isOnlyLevel ? 240 : LEAST_PX[kind]
  return `minmax(${Math.max(least, kind === 'share' ? 0 : widest)}px, ${kind === 'text' ? 1.6 : 1}fr)`
}

function columnsOf(figures: Figures): readonly DataTableColumn<number>[] {
  const most = figures.largest
  return figures.columns.map((column) => ({
    id: column.id,
    header: column.header,
    unit: column.unit,
    align: column.kind === 'text' ? 'start' : 'end',
    width: widthOf(column, figures.rows, figures.levels.length === 1 && column.id === figures.levels[0].id),
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
}: {
  readonly label: string
  readonly figures: Figures
  readonly pick: Pick
}) {
  const text = useText()
  const locale = useLocale()
  const columns = useMemo(() => columnsOf(figures), [figures])
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
      sums={sums}
      selected={new Set(pick.rows)}
      onRowAction={(row) => pick.onPick([row])}
      onRowDoubleAction={(row) => pick.onZoom([row])}
      rowHeight={30}
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
