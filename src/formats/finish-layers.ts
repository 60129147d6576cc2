import { crsOf } from '../core/crs.ts'
import type { Note } from '../core/errors.ts'
import { undoShift } from '../core/gcj02.ts'
import { rowsWithSharedBorders } from '../core/shared-borders.ts'
import type { Column, FieldInfo, Geometry, Table } from '../core/table.ts'
import { createTask, type Task } from '../core/task.ts'
import { type DeclaredCrs, decideCrs } from './crs-evidence.ts'
import { digestOf, sizeOf } from './file-source.ts'
import type { DecodedLayer, DecodeOptions, HeaderLine, InputFile, SkippedLine } from './format.ts'
import { type GeometryBuilder, signedArea } from './geometry-builder.ts'
import { knownFields, noteKnown } from './known-fields.ts'
import { noteUnsound } from './unsound-rows.ts'
import { wholeNames, wholeText } from './whole-names.ts'

export interface LayerParts {
  /** whose checksum and size go on the receipt */
  readonly file: InputFile
  readonly name: string
  readonly format: string
  readonly columns: readonly Column[]
  readonly builder: GeometryBuilder
  /** what the file itself says */
  readonly declared: DeclaredCrs | null
  /** for lon/lat numbers of which the file says nothing */
  readonly fallback: DeclaredCrs
  readonly skipped: number
  readonly encoding: string | null
  readonly encodingEvidence: string | null
  /** types as the file names them, by column; else those of the table */
  readonly types?: ReadonlyMap<string, string>
  readonly notes: readonly Note[]
  /** extensions must not turn rings or say so, e.g. a convention that differs */
  readonly reportsTurned?: boolean
  /** what is known of the fields; else by their official names */
  readonly fields?: readonly FieldInfo[]
  readonly hasChangeableTypes?: boolean
  readonly header?: readonly HeaderLine[]
  readonly skippedLines?: readonly SkippedLine[]
}

/** Tables of one source layer with receipts, after the questions that all formats share: which CRS, which axis first. */
export async function finishLayers(parts: LayerParts, options: DecodeOptions, job: Task): Promise<DecodedLayer[]> {
  const { builder } = parts
  // what the user knows is the archive, not its member
  const file = parts.file.archive ?? parts.file
  const notes: Note[] = [...parts.notes]
  const task = noteTaker(notes)
  reportRepairs(builder, parts.reportsTurned ?? true, task)
  const name = wholeText(parts.name)
  const named = wholeNames(parts.columns, parts.fields, task)
  let tables = builder.tables(name, '', named.columns)
  if (tables.length > 1)
    task.note('geometry.kindsSplit', { kinds: tables.map((t) => t.geometry?.kind).join(' '), tables: tables.length })
  if (builder.mixedRows > 0) task.note('geometry.collectionSplit', { rows: builder.mixedRows }, 'warning')
  if (options.swapXY) {
    tables = tables.map(swapTable)
    task.note('geometry.swapped')
  }
  const geometries = tables.flatMap((table) => table.geometry ?? [])
  const decision = decideCrs(geometries, parts.declared, options, parts.fallback, task)
  const isDegrees = crsOf(decision.crs)?.kind === 'geographic'
  if (options.shiftedBy && isDegrees) {
    for (const geometry of geometries) undoShift(options.shiftedBy, geometry.xy)
    task.note('crs.shiftUndone', { by: options.shiftedBy === 'gcj02' ? 'GCJ-02' : 'BD-09' }, 'warning')
  }
  if (isDegrees) for (const geometry of geometries) checkDegrees(geometry, task)
  for (const geometry of geometries) reportSharedBorders(geometry, name, task)
  if (decision.crs && decision.questions.length === 0)
    for (const table of tables) await noteUnsound({ ...table, crs: decision.crs }, task, job)
  const sha256 = await digestOf(file, job)
  return tables.map((table, i) => {
    const fields = named.fields ?? knownFields(table.columns)
    const said = [...notes]
    noteKnown(table.columns, fields, noteTaker(said))
    return {
      // a table without shapes lies nowhere
      table: { ...table, crs: table.geometry ? decision.crs : '' },
      fields,
      questions: decision.questions,
      ...(parts.hasChangeableTypes && { hasChangeableTypes: true }),
      receipt: {
        file: file.name,
        format: parts.format,
        bytes: sizeOf(file),
        sha256,
        count: table.length,
        withoutGeometry: countWithoutGeometry(table),
        skipped: i === 0 ? parts.skipped : 0,
        encoding: parts.encoding,
        encodingEvidence: parts.encodingEvidence,
        crs: (table.geometry && decision.crs) || null,
        crsEvidence: table.geometry ? decision.evidence : null,
        fields: table.columns.map((column) => ({ name: column.name, type: parts.types?.get(column.name) ?? column.type })),
        notes: said,
        ...(parts.header && { header: parts.header }),
        ...(parts.skippedLines && parts.skippedLines.length > 0 && { skippedLines: parts.skippedLines }),
      },
    }
  })
}

