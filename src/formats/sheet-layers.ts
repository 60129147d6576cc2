import type { Task } from '../core/task.ts'
import { finishLayers, type LayerParts, noteTaker } from './finish-layers.ts'
import { type DecodedLayer, type DecodeOptions, MOST_SKIPPED } from './format.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { type Sheet, typedColumns } from './sheet-columns.ts'
import { plainNumbers } from './sheet-numbers.ts'
import { findPlaces } from './sheet-places.ts'
import { plainQuantities } from './sheet-units.ts'

/** A sheet as a layer: points or shapes where its columns tell places, else a table to be joined by a code. */
export async function sheetLayers(
  read: Sheet,
  parts: Pick<LayerParts, 'file' | 'format' | 'skipped' | 'encoding' | 'encodingEvidence' | 'notes' | 'skippedLines'>,
  options: DecodeOptions,
  task: Task,
): Promise<DecodedLayer[]> {
  const notes = [...parts.notes, ...(read.notes ?? [])]
  const taker = noteTaker(notes)
  const types = options.types ?? {}
  const sheet = plainNumbers(plainQuantities(read, types, taker), types, taker)
  const total = totalOf(sheet)
  if (total) taker.note('sheet.totalRow', { text: total }, 'warning')
  const places = findPlaces(sheet, taker, read)
  task.progress(0.8, 'stage.read')
  await task.breathe()
  const builder = places?.builder ?? withoutShapes(sheet.length)
  if (!places) taker.note('csv.noPlaces')
  const kept = places?.shapeColumn
    ? { ...sheet, columns: sheet.columns.filter(({ name }) => name !== places.shapeColumn) }
    : sheet
  const { columns, fields } = typedColumns(kept, types, taker)
  return finishLayers(
    {
      ...parts,
      name: sheet.name,
      columns,
      fields,
      builder,
      declared: places?.declared ?? null,
      fallback: { crs: options.likelyCrs?.find((crs) => crs === 'EPSG:4490') ?? 'EPSG:4326', evidence: 'assumed' },
      notes,
      skippedLines: [...(parts.skippedLines ?? []), ...(places?.placeless ?? [])].slice(0, MOST_SKIPPED),
      hasChangeableTypes: true,
    },
    options,
    task,
  )
}

const TOTAL = /^(合|总|共)\s*计[:：]?$|^(grand )?total:?$/i
/** The word by which the last row calls itself the sum of those above. */
function totalOf({ columns, length }: Sheet): string | null {
  const words = length > 1 ? columns.map(({ texts }) => texts[length - 1]?.trim() ?? '').filter((text) => text !== '') : []
  return words.find((text) => TOTAL.test(text)) ?? null
}

function withoutShapes(rows: number): GeometryBuilder {
  const builder = new GeometryBuilder()
  for (let row = 0; row < rows; row++) builder.endRow()
  return builder
}
