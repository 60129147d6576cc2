import type { AnalysisResult } from '../core/analysis.ts'
import { authalicProj } from '../core/authalic-proj.ts'
import { collect, dissolve } from '../core/dissolve.ts'
import type { LngLatPolygon } from '../core/overlay/valid-rows.ts'
import { ringAreaM2 } from '../core/plane.ts'
import { makeSound } from '../core/repair.ts'
import { type PresentedReport, presentReport } from '../core/report.ts'
import type { ReportExport } from '../core/report-export.ts'
import type { Table } from '../core/table.ts'
import { stretchOf, type Task } from '../core/task.ts'
import { type AreaUnit, plainNumber } from '../core/units.ts'
import type { OutputFile } from './format.ts'
import { namedTables, noteWords } from './report-lines.ts'

/**
 * 1e-10° is a hundredth of a millimetre. RFC 7946 §11.2 asks for no more digits than needed: with nine, the roundings of a town's
 * border add up to two hundredths of a square metre, and the shape would no longer measure what the figure says.
 */
const DECIMALS = 10
const UNITS: readonly AreaUnit[] = ['m2', 'ha', 'mu']

/** Features as `geometry` asks, with a foreign member `metadata` that says where they come from and holds the tables. */
export async function encodeReportGeojson(input: ReportExport, task: Task): Promise<OutputFile> {
  const { pieces } = input.result
  const bytes = input.geometry === 'pieces' && pieces ? await encodePieces(input, pieces, task) : await encodeLines(input, task)
  return { name: `${input.title[input.locale]}.geojson`, mime: 'application/geo+json', bytes }
}

/** The layer that the result made, its columns as they are: areas in m². */
async function encodePieces(input: ReportExport, pieces: Table, task: Task): Promise<Uint8Array> {
  const { encodeGeojson } = await import('./geojson-encode.ts')
  const fields = input.result.piecesLook?.fields ?? []
  const metadata = {
    ...metadataOf(input),
    labels: Object.fromEntries(fields.map(({ name, label }) => [name, label[input.locale]])),
    tables: namedTables(input).map(({ title, table }) => tableOf(input, title, table)),
  }
  return encodeGeojson({ table: pieces, rows: null, fields, metadata }, task)
}

/**
 * One feature a line of the first table: lon/lat, right-hand rule, figures with units in their names.
 * Dissolved shapes cover what the net area counts; collected ones hold every member and can overlap where the data do.
 * `geometry_area_m2` is the ellipsoidal area of the shape as it is written, so that a reader can check both.
 */
async function encodeLines(input: ReportExport, task: Task): Promise<Uint8Array> {
  const { result, subject, geometry } = input
  const sound = await makeSound(subject.table, stretchOf(task, 0, 0.3))
  const reports = reportsOf(input, result)
  const features: string[] = []
  const { offsets, rows } = result.members
  for (let line = 0; line < result.table.length; line++) {
    const members = rows.subarray(offsets[line], offsets[line + 1])
    const shape = geometry === 'dissolved' ? await dissolve(sound, members, task) : collect(sound, members)
    const written = shape.map(roundPolygon).filter((polygon) => polygon.length > 0)
    const properties = {
      ...figures(reports, (report, c) => cellValue(report, report.rows[line][c], c)),
      geometry_area_m2: Number(plainNumber(areaM2(written), 4)),
    }
    features.push(JSON.stringify({ type: 'Feature', properties, geometry: asGeometry(written) }))
    task.progress(0.3 + (0.65 * (line + 1)) / result.table.length, 'stage.dissolve')
    await task.breathe()
  }
  const [, ...further] = namedTables(input)
  const metadata = {
    ...metadataOf(input),
    coordinateDecimals: DECIMALS,
    totals: totalsOf(reports),
    labels: labelsOf(reports),
    ...(further.length > 0 && { tables: further.map(({ title, table }) => tableOf(input, title, table)) }),
  }
  const head = JSON.stringify({ type: 'FeatureCollection', metadata })
  return new TextEncoder().encode(`${head.slice(0, -1)},"features":[\n${features.join(',\n')}\n]}\n`)
}

/** A table once a unit; the decimals that were asked for are those of the unit that was asked for. */
function reportsOf({ unit, decimals, locale }: ReportExport, table: AnalysisResult): PresentedReport[] {
  return UNITS.map((each) => presentReport(table, { unit: each, locale, decimals: each === unit ? decimals : undefined }))
}

type Cell = PresentedReport['rows'][number][number]
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

function totalsOf(reports: readonly PresentedReport[]): Record<string, Value> {
  const all = figures(reports, (report, c) => cellValue(report, report.totals[c], c))
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}
function labelsOf([report]: readonly PresentedReport[]): Record<string, string> {
  return Object.fromEntries(report.columns.map((column) => [column.name, column.label]))
}

/** A table without shapes: the same figures as in every other file. */
function tableOf(input: ReportExport, title: string | null, table: AnalysisResult) {
  const reports = reportsOf(input, table)
  return {
    title: title ?? input.title[input.locale],
    labels: labelsOf(reports),
    rows: reports[0].rows.map((_, line) => figures(reports, (report, c) => cellValue(report, report.rows[line][c], c))),
    totals: totalsOf(reports),
  }
}

function metadataOf(input: ReportExport) {
  const { provenance, locale, title, geometry, subject } = input
  return {
    title: title[locale],
    notice: provenance.notice?.[locale] ?? null,
    method: provenance.method[locale],
    areaProjection: authalicProj(subject.table),
    date: provenance.at,
    application: provenance.application,
    version: provenance.version,
    analysis: provenance.analysis,
    crs: 'OGC:CRS84 (WGS 84 longitude, latitude; CGCS2000 is treated as equal)',
    geometry,
    sources: provenance.sources.map((source) => ({
      title: source.title[locale],
      file: source.file,
      sha256: source.sha256,
      crs: source.crs,
      date: source.date,
      licence: source.licence,
      isDemonstration: source.isDemonstration,
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
