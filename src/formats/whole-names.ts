import type { Note } from '../core/errors.ts'
import type { Column, FieldInfo } from '../core/table.ts'
import { uniqueNames } from '../core/unique-names.ts'

const HALF_PAIR = /\p{Surrogate}/gu
const MOST_NAMES = 8

/** Half of a pair of surrogates is no character, and no file that is written can hold it. */
export function wholeText(text: string): string {
  return text.replace(HALF_PAIR, '\ufffd')
}

/** Names of columns that can be written, each still one of its own; the new ones are told. */
export function wholeNames(
  columns: readonly Column[],
  fields: readonly FieldInfo[] | undefined,
  notes: { note(code: string, detail: Note['detail'], level?: Note['level']): void },
): { readonly columns: readonly Column[]; readonly fields: readonly FieldInfo[] | undefined } {
  const broken = columns.map(({ name }) => name).filter((name) => wholeText(name) !== name)
  if (broken.length === 0) return { columns, fields }
  // those that are whole keep theirs
  const sound = columns.map(({ name }) => name).filter((name) => !broken.includes(name))
  const names = uniqueNames([...sound, ...broken.map(wholeText)]).slice(sound.length)
  const renamed = new Map(broken.map((name, i) => [name, names[i]]))
  const shown = [...renamed.values()].slice(0, MOST_NAMES).join(', ')
  notes.note('field.brokenNames', { count: renamed.size, fields: shown + (renamed.size > MOST_NAMES ? ' …' : '') }, 'warning')
  return {
    columns: columns.map((column) => ({ ...column, name: renamed.get(column.name) ?? column.name })),
    fields: fields?.map((field) => ({ ...field, name: renamed.get(field.name) ?? field.name })),
  }
}
