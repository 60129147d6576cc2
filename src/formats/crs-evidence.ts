import { crsOf, toLngLat } from '../core/crs.ts'
import { type CrsInfo, cgcs2000Zone, zoneOf } from '../core/crs-registry.ts'
import type { Geometry } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import type { CrsCandidate, DecodeOptions, Question } from './format.ts'

const SAMPLES = 2000
/** share of the vertices that must land inside the extent for a CRS to count as fitting */
const FITS = 0.5

export interface DeclaredCrs {
  /** authority code or PROJ string */
  readonly crs: string
  readonly evidence: string
}
export interface CrsDecision {
  /** '' while the question is open and nothing can be preselected */
  readonly crs: string
  readonly evidence: string | null
  readonly questions: readonly Question[]
}

/**
 * Which CRS the coordinates are in: the user's word, then the file's, then what the numbers allow. Lon/lat numbers without any word
 * are taken as `fallback` with a note; other numbers are a question with scored candidates.
 */
export function decideCrs(
  geometries: readonly Geometry[],
  declared: DeclaredCrs | null,
  options: DecodeOptions,
  fallback: DeclaredCrs,
  task: Pick<Task, 'note'>,
): CrsDecision {
  const sample = sampleOf(geometries)
  const decision = decide(sample, declared, options, fallback, task)
  const info = crsOf(decision.crs)
  if (!info?.needsParameters) return decision
  task.note('crs.needsParameters', { crs: info.code, title: info.title.en, zh: info.title.zh }, 'warning')
  // tens of metres off: nobody is shown that without having said so
  return options.acceptsUnconverted
    ? decision
    : { ...decision, questions: [...decision.questions, { kind: 'datum', crs: info.code }] }
}

function decide(
  sample: Float64Array,
  declared: DeclaredCrs | null,
  options: DecodeOptions,
  fallback: DeclaredCrs,
  task: Pick<Task, 'note'>,
): CrsDecision {
  const extent = options.extent
  if (options.crs) {
    if (!canBe(sample, options.crs, extent))
      task.note('crs.chosenContradicted', { crs: options.crs, x: sample[0], y: sample[1] }, 'warning')
    return { crs: options.crs, evidence: 'user', questions: [] }
  }
  if (declared && !crsOf(declared.crs)) {
    task.note('crs.unknownDeclared', { crs: declared.crs.slice(0, 200) }, 'warning')
    // a file that names a system is not in the fallback's
    return sample.length === 0 ? { crs: '', evidence: null, questions: [] } : ask(sample, options)
  }
  if (declared) {
    const isGeographic = crsOf(declared.crs)?.kind === 'geographic'
    if (isGeographic && sample.length > 0 && options.swapXY === undefined && looksSwapped(sample, extent))
      return { ...declared, questions: [{ kind: 'swap', sample: firstPairs(sample) }] }
    if (canBe(sample, declared.crs, extent)) return { ...declared, questions: [] }
    // northing first where easting should be
    if (options.swapXY === undefined && !isLngLat(sample) && canBe(swap(sample), declared.crs, extent))
      return { ...declared, questions: [{ kind: 'swap', sample: firstPairs(sample) }] }
    task.note('crs.contradicted', { crs: declared.crs, x: sample[0], y: sample[1] }, 'warning')
    return ask(sample, options)
  }
  if (sample.length === 0) return { crs: fallback.crs, evidence: fallback.evidence, questions: [] }
  if (options.swapXY === undefined && looksSwapped(sample, extent))
    return { ...fallback, questions: [{ kind: 'swap', sample: firstPairs(sample) }] }
  if (isLngLat(sample)) {
    if (fallback.evidence !== 'specification') task.note('crs.assumed', { crs: fallback.crs })
    return { ...fallback, questions: [] }
  }
  return ask(sample, options)
}

/** False for numbers of the neighbour's zone, with a zone number too many or too few, with northing and easting exchanged, and metres as degrees or degrees as metres. */
function canBe(sample: Float64Array, crs: string, extent: DecodeOptions['extent']): boolean {
  const info = crsOf(crs)
  if (!info || sample.length === 0) return true
  if (info.kind === 'geographic') return isLngLat(sample)
  // degrees would be a few metres beside the equator
  return zoneMeridian(info) === null || (!isLngLat(sample) && score(sample, crs, extent) !== null)
}

