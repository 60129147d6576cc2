import { AppError, type Note } from '../core/errors.ts'
import { planarArea } from '../core/geometry.ts'
import { nestRings } from '../core/ring-nesting.ts'
import type { Column, FieldInfo } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { baseName, finishLayers, noteTaker } from './finish-layers.ts'
import { type DecodedLayer, type DecodeOptions, type InputFile, MOST_SKIPPED } from './format.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { knownFields } from './known-fields.ts'
import { textColumn } from './text-builder.ts'
import { toUtf8 } from './text-encoding.ts'
import { checkAreas } from './txt-areas.ts'
import { isTextSwapped, textCrs } from './txt-crs.ts'
import { TXT_FIELDS, type TxtColumn } from './txt-fields.ts'
import { isClosed, parseBoundaryText, type TextParcel, type TextRing } from './txt-parse.ts'

/** Lines that a receipt keeps: enough to see what is wrong, little beside a project. */

/** 界址点坐标 as a table: a row a parcel, in the system that header and coordinates tell. */
export async function decodeBoundaryText(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const [file] = files
  const notes: Note[] = []
  const taker = noteTaker(notes)
  const text = toUtf8(file.bytes, file.name, options.encoding)
  const content = new TextDecoder().decode(text.bytes)
  reportUndecodable(content, taker)
  task.progress(0.2, 'stage.read')
  await task.breathe()
  const { header, parcels, skipped } = parseBoundaryText(content)
  if (parcels.length === 0) throw new AppError('txt.noParcels', { file: file.name })
  const swapped = isTextSwapped(parcels)
  if (swapped) taker.note('txt.swapped', {}, 'warning')

  const builder = new GeometryBuilder()
  const eastings: number[] = []
  const areasHa: number[] = []
  let done = 0
  for (const parcel of parcels) {
    areasHa.push(parcel.badLine === null ? addShape(builder, parcel, swapped, eastings) : 0)
    builder.endRow()
    if ((++done & 255) === 0) {
      task.progress(0.2 + (0.7 * done) / parcels.length, 'stage.read')
      await task.breathe()
    }
  }
  reportParcels(parcels, taker)
  const unit = checkAreas(parcels, areasHa, taker)
  if (skipped.length > 0) taker.note('text.linesSkipped', { count: skipped.length, line: skipped[0].line }, 'warning')
  const columns = columnsOf(parcels)
  return finishLayers(
    {
      file,
      name: baseName(file.name),
      format: 'txt',
      columns,
      builder,
      declared: textCrs(header, Float64Array.from(eastings), taker),
      fallback: { crs: 'EPSG:4490', evidence: 'default' },
      skipped: skipped.length,
      encoding: text.encoding,
      encodingEvidence: text.evidence,
      notes,
      // points run clockwise here
      reportsTurned: false,
      fields: fieldsOf(columns, unit),
      header,
      skippedLines: skipped.slice(0, MOST_SKIPPED),
    },
    options,
    task,
  )
}

/** @returns planar area in hectares */
function addShape(builder: GeometryBuilder, parcel: TextParcel, swapped: boolean, eastings: number[]): number {
  const [e, n] = swapped ? [0, 1] : [1, 0]
  const vertices = ({ pairs }: TextRing) => {
    for (let i = 0; i < pairs.length; i += 2) {
      builder.vertex(pairs[i + e], pairs[i + n])
      eastings.push(pairs[i + e])
    }
    builder.endRing()
  }
  if (parcel.rings.length === 0) return 0
  if (parcel.shape !== '面') {
    const isPoint = parcel.shape === '点'
    builder.begin(isPoint ? 'point' : 'line')
    for (const ring of isPoint ? parcel.rings.flatMap(singlePoints) : parcel.rings) {
      vertices(ring)
      builder.endPart()
    }
    return 0
  }
  builder.begin('polygon')
  const pairs = parcel.rings.flatMap((ring) => ring.pairs)
  const starts = [0]
  for (const ring of parcel.rings) starts.push(starts[starts.length - 1] + ring.pairs.length / 2)
  // the number of a ring tells rings apart, not what they are: a second one may be a hole or a second outer ring
  const { polygons } = nestRings({ starts, x: (i) => pairs[i * 2 + e], y: (i) => pairs[i * 2 + n] }, 'nesting')
  let areaM2 = 0
  for (const rings of polygons) {
    rings.forEach((ring, i) => {
      vertices(parcel.rings[ring])
      const ringM2 = Math.abs(planarArea(Float64Array.from(parcel.rings[ring].pairs), 0, parcel.rings[ring].pairs.length / 2))
      areaM2 += i === 0 ? ringM2 : -ringM2
    })
    builder.endPart()
  }
  return areaM2 / 10_000
}
function singlePoints({ ring, pairs }: TextRing): TextRing[] {
  return Array.from({ length: pairs.length / 2 }, (_, i) => ({ ring, pairs: pairs.slice(i * 2, i * 2 + 2) }))
}

