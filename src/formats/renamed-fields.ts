import type { Note } from '../core/errors.ts'

/** What is to be said of fields that get another name in the file. */
export function renamedFields(from: readonly string[], to: readonly string[]): Note[] {
  return from.flatMap((name, i) =>
    name === to[i] ? [] : [{ code: 'write.fieldRenamed', detail: { from: name, to: to[i] }, level: 'warning' as const }],
  )
}