function ask(sample: Float64Array, options: DecodeOptions): CrsDecision {
  const extent = options.extent
  const codes = new Set<string>(options.likelyCrs ?? [])
  const middle = extent && zoneOf((extent[0] + extent[2]) / 2, 3)
  // without prefix a 6° zone has the numbers of the 3° zone of its meridian: offering both would only ask a question without meaning
  for (const zone of middle ? [middle, middle - 1, middle + 1] : []) {
    for (const code of [cgcs2000Zone(zone, 3, true), cgcs2000Zone(zone, 3, false)]) if (code) codes.add(code)
  }
  const prefix = zonePrefix(sample)
  if (prefix !== null)
    for (const width of [3, 6] as const) {
      const code = cgcs2000Zone(prefix, width, true)
      if (code) codes.add(code)
    }
  for (const code of ['EPSG:4490', 'EPSG:3857']) codes.add(code)
  const candidates: CrsCandidate[] = []
  for (const crs of codes) {
    const candidate = score(sample, crs, extent)
    if (candidate) candidates.push(candidate)
  }
  const order = [...codes]
  candidates.sort((a, b) => b.shareInside - a.shareInside || order.indexOf(a.crs) - order.indexOf(b.crs))
  const swapped = swap(sample)
  const best = candidates[0]?.shareInside ?? 0
  if (extent && best < FITS && options.swapXY === undefined) {
    const fitsSwapped = [...codes].some((crs) => (score(swapped, crs, extent)?.shareInside ?? 0) >= FITS)
    if (fitsSwapped) return { crs: '', evidence: null, questions: [{ kind: 'swap', sample: firstPairs(sample) }] }
  }
  const fitting = candidates.filter((candidate) => candidate.shareInside >= FITS)
  const preselected = fitting.length === 1 ? fitting[0].crs : null
  return {
    crs: preselected ?? '',
    evidence: preselected ? (crsOf(preselected)?.zone?.hasPrefix ? 'zone-prefix' : 'extent') : null,
    questions: [{ kind: 'crs', candidates: fitting.length > 0 ? fitting : candidates.slice(0, 6), preselected }],
  }
}

/** How much of the sample lands in the extent when read as `crs`; null when it lands nowhere on the Earth. */
function score(sample: Float64Array, crs: string, extent: DecodeOptions['extent']): CrsCandidate | null {
  const info = crsOf(crs)
  if (!info) return null
  const meridian = zoneMeridian(info)
  const lngLat = toLngLat(crs, sample)
  const bbox: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  let inside = 0
  let usable = 0
  for (let i = 0; i < lngLat.length; i += 2) {
    const x = lngLat[i]
    const y = lngLat[i + 1]
    if (!(Math.abs(x) <= 180 && Math.abs(y) <= 90)) continue
    // a Gauss-Krüger or UTM zone is not used far from its meridian: the numbers of the neighbour zone would fit anything
    if (meridian !== null && Math.abs(x - meridian) > 6) continue
    usable++
    bbox[0] = Math.min(bbox[0], x)
    bbox[1] = Math.min(bbox[1], y)
    bbox[2] = Math.max(bbox[2], x)
    bbox[3] = Math.max(bbox[3], y)
    if (extent && x >= extent[0] && x <= extent[2] && y >= extent[1] && y <= extent[3]) inside++
  }
  if (usable * 2 < sample.length / 2) return null
  return { crs, shareInside: inside / (sample.length / 2), bbox }
}

/** The meridian of a Gauss-Krüger or UTM zone; null: other projections, also those with a meridian, reach as far as they like. */
function zoneMeridian({ proj, centralMeridian }: CrsInfo): number | null {
  return /\+proj=(tmerc|utm)\b/.test(proj) ? centralMeridian : null
}

/** First digits of the easting that a Gauss-Krüger zone number with 500 km false easting leaves: 40 000 000 … → 40. */
function zonePrefix(sample: Float64Array): number | null {
  const zone = Math.floor(sample[0] / 1e6)
  if (zone < 13 || zone > 45) return null
  for (let i = 0; i < sample.length; i += 2) if (Math.floor(sample[i] / 1e6) !== zone) return null
  return zone
}

/** Latitudes that are none, while the longitudes would be; or a place that is in the extent only when exchanged. */
function looksSwapped(sample: Float64Array, extent: DecodeOptions['extent']): boolean {
  let impossible = 0
  let exchangeable = 0
  let insideNow = 0
  let insideSwapped = 0
  for (let i = 0; i < sample.length; i += 2) {
    const x = sample[i]
    const y = sample[i + 1]
    if (Math.abs(y) > 90) impossible++
    if (Math.abs(x) <= 90 && Math.abs(y) <= 180) exchangeable++
    if (!extent) continue
    if (x >= extent[0] && x <= extent[2] && y >= extent[1] && y <= extent[3]) insideNow++
    if (y >= extent[0] && y <= extent[2] && x >= extent[1] && x <= extent[3]) insideSwapped++
  }
  const count = sample.length / 2
  return exchangeable >= count * 0.9 && (impossible >= count * 0.5 || (insideNow === 0 && insideSwapped >= count * FITS))
}

/** Most vertices could be degrees; 360 allows for rings that run over the antimeridian. */
function isLngLat(sample: Float64Array): boolean {
  let good = 0
  for (let i = 0; i < sample.length; i += 2) if (Math.abs(sample[i]) <= 360 && Math.abs(sample[i + 1]) <= 90) good++
  return good * 2 >= sample.length / 2
}

function sampleOf(geometries: readonly Geometry[]): Float64Array {
  const total = geometries.reduce((sum, { xy }) => sum + xy.length / 2, 0)
  const step = Math.max(1, Math.ceil(total / SAMPLES))
  const sample: number[] = []
  for (const { xy } of geometries) for (let v = 0; v < xy.length / 2; v += step) sample.push(xy[v * 2], xy[v * 2 + 1])
  return Float64Array.from(sample)
}
function swap(sample: Float64Array): Float64Array {
  return sample.map((_, i) => sample[i ^ 1])
}
function firstPairs(sample: Float64Array): [number, number][] {
  return Array.from({ length: Math.min(5, sample.length / 2) }, (_, i) => [sample[i * 2], sample[i * 2 + 1]])
}
