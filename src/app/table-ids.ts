import { type Edits, editsMark, isEdited } from '../core/edits/edits.ts'
import type { TableId } from './state.ts'

/** between the name of a table as its file has it and the mark of what was changed in it */
const MARK = '~'

/** The table that edits make of a file's table. */
export function editedTableId(base: TableId, edits: Edits | null): TableId {
  return isEdited(edits) ? `${base}${MARK}${editsMark(edits)}` : base
}

/** The table as its file has it. */
export function baseTableId(id: TableId): TableId {
  const at = id.lastIndexOf(MARK)
  return at < 0 ? id : id.slice(0, at)
}
