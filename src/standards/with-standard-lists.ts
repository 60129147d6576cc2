import type { CodeList } from '../core/table.ts'

/** Ids of the lists by which fields of imported files are known. */
export const STANDARD_LISTS: readonly string[] = ['land-class-2019', 'ownership']

/** The lists of a deployment, with those of the standards where it publishes none of its own: they are fetched only then. */
export async function withStandardLists(lists: readonly CodeList[]): Promise<readonly CodeList[]> {
  const missing = STANDARD_LISTS.filter((id) => !lists.some((list) => list.id === id))
  if (missing.length === 0) return lists
  const { standardList } = await import('./standard-lists.ts')
  return [...lists, ...missing.flatMap((id) => standardList(id) ?? [])]
}
