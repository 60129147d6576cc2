import { collect, dissolve, type LngLatPolygon } from '../core/dissolve.ts'
import { ringAreaM2 } from '../core/plane.ts'
import { makeSound } from '../core/repair.ts'
import { type PresentedReport, presentReport } from '../core/report.ts'
import type { ReportExport } from '../core/report-export.ts'
import { stretchOf, type Task } from '../core/task.ts'
import { type AreaUnit, plainNumber } from '../core/units.ts'
import type { OutputFile } from './format.ts'
import { noteWords } from './report-lines.ts'

/**
 * 1e-10° is a hundredth of a millimetre. RFC 7946 §11.2 asks for no more digits than needed: with nine, the roundings of a town's
 * border add up to two hundredths of a square metre, and the shape would no longer measure what the figure says.
 */
const DECIMALS = 10
const UNITS: readonly AreaUnit[] = ['m2', 'ha', 'mu']

/**
 * One feature a group: lon/lat, right-hand rule, figures with units in their names, and a foreign member `metadata`.
 * Dissolved shapes cover what the net area counts; collected ones hold every member and can overlap where the data do.
 * `geometry_area_m2` is the ellipsoidal area of the shape as it is written, so that a reader can check both.
 */
export async function encodeReportGeojson(input: ReportExport, task: Task): Promise<OutputFile> {
  const { result, subject, geometry, unit, decimals, locale } = input
  const sound = await makeSound(subject.table, stretchOf(task, 0, 0.3))
  const reports = UNITS.map((each) =>
    presentReport(result, { unit: each, locale, decimals: each === unit ? decimals : undefined }),
  )
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
  const head = JSON.stringify({ type: 'FeatureCollection', metadata: metadataOf(input, reports) })
  const text = `${head.slice(0, -1)},"features":[\n${features.join(',\n')}\n]}\n`
  return {
    name: `${input.title[locale]}.geojson`,
    mime: 'application/geo+json',
    bytes: new TextEncoder().encode(text),
  }
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

function metadataOf(input: ReportExport, reports: readonly PresentedReport[]) {
  const { provenance, locale, title, geometry } = input
  return {
    title: title[locale],
    notice: provenance.notice?.[locale] ?? null,
    method: provenance.method[locale],
    date: provenance.at,
    application: provenance.application,
    version: provenance.version,
    analysis: provenance.analysis,
    crs: 'OGC:CRS84 (WGS 84 longitude, latitude; CGCS2000 is treated as equal)',
    coordinateDecimals: DECIMALS,
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
    totals: Object.fromEntries(
      Object.entries(figures(reports, (report, c) => cellValue(report, report.totals[c], c))).filter(
        ([, value]) => value !== null,
      ),
    ),
    labels: Object.fromEntries(reports[0].columns.map((column) => [column.name, column.label])),
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
