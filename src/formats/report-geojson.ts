import type { AnalysisResult } from '../core/analysis.ts'
import { authalicProj } from '../core/authalic-proj.ts'
import { collect, dissolve } from '../core/dissolve.ts'
import type { Note } from '../core/errors.ts'
import type { LngLatPolygon } from '../core/overlay/valid-rows.ts'
import { ringAreaM2 } from '../core/plane.ts'
import { makeSound } from '../core/repair.ts'
import { type PresentedReport, presentReport } from '../core/report.ts'
import type { ReportExport } from '../core/report-export.ts'
import type { Table } from '../core/table.ts'
import { stretchOf, type Task } from '../core/task.ts'
import { type AreaUnit, plainNumber } from '../core/units.ts'
import type { OutputFile } from './format.ts'
import { namedTables, noteWords, sourceWords } from './report-lines.ts'
import { TextFile } from './text-file.ts'

/**
 * 1e-10° is a hundredth of a millimetre. RFC 7946 §11.2 asks for no more digits than needed: with nine, the roundings of a town's
 * border add up to two hundredths of a square metre, and the shape would no longer measure what the figure says.
 */
const DECIMALS = 10
/** Lines of a further table that the head of a file holds. */
const LONGEST_IN_HEAD = 10_000
const UNITS: readonly AreaUnit[] = ['m2', 'ha', 'mu']

/** Features as `geometry` asks, with a foreign member `metadata` that says where they come from and holds the tables. */
export async function encodeReportGeojson(input: ReportExport, task: Task): Promise<OutputFile> {
  const { pieces } = input.result
  const file = new TextFile()
  if (input.geometry === 'pieces' && pieces) await writePieces(file, input, pieces, task)
  else await writeLines(file, input, task)
  return { name: `${input.title[input.locale]}.geojson`, mime: 'application/geo+json', bytes: file.bytes() }
}

/** The layer that the result made, its columns as they are: areas in m². */
async function writePieces(file: TextFile, input: ReportExport, pieces: Table, task: Task): Promise<void> {
  const { featureTexts } = await import('./geojson-encode.ts')
  const fields = input.result.piecesLook?.fields ?? []
  const metadata = {
    ...metadataOf(input),
    labels: Object.fromEntries(fields.map(({ name, label }) => [name, label[input.locale]])),
  }
  file.add(`{"type":"FeatureCollection","name":${JSON.stringify(pieces.name)},`)
  await writeMetadata(file, input, metadata, namedTables(input), task)
  file.add(',"features":[\n')
  for await (const text of featureTexts(pieces, null, {}, true, task)) file.add(text)
  file.add('\n]}\n')
}

/** Tables line by line: of a million lines they are longer than a string can be. */
async function writeMetadata(
  file: TextFile,
  input: ReportExport,
  metadata: Readonly<Record<string, unknown>>,
  tables: ReturnType<typeof namedTables>,
  task: Task,
): Promise<void> {
  file.add(`"metadata":${JSON.stringify(metadata).slice(0, -1)}`)
  for (const [i, { title, table }] of tables.entries()) {
    const reports = reportsOf(input, table)
    const head = JSON.stringify(headOf(input, title, reports))
    file.add(`${i === 0 ? ',"tables":[' : ','}${head.slice(0, -1)},"rows":[`)
    for (let line = 0; line < table.table.length; line++) {
      file.add(`${line === 0 ? '' : ','}${JSON.stringify(lineFigures(reports, line))}`)
      await task.breathe()
    }
    file.add(`],"totals":${JSON.stringify(totalsOf(reports))}}`)
  }
  file.add(tables.length > 0 ? ']}' : '}')
}
const headOf = (input: ReportExport, title: string | null, reports: readonly PresentedReport[]) => ({
  title: title ?? input.title[input.locale],
  labels: labelsOf(reports),
})

/**
 * One feature a line of the first table: lon/lat, right-hand rule, figures with units in their names.
 * Dissolved shapes cover what the net area counts; collected ones hold every member and can overlap where the data do.
 * `geometry_area_m2` is the ellipsoidal area of the shape as it is written, so that a reader can check both.
 */
async function writeLines(file: TextFile, input: ReportExport, task: Task): Promise<void> {
  const { result, subject, geometry } = input
  const sound = await makeSound(subject.table, stretchOf(task, 0, 0.3))
  const reports = reportsOf(input, result)
  const [, ...further] = namedTables(input)
  file.add('{"type":"FeatureCollection",')
  await writeMetadata(file, input, linesMetadata(input, reports), further, task)
  file.add(',"features":[\n')
  const { offsets, rows } = result.members
  for (let line = 0; line < result.table.length; line++) {
    const members = rows.subarray(offsets[line], offsets[line + 1])
    const stretch = stretchOf(task, 0.3 + (0.65 * line) / result.table.length, 0.3 + (0.65 * (line + 1)) / result.table.length)
    const shape = geometry === 'dissolved' ? await dissolve(sound, members, stretch) : collect(sound, members)
    const written = shape.map(roundPolygon).filter((polygon) => polygon.length > 0)
    const properties = {
      ...lineFigures(reports, line),
      geometry_area_m2: Number(plainNumber(areaM2(written), 4)),
    }
    const feature = JSON.stringify({ type: 'Feature', properties, geometry: asGeometry(written) })
    file.add(`${line === 0 ? '' : ',\n'}${feature}`)
    stretch.progress(1, 'stage.dissolve')
    await task.breathe()
  }
  file.add('\n]}\n')
}

