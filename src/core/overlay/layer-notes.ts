import { sumOf } from '../adjust.ts'
import type { LayerInput } from '../analysis.ts'
import { requireCrs } from '../crs.ts'
import { AppError, type Note } from '../errors.ts'
import { isRowEmpty } from '../geometry.ts'
import type { SoundTable } from '../repair.ts'
import { plainNumber } from '../units.ts'

/** Notes are read, not computed with. */
export function toCents(areaM2: number): number {
  return Number(plainNumber(areaM2, 2))
}

/** What a note calls a layer, in both languages. */
export function layerNames({ source, table }: Pick<LayerInput, 'source' | 'table'>): {
  readonly layer: string
  readonly layerEn: string
} {
  return { layer: source.title?.zh ?? table.name, layerEn: source.title?.en ?? table.name }
}

/** @throws AppError analysis.geometry, crs.unknown */
export function requirePolygons({ table }: LayerInput): void {
  if (table.geometry && table.geometry.kind !== 'polygon') throw new AppError('analysis.geometry', { expected: 'polygon' })
  requireCrs(table.crs)
}

/** What must be said of a layer before it is overlaid: datum, rows without shape, rows that were repaired. */
export function layerNotes(input: LayerInput, sound: Pick<SoundTable, 'geometry' | 'repaired' | 'meeting'>): Note[] {
  const { table, rows } = input
  const notes: Note[] = []
  const names = layerNames(input)
  if (table.geometry && requireCrs(table.crs).needsParameters) {
    notes.push({ code: 'summary.noDatum', detail: { crs: table.crs }, level: 'warning' })
  }
  const isUsed = usedRows(rows, table.length)
  let empty = 0
  for (let row = 0; row < table.length; row++) if (isUsed(row) && isRowEmpty(sound.geometry, row)) empty++
  if (empty > 0) notes.push({ code: 'overlay.noGeometry', detail: { ...names, count: empty }, level: 'warning' })
  const repaired = sound.repaired.filter(({ row }) => isUsed(row))
  if (repaired.length > 0) {
    const detail = {
      ...names,
      count: repaired.length,
      rows: repaired
        .slice(0, 10)
        .map(({ row }) => row + 1)
        .join(' '),
      changeM2: toCents(sumOf(repaired.map(({ areaBeforeM2, areaAfterM2 }) => areaAfterM2 - areaBeforeM2))),
    }
    notes.push({ code: 'overlay.repaired', detail, level: 'warning' })
  }
  noteMeeting(sound, isUsed, input, notes)
  return notes
}

/** Rows whose parts run along each other are used as they are, and said to be so: other programs call them invalid. */
export function noteMeeting(
  { meeting }: Pick<SoundTable, 'meeting'>,
  isUsed: (row: number) => boolean,
  layer: LayerInput,
  notes: Note[],
): void {
  const rows = meeting.filter(isUsed)
  if (rows.length === 0) return
  const first = rows.slice(0, 10).map((row) => row + 1)
  notes.push({
    code: 'shape.sharedBorder',
    detail: { ...layerNames(layer), count: rows.length, rows: first.join(' ') },
    level: 'info',
  })
}

function usedRows(rows: Uint32Array | null, length: number): (row: number) => boolean {
  if (!rows) return () => true
  const used = new Uint8Array(length)
  for (const row of rows) used[row] = 1
  return (row) => used[row] === 1
}
