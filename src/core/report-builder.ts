import { sumOf } from './adjust.ts'
import type { AnalysisResult, ReportColumn } from './analysis.ts'
import { textColumn } from './grouping.ts'
import type { Column } from './table.ts'
import type { Text } from './text.ts'

/** What a report table is made of. */
export type Report = Pick<AnalysisResult, 'table' | 'columns' | 'totals' | 'members'>
interface NumberOptions {
  /** default: none */
  readonly total?: number | 'sum'
  readonly unit?: string
  readonly decimals?: number
  readonly minus?: ReportColumn['minus']
}

/** Columns of a report table, one after the other; every column has a value for each line. */
export class ReportBuilder {
  readonly #name: string
  readonly #crs: string
  readonly #members: readonly ArrayLike<number>[]
  readonly #columns: Column[] = []
  readonly #report: ReportColumn[] = []
  readonly #totals: Record<string, number> = {}

  /** @param members rows of the subject behind each line: there are as many lines */
  constructor(name: string, crs: string, members: readonly ArrayLike<number>[]) {
    this.#name = name
    this.#crs = crs
    this.#members = members
  }

  /** Words in both languages. */
  words(name: string, label: Text, values: readonly Text[], options: Pick<ReportColumn, 'isRemark'> = {}): this {
    this.#columns.push(
      textColumn(
        name,
        values.map(({ zh }) => zh),
      ),
      textColumn(
        `${name}_en`,
        values.map(({ en }) => en),
      ),
    )
    this.#report.push({ name, label, kind: 'text', english: `${name}_en`, ...options })
    return this
  }
  /** Values of a field, which are no words and the same in both languages. */
  codes(
    name: string,
    label: Text,
    values: readonly (string | null)[],
    options: Pick<ReportColumn, 'isRemark' | 'codes'> = {},
  ): this {
    this.#columns.push(textColumn(name, values))
    this.#report.push({ name, label, kind: 'text', isCode: true, ...options })
    return this
  }
  /** What features are called: their codes, or their names, in English where there are English ones. */
  names(name: string, label: Text, values: readonly (Text | null)[]): this {
    const [zh, en] = [values.map((each) => each?.zh ?? null), values.map((each) => each?.en ?? null)]
    this.codes(name, label, zh)
    if (zh.every((each, i) => each === en[i])) return this
    this.#columns.push(textColumn(`${name}_en`, en))
    const last = this.#report.pop()
    if (last) this.#report.push({ ...last, english: `${name}_en` })
    return this
  }
  /** @param total null: what is counted does not add up */
  count(name: string, label: Text, values: ArrayLike<number>, total: number | 'sum' | null = 'sum'): this {
    return this.#number(name, label, 'count', values, total === null ? {} : { total })
  }
  areaM2(
    name: string,
    label: Text,
    values: ArrayLike<number>,
    total: number | 'sum' = 'sum',
    minus?: ReportColumn['minus'],
  ): this {
    return this.#number(name, label, 'area', values, { total, unit: 'm2', minus })
  }
  number(name: string, label: Text, values: ArrayLike<number>, options: NumberOptions): this {
    return this.#number(name, label, 'number', values, options)
  }

  #number(
    name: string,
    label: Text,
    kind: 'count' | 'area' | 'number',
    values: ArrayLike<number>,
    { total, ...options }: NumberOptions,
  ): this {
    const all = Float64Array.from(values)
    this.#columns.push({ name, type: 'number', values: all })
    this.#report.push({ name, label, kind, hasTotal: total !== undefined, ...options })
    if (total !== undefined) this.#totals[name] = total === 'sum' ? sumOf(all.filter((value) => !Number.isNaN(value))) : total
    return this
  }

  finish(): Report {
    const offsets = new Uint32Array(this.#members.length + 1)
    this.#members.forEach((line, i) => {
      offsets[i + 1] = offsets[i] + line.length
    })
    const rows = new Uint32Array(offsets[this.#members.length])
    this.#members.forEach((line, i) => {
      rows.set(line, offsets[i])
    })
    return {
      table: { name: this.#name, crs: this.#crs, length: this.#members.length, columns: this.#columns, geometry: null },
      columns: this.#report,
      totals: this.#totals,
      members: { offsets, rows },
    }
  }
}