/** What a file of lines says of itself, beside its further tables. */
function linesMetadata(input: ReportExport, reports: readonly PresentedReport[]) {
  return { ...metadataOf(input), coordinateDecimals: DECIMALS, totals: totalsOf(reports), labels: labelsOf(reports) }
}

/** The same with the further tables, for the head of a file of another format, which has no room for long ones. */
export function headMetadata(input: ReportExport): Record<string, unknown> {
  const [, ...further] = namedTables(input)
  const tables = further
    .filter(({ table }) => fitsHead(table))
    .map(({ title, table }) => {
      const reports = reportsOf(input, table)
      const rows = Array.from({ length: table.table.length }, (_, line) => lineFigures(reports, line))
      return { ...headOf(input, title, reports), rows, totals: totalsOf(reports) }
    })
  return { ...linesMetadata(input, reportsOf(input, input.result)), ...(tables.length > 0 && { tables }) }
}

const fitsHead = ({ table }: Pick<AnalysisResult, 'table'>) => table.length <= LONGEST_IN_HEAD

/** A note of the further tables that a file without room for them does without; none: all are there. */
export function leftOutOfHead({ tables = [] }: AnalysisResult): readonly Note[] {
  const long = tables.filter((each) => !fitsHead(each))
  if (long.length === 0) return []
  const named = (locale: 'zh' | 'en', comma: string) => long.map(({ title }) => title?.[locale] ?? '').join(comma)
  const detail = { zh: named('zh', '、'), tables: named('en', ', '), count: long.length, limit: LONGEST_IN_HEAD }
  return [{ code: 'write.tablesLeftOut', detail, level: 'warning' }]
}

/** A table once a unit; the decimals that were asked for are those of the unit that was asked for. */
function reportsOf({ unit, decimals, locale }: ReportExport, table: AnalysisResult): PresentedReport[] {
  return UNITS.map((each) => presentReport(table, { unit: each, locale, decimals: each === unit ? decimals : undefined }))
}

type Cell = ReturnType<PresentedReport['cell']>
type Value = string | number | null

function cellValue(report: PresentedReport, cell: Cell | null, c: number): Value {
  if (!cell) return null
  if (report.columns[c].kind !== 'text') return cell.value
  return cell.plain === '' ? null : cell.plain
}

/** Names carry units: area_m2, area_ha and area_mu for each area, share_percent, difference_permille. */
function figures(
  reports: readonly PresentedReport[],
  valueAt: (report: PresentedReport, column: number) => Value,
): Record<string, Value> {
  const out: Record<string, Value> = {}
  reports[0].columns.forEach((column, c) => {
    if (column.kind === 'area') {
      const base = column.name.replace(/_m2$/, '')
      UNITS.forEach((unit, u) => {
        out[`${base}_${unit}`] = valueAt(reports[u], c)
      })
    } else out[column.kind === 'share' ? `${column.name}_percent` : column.name] = valueAt(reports[0], c)
  })
  return out
}

function lineFigures(reports: readonly PresentedReport[], line: number): Record<string, Value> {
  return figures(reports, (report, c) => cellValue(report, report.cell(line, c), c))
}
function totalsOf(reports: readonly PresentedReport[]): Record<string, Value> {
  const all = figures(reports, (report, c) => cellValue(report, report.totals[c], c))
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}
function labelsOf([report]: readonly PresentedReport[]): Record<string, string> {
  return Object.fromEntries(report.columns.map((column) => [column.name, column.label]))
}

function metadataOf(input: ReportExport) {
  const { provenance, locale, title, geometry, subject } = input
  return {
    title: title[locale],
    notice: provenance.notice?.[locale] ?? null,
    method: provenance.method[locale],
    areaProjection: authalicProj(subject.table),
    date: provenance.at,
    application: provenance.application.en,
    version: provenance.version,
    analysis: provenance.analysis,
    crs: 'OGC:CRS84 (WGS 84 longitude, latitude; CGCS2000 is treated as equal)',
    geometry,
    sources: provenance.sources.map((source, i) => ({
      title: source.title[locale],
      file: source.file,
      sha256: source.sha256,
      crs: source.crs,
      date: source.date,
      licence: source.licence,
      isDemonstration: source.isDemonstration,
      notes: sourceWords(input, i),
    })),
    notes: noteWords(input),
  }
}

const SCALE = 10 ** DECIMALS
/** Rounds, drops vertices that fall together, and rings that are no longer rings. */
function roundPolygon(polygon: LngLatPolygon): number[][][] {
  const rings = polygon.map((ring) => {
    const positions: number[][] = []
    for (let i = 0; i < ring.length; i += 2) {
      const x = Math.round(ring[i] * SCALE) / SCALE
      const y = Math.round(ring[i + 1] * SCALE) / SCALE
      const last = positions[positions.length - 1]
      if (!last || last[0] !== x || last[1] !== y) positions.push([x, y])
    }
    return positions
  })
  return rings[0].length < 4 ? [] : rings.filter((ring) => ring.length >= 4)
}

function asGeometry(polygons: readonly number[][][][]) {
  if (polygons.length === 0) return null
  return polygons.length === 1 ? { type: 'Polygon', coordinates: polygons[0] } : { type: 'MultiPolygon', coordinates: polygons }
}

function areaM2(polygons: readonly number[][][][]): number {
  let area = 0
  for (const polygon of polygons) {
    polygon.forEach((ring, i) => {
      const value = Math.abs(ringAreaM2(Float64Array.from(ring.flat()), 0, ring.length))
      area += i === 0 ? value : -value
    })
  }
  return area
}