/** A task that only takes notes, into `notes`. */
export function noteTaker(notes: Note[]): Task {
  return createTask({ signal: new AbortController().signal, notes })
}

function reportRepairs({ repairs }: GeometryBuilder, reportsTurned: boolean, task: Task): void {
  if (repairs.closed > 0) task.note('geometry.ringsClosed', { count: repairs.closed }, 'warning')
  if (repairs.turned > 0 && reportsTurned) task.note('geometry.ringsTurned', { count: repairs.turned })
  if (repairs.short > 0) task.note('geometry.tooShort', { count: repairs.short }, 'warning')
  if (repairs.notFinite > 0)
    task.note('geometry.notFinite', { count: repairs.notFinite, row: repairs.firstNotFiniteRow + 1 }, 'warning')
}

function reportSharedBorders(geometry: Geometry, layer: string, task: Task): void {
  const rows = rowsWithSharedBorders(geometry)
  const first = rows.slice(0, 10).map((row) => row + 1)
  if (rows.length > 0) task.note('shape.sharedBorder', { layer, count: rows.length, rows: first.join(' ') })
}

/** Degrees that are none, and steps of more than half the globe: a ring cut at the antimeridian without being split there. */
function checkDegrees({ xy, rings, parts, rows }: Geometry, task: Task): void {
  const impossible = { count: 0, row: 0 }
  const wrapped = { count: 0, row: 0 }
  for (let row = 0; row + 1 < rows.length; row++) {
    let isImpossible = false
    let isWrapped = false
    for (let ring = parts[rows[row]]; ring < parts[rows[row + 1]]; ring++)
      for (let v = rings[ring]; v < rings[ring + 1]; v++) {
        if (Math.abs(xy[v * 2]) > 360 || Math.abs(xy[v * 2 + 1]) > 90) isImpossible = true
        else if (v > rings[ring] && Math.abs(xy[v * 2] - xy[v * 2 - 2]) > 180) isWrapped = true
      }
    if (isImpossible && impossible.count++ === 0) impossible.row = row + 1
    if (isWrapped && wrapped.count++ === 0) wrapped.row = row + 1
  }
  if (impossible.count > 0) task.note('geometry.outOfRange', impossible, 'warning')
  if (wrapped.count > 0) task.note('geometry.antimeridian', wrapped, 'warning')
}

function countWithoutGeometry({ geometry, length }: Table): number {
  if (!geometry) return length
  let count = 0
  for (let row = 0; row < length; row++) if (geometry.rows[row] === geometry.rows[row + 1]) count++
  return count
}

/** Exchanges the axes; the mirror image turns every ring, so rings are turned back. */
function swapTable(table: Table): Table {
  const { geometry } = table
  if (!geometry) return table
  const xy = geometry.xy.map((_, i) => geometry.xy[i ^ 1])
  const z = geometry.z?.slice()
  const m = geometry.m?.slice()
  const swapped: Geometry = { ...geometry, xy, ...(z ? { z } : {}), ...(m ? { m } : {}) }
  if (geometry.kind === 'polygon') turnRings(swapped)
  return { ...table, geometry: swapped }
}
function turnRings({ xy, z, m, rings, parts }: Geometry): void {
  for (let part = 0; part + 1 < parts.length; part++)
    for (let ring = parts[part]; ring < parts[part + 1]; ring++) {
      const area = signedArea(xy, rings[ring], rings[ring + 1])
      if (ring === parts[part] ? area >= 0 : area <= 0) continue
      for (let a = rings[ring], b = rings[ring + 1] - 1; a < b; a++, b--)
        for (const k of [0, 1]) [xy[a * 2 + k], xy[b * 2 + k]] = [xy[b * 2 + k], xy[a * 2 + k]]
      z?.subarray(rings[ring], rings[ring + 1]).reverse()
      m?.subarray(rings[ring], rings[ring + 1]).reverse()
    }
}

/** The file's name without folder and last extension. */
export function baseName(path: string): string {
  const name = path.split(/[\\/]/).pop() ?? path
  return name.replace(/\.[^.]+$/, '') || name
}
