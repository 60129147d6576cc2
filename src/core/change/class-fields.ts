import type { LayerInput } from '../analysis.ts'
import { AppError } from '../errors.ts'
import { decodeValues, textColumn } from '../grouping.ts'
import { type CodeList, type Column, cellAt, type FieldInfo, findColumn, type Table } from '../table.ts'
import type { Text } from '../text.ts'

/** The number of the class of places that the other epoch does not have. */
export const NO_CLASS = -1

/** The text of what is not in the other epoch. */
export const NO_COUNTERPART: Text = { zh: '无对应', en: 'No counterpart' }

/** The classes of two epochs under one numbering, with their names. */
export interface SharedClasses {
  readonly before: Uint32Array
  readonly after: Uint32Array
  readonly codes: readonly (string | null)[]
  readonly names: readonly Text[]
  readonly hasCodes: boolean
  /** codes that the list does not have */
  readonly unknown: readonly string[]
  readonly list: CodeList | undefined
}

/** The field that was chosen, else the one that the layer calls its land class; '' where there is none. */
export function classFieldOf(chosen: readonly string[], layer: LayerInput): string {
  return chosen[0] ?? layer.fields.find(({ role }) => role === 'landClass')?.name ?? ''
}

/** A code list's codes and those one level up that stand for them. */
export function parentsOf(list: CodeList | undefined): ReadonlyMap<string, string> {
  return new Map(list?.entries.map(({ code, parent }) => [code, parent ?? code]))
}

/**
 * @param level 'group': codes are replaced by the one above them in the code list, which need not be a prefix (三调 1106 belongs to 00)
 * @throws AppError analysis.noField; change.codeSystems where the two fields do not speak of the same classes
 */
export function sharedClasses(
  before: LayerInput,
  beforeField: string,
  after: LayerInput,
  afterField: string,
  level: 'class' | 'group',
): SharedClasses {
  const field = (layer: LayerInput, name: string): FieldInfo | undefined => layer.fields.find((each) => each.name === name)
  const lists = [field(before, beforeField)?.codes, field(after, afterField)?.codes]
  const refuse = (detail: { before: string; after: string }) => {
    throw new AppError('change.codeSystems', detail)
  }
  if (lists[0] && lists[1] && lists[0] !== lists[1]) refuse({ before: lists[0], after: lists[1] })
  const id = lists[0] ?? lists[1]
  const list = id ? (before.codeLists[id] ?? after.codeLists[id]) : undefined
  const texts = [textsOf(before.table, beforeField), textsOf(after.table, afterField)]
  const seen = texts.map((values) => new Set(values.filter((value) => value !== null)))
  const isShared = [...seen[0]].some((value) => seen[1].has(value))
  const knows = new Set(list?.entries.map(({ code }) => code))
  // two code systems share no code, or only one of them is what its list says
  const isListed = (values: ReadonlySet<string>) => [...values].some((value) => knows.has(value))
  if (seen[0].size > 0 && seen[1].size > 0 && !isShared && !(list && isListed(seen[0]) && isListed(seen[1]))) {
    refuse({ before: [...seen[0]].slice(0, 3).join(' '), after: [...seen[1]].slice(0, 3).join(' ') })
  }
  const parents = parentsOf(list)
  const raised = (value: string | null) => (value === null || level === 'class' ? value : (parents.get(value) ?? value))
  const codes = [...new Set(texts.flat().map(raised))].sort((a, b) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
  const numberOf = new Map(codes.map((code, number) => [code, number]))
  const numbers = texts.map((values) => Uint32Array.from(values, (value) => numberOf.get(raised(value)) as number))
  const info = field(after, afterField) ?? field(before, beforeField)
  const described = info && { ...info, codes: id }
  const { names, unknown, hasCodes } = decodeValues(codes, described, list && id ? { [id]: list } : {})
  return { before: numbers[0], after: numbers[1], codes, names, hasCodes, unknown, list }
}

/** Values of a column as text; blank is no value. */
export function textsOf(table: Table, name: string): (string | null)[] {
  const column = findColumn(table, name)
  if (!column) throw new AppError('analysis.noField', { field: name })
  return Array.from({ length: table.length }, (_, row) => {
    const value = cellAt(column, row)
    const text = value === null ? '' : String(value).trim()
    return text === '' ? null : text
  })
}

/** Code and names of classes by number, as columns `side`, `side_name`, `side_name_en`. */
export function classColumns(side: string, numbers: readonly number[], { codes, names }: SharedClasses): Column[] {
  const name = (number: number) => (number === NO_CLASS ? NO_COUNTERPART : names[number])
  return [
    textColumn(
      side,
      numbers.map((number) => (number === NO_CLASS ? null : codes[number])),
    ),
    textColumn(
      `${side}_name`,
      numbers.map((number) => name(number).zh),
    ),
    textColumn(
      `${side}_name_en`,
      numbers.map((number) => name(number).en),
    ),
  ]
}
