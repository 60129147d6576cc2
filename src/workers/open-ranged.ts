import type { CodeIndex, ColumnStore, RangedLayer } from '../core/ranged-layer.ts'
import { openCodeIndex } from '../formats/code-index.ts'
import { openColumnFile } from '../formats/column-file.ts'
import { openFlatGeobuf } from '../formats/flatgeobuf-ranges.ts'
import type { ByteSource } from '../formats/geotiff-source.ts'

export interface RangedFile {
  readonly place: Blob | string
  readonly name: string
}
export interface RangedFiles {
  readonly file: RangedFile
  /** its codes in order, and its fields one by one; null: published without */
  readonly codes: RangedFile | null
  readonly columns: RangedFile | null
}
export interface OpenedRanged {
  readonly layer: RangedLayer
  readonly codes: CodeIndex | null
  readonly columns: ColumnStore | null
  /** files beside it that are damaged, of another publishing or not to be had: what they are for takes longer, or all of the layer */
  readonly unread: readonly string[]
}

/** A layer that stays in its file, and what was published beside it. @throws AppError of the layer's own file */
export async function openRanged(
  { file, codes, columns }: RangedFiles,
  open: (file: RangedFile) => ByteSource,
  signal: AbortSignal,
): Promise<OpenedRanged> {
  const layer = await openFlatGeobuf(open(file), file.name, signal)
  const unread: string[] = []
  async function beside<T>(given: RangedFile | null, read: typeof openCodeIndex | typeof openColumnFile): Promise<T | null> {
    if (!given) return null
    try {
      return (await read(open(given), given.name, signal)) as T
    } catch {
      signal.throwIfAborted()
      unread.push(given.name)
      return null
    }
  }
  const index = await beside<CodeIndex>(codes, openCodeIndex)
  const store = await beside<ColumnStore>(columns, openColumnFile)
  const isOwn = store?.count === layer.count
  if (columns && store && !isOwn) unread.push(columns.name)
  return { layer, codes: index, columns: isOwn ? store : null, unread }
}
