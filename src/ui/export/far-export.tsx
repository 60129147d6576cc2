import type { Layer } from '../../app/state.ts'
import { MOST_ANSWER_BYTES } from '../../core/ranged-layer.ts'
import { shownNumber } from '../../core/units.ts'
import type { Format } from '../../formats/format.ts'
import { marks } from '../../i18n/marks.ts'
import { rangedText } from '../../i18n/ranged.ts'
import { LoadAll } from '../layers/load-all.tsx'
import { Note } from '../parts/note.tsx'
import { useApp, useText } from '../shell/app-context.ts'
import styles from './export.module.css'

/** Of the file, that is read into memory at once for a format that cannot be written piece by piece: sizes are taken from the mean. */
const MOST_PART_BYTES = 0.75 * MOST_ANSWER_BYTES

/** Of the layer's file, about: rows are taken to be of the mean size. @param rows null: all */
export function readBytes(layerBytes: number, layerCount: number, rows: number | null): number {
  return rows === null || layerCount === 0 ? layerBytes : (layerBytes / layerCount) * rows
}

/** Whether rows of a layer that stays in its file can be written without all of it in memory. @param rows null: all */
export function canPass(format: Format, rows: number | null, bytes: number): boolean {
  return format.stream !== undefined || (rows !== null && bytes <= MOST_PART_BYTES)
}

/** What an export of a layer that is read as needed reads, or why it cannot be made and the ways out. */
export function FarExport({
  layer,
  format,
  writers,
  rows,
  isTwice,
}: {
  readonly layer: Layer
  readonly format: Format
  readonly writers: readonly Format[]
  /** to be written; null: all */
  readonly rows: number | null
  /** a look at all rows goes before writing them */
  readonly isTwice: boolean
}) {
  const app = useApp()
  const text = useText()
  const far = app.rangedOf(layer.id)
  const entry = app.catalog.layers.find(({ id }) => id === layer.id)
  if (!far || !entry) return null
  const bytes = readBytes(entry.bytes, far.count, rows)
  const mb = shownNumber(Math.max(0.1, ((isTwice ? 2 : 1) * bytes) / 2 ** 20), 1)
  if (format.stream) return <p className={styles.quiet}>{text(rangedText.exportPasses, { mb })}</p>
  if (canPass(format, rows, bytes)) return <p className={styles.quiet}>{text(rangedText.exportPart, { mb, n: rows ?? 0 })}</p>
  const others = writers.filter(({ stream }) => stream).map((each) => text(each.title))
  return (
    <Note>
      {text(rangedText.exportWhole, { format: text(format.title), formats: others.join(text(marks.list)) })}{' '}
      <LoadAll layer={layer} />
    </Note>
  )
}
