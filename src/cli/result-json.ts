import type { AnalysisResult } from '../core/analysis.ts'
import type { Note } from '../core/errors.ts'
import type { Provenance } from '../core/report-export.ts'
import { cellAt, findColumn } from '../core/table.ts'
import type { Text } from '../core/text.ts'
import { JsonList } from './json-text.ts'
import { figureName } from './names.ts'
import { wordsOf } from './words.ts'

interface TableJson {
  /** of objects: the value of each column by name */
  readonly rows: JsonList
  readonly total: Readonly<Record<string, number | null>>
}

export interface ResultJson extends TableJson {
  readonly analysis: string
  /** further tables of the result, under their titles */
  readonly tables: readonly (TableJson & { readonly title: Text })[]
  readonly notes: readonly (Note & { readonly text: { readonly zh: string; readonly en: string } })[]
  /** areaPlane: a planar area after this projection is the area given here */
  readonly provenance: Provenance & { readonly areaPlane: string }
}

/**
 * A result as other programs read it: every figure of the report unrounded (areas in m², in names that end in M2), texts under the
 * names of their columns, totals beside. NaN is null.
 */
export function resultJson(analysis: string, result: AnalysisResult, provenance: Provenance, areaPlane: string): ResultJson {
  const notes = result.notes.map((note) => ({
    ...note,
    text: { zh: wordsOf(note.code, note.detail, 'zh'), en: wordsOf(note.code, note.detail, 'en') },
  }))
  const tables = (result.tables ?? []).map((table) => ({ title: table.title, ...tableJson(analysis, table) }))
  return { analysis, ...tableJson(analysis, result), tables, notes, provenance: { ...provenance, areaPlane } }
}

function tableJson(
  analysis: string,
  { table, columns, totals }: Pick<AnalysisResult, 'table' | 'columns' | 'totals'>,
): TableJson {
  const figures = columns.filter(({ kind }) => kind !== 'text')
  const taken = new Set(figures.map(({ name }) => figureName(analysis, name)))
  const texts = columns.filter(({ kind }) => kind === 'text')
  const entries = [
    // a field of the data that is called like a figure of the report keeps its value under another name
    ...texts.flatMap(({ name, english }) => [name, ...(english ? [english] : [])].map((each) => [textName(each, taken), each])),
    ...figures.map(({ name }) => [figureName(analysis, name), name]),
  ] as [string, string][]
  const sources = entries.flatMap(([key, name]) => {
    // figures come after texts: the last column of a name is the analysis's own
    const column = taken.has(key) ? table.columns.findLast((each) => each.name === name) : findColumn(table, name)
    return column ? [{ key, column }] : []
  })
  const rows = new JsonList(table.length, (line) =>
    Object.fromEntries(sources.map(({ key, column }) => [key, cellAt(column, line)])),
  )
  const total = Object.fromEntries(
    Object.entries(totals).map(([name, value]) => [figureName(analysis, name), Number.isNaN(value) ? null : value]),
  )
  return { rows, total }
}

function textName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? `field_${name}` : name
}