/** What the lines of the parcels say wrongly: told once for all, with the first as example. */
function reportParcels(parcels: readonly TextParcel[], notes: Pick<Task, 'note'>): void {
  const bad = parcels.filter((parcel) => parcel.badLine !== null)
  if (bad.length > 0) notes.note('txt.badPoint', { count: bad.length, line: bad[0].badLine, parcel: labelOf(bad[0]) }, 'warning')
  const counts = parcels.filter((parcel) => parcel.badLine === null && !isCountRight(parcel))
  if (counts.length > 0) {
    const [first] = counts
    const found = first.rings.reduce((sum, { pairs }) => sum + pairs.length / 2, 0)
    const detail = { count: counts.length, parcel: labelOf(first), declared: first.declaredPoints, found }
    notes.note('txt.countDiffers', detail, 'warning')
  }
  if (parcels.some(({ hasOwnNames }) => hasOwnNames)) notes.note('txt.pointNames')
}
/** The closing points may be written or not, and may be counted or not. */
function isCountRight({ declaredPoints, rings }: TextParcel): boolean {
  if (declaredPoints === null) return true
  const written = rings.reduce((sum, { pairs }) => sum + pairs.length / 2, 0)
  const closed = rings.filter(({ pairs }) => isClosed(pairs)).length
  return declaredPoints >= written - closed && declaredPoints <= written + rings.length - closed
}
function labelOf({ number, name, line }: TextParcel): string {
  return number ?? name ?? String(line)
}

function reportUndecodable(content: string, notes: Pick<Task, 'note'>): void {
  const at = content.indexOf('\ufffd')
  if (at < 0) return
  const line = content.slice(0, at).split('\n').length
  notes.note('text.undecodable', { count: content.split('\ufffd').length - 1, line }, 'warning')
}

/** The columns of the format that the file uses, then its own further fields. */
function columnsOf(parcels: readonly TextParcel[]): Column[] {
  const values: Record<TxtColumn, (parcel: TextParcel) => string | null> = {
    number: ({ number }) => number,
    name: ({ name }) => name,
    area: ({ area }) => area,
    shape: ({ shape }) => shape,
    sheet: ({ sheet }) => sheet,
    use: ({ use }) => use,
    landClass: ({ landClass }) => landClass,
  }
  const columns: Column[] = []
  for (const { key, name } of TXT_FIELDS) {
    const texts = parcels.map(values[key])
    if (texts.every((text) => text === null)) continue
    const numbers = key === 'area' ? texts.map((text) => (text === null ? Number.NaN : Number(text))) : []
    const isNumber = key === 'area' && numbers.every((value, i) => texts[i] === null || Number.isFinite(value))
    columns.push(isNumber ? { name, type: 'number', values: Float64Array.from(numbers) } : textColumn(name, texts, texts.length))
  }
  const most = parcels.reduce((count, { more }) => Math.max(count, more.length), 0)
  for (let i = 0; i < most; i++) {
    const texts = parcels.map(({ more }) => more[i] || null)
    if (texts.some((text) => text !== null)) columns.push(textColumn(`附加${i + 1}`, texts, texts.length))
  }
  return columns
}

function fieldsOf(columns: readonly Column[], areaUnit: 'ha' | 'mu' | 'm2'): FieldInfo[] {
  const codesOf = new Map(knownFields(columns).map(({ name, codes }) => [name, codes]))
  return TXT_FIELDS.filter(({ name }) => columns.some((column) => column.name === name)).map(({ key, name, en, role }) => {
    const codes = codesOf.get(name)
    return {
      name,
      label: { zh: name, en },
      ...(role && { role }),
      ...(key === 'area' && { unit: areaUnit }),
      ...(codes && { codes }),
    }
  })
}
