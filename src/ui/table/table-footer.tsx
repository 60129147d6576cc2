import { Fragment } from 'react'
import type { Layer } from '../../app/state.ts'
import type { ColumnStatistics } from '../../core/attributes/column-statistics.ts'
import { dateWords } from '../../core/dates.ts'
import { AREA_FIELD } from '../../core/table.ts'
import { AREA_UNITS, shownArea } from '../../core/units.ts'
import { tableText } from '../../i18n/table.ts'
import { Select } from '../parts/select.tsx'
import { useApp, useAppState, useText } from '../shell/app-context.ts'
import { decodeNumber } from '../shell/decode-value.ts'
import { useAsync } from '../shell/use-async.ts'
import type { AttributeColumn } from './attribute-columns.ts'
import styles from './table.module.css'

/** 计数·合计·均值·最小·最大·空值 of one column: of the selected rows, else of the filtered, else of all. */
export function TableFooter({
  layer,
  columns,
  column,
  rows,
  onColumn,
}: {
  readonly layer: Layer
  readonly columns: readonly AttributeColumn[]
  readonly column: AttributeColumn
  /** selected; null: none */
  readonly rows: readonly number[] | null
  readonly onColumn: (name: string) => void
}) {
  const app = useApp()
  const text = useText()
  const areaUnit = useAppState((state) => state.session.areaUnit)
  const scope = rows ? tableText.ofSelected : layer.filter.length > 0 ? tableText.ofFiltered : tableText.ofAll
  const key = `${layer.table} ${column.name} ${JSON.stringify(layer.filter)} ${rows ? rowsKey(rows) : ''}`
  const loaded = useAsync(key, (signal) =>
    app.tiles.columnStatistics(
      { table: layer.table, field: column.name, rows: rows && Uint32Array.from(rows), filter: layer.filter },
      { signal },
    ),
  )
  const figures = loaded.state === 'done' ? loaded.value : null
  const words = (value: number) => {
    if (column.column.type === 'date') return dateWords(value)
    if (column.name !== AREA_FIELD) return `${decodeNumber(column.info, value)}${column.unit ? ` ${column.unit}` : ''}`
    return `${shownArea(value, areaUnit)} ${text(AREA_UNITS[areaUnit].label)}`
  }
  return (
    <section className={styles.footer} aria-label={text(tableText.figures)}>
      <Select
        label={text(tableText.figuresOf)}
        isLabelHidden
        value={column.name}
        options={columns.map(({ name, label }) => ({ value: name, label }))}
        onChange={onColumn}
      />
      <p className={styles.figures} role="status" aria-busy={!figures} data-testid="table-figures">
        <strong>{text(scope)}</strong>{' '}
        {figures
          ? figureWords(figures, column, words, text, areaUnit === 'mu').map((each, i) => (
              <Fragment key={each}>
                {i > 0 && ' · '}
                <span>{each}</span>
              </Fragment>
            ))
          : '…'}
      </p>
    </section>
  )
}

function figureWords(
  figures: ColumnStatistics,
  column: AttributeColumn,
  words: (value: number) => string,
  text: ReturnType<typeof useText>,
  isMu: boolean,
): readonly string[] {
  const { count, blank, sum, mean, min, max, distinct } = figures
  // years and codes in number columns have no sum worth saying, but nobody knows which are: only units of time are left out
  const hasSum = column.info?.unit !== 'year'
  const companion =
    column.name === AREA_FIELD && !isMu && sum !== null ? ` = ${shownArea(sum, 'mu')} ${text(AREA_UNITS.mu.label)}` : ''
  return [
    text(tableText.count, { n: count }),
    ...(sum !== null && hasSum ? [text(tableText.sum, { v: words(sum) }) + companion] : []),
    ...(mean !== null && hasSum ? [text(tableText.mean, { v: words(rounded(mean, column)) })] : []),
    ...(min !== null ? [text(tableText.least, { v: words(min) })] : []),
    ...(max !== null ? [text(tableText.most, { v: words(max) })] : []),
    ...(distinct !== null ? [text(tableText.distinct, { n: distinct })] : []),
    text(tableText.blanks, { n: blank }),
  ]
}

/** A mean of whole numbers has no end of decimals. */
function rounded(mean: number, { name, info }: AttributeColumn): number {
  if (name === AREA_FIELD || info?.decimals !== undefined) return mean
  return Number(mean.toPrecision(8))
}

/** Tells selections apart without writing a million numbers out. */
function rowsKey(rows: readonly number[]): string {
  let sum = 0
  for (const row of rows) sum = (Math.imul(sum, 31) + row) | 0
  return `${rows.length} ${sum}`
}
