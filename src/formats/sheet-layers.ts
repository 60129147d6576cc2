import type { Task } from '../core/task.ts'
import { finishLayers, type LayerParts, noteTaker } from './finish-layers.ts'
import { type DecodedLayer, type DecodeOptions, MOST_SKIPPED } from './format.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { type Sheet, typedColumns } from './sheet-columns.ts'
import { firstRows, withoutFoot } from './sheet-foot.ts'
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
  const withFoot = plainNumbers(plainQuantities(read, types, taker), types, taker)
  const { sheet, skipped } = withoutFoot(withFoot, read, taker)
  const places = findPlaces(sheet, taker, firstRows(read, sheet.length))
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
      skipped: parts.skipped + skipped.length,
      skippedLines: [...(parts.skippedLines ?? []), ...skipped, ...(places?.placeless ?? [])].slice(0, MOST_SKIPPED),
      hasChangeableTypes: true,
    },
    options,
    task,
  )
}

function withoutShapes(rows: number): GeometryBuilder {
  const builder = new GeometryBuilder()
  for (let row = 0; row < rows; row++) builder.endRow()
  return builder
}
