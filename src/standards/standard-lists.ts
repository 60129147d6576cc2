import type { CodeList, FieldInfo } from '../core/table.ts'
import { landClassCodeList } from './land-classes-2019.ts'
import { ownershipCodeList } from './ownership.ts'

const LISTS: readonly CodeList[] = [landClassCodeList, ownershipCodeList]

export function standardList(id: string): CodeList | undefined {
  return LISTS.find((list) => list.id === id)
}

/** The code lists of standards that fields name. */
export function standardLists(fields: readonly FieldInfo[]): readonly CodeList[] {
  return LISTS.filter(({ id }) => fields.some(({ codes }) => codes === id))
}
