import type { AnalysisResult, LayerInput } from '../analysis.ts'
import { requireCrs } from '../crs.ts'
import { AppError, type Note } from '../errors.ts'
import { textColumn } from '../grouping.ts'
import type { NearestRows } from '../nearest.kernel.ts'
import { nearestRows } from '../nearest-rows.ts'
import { soundAreasM2 } from '../net-area.ts'
import { azimuthDeg, lngLatOf } from '../plane.ts'
import { makeSound, type SoundTable } from '../repair.ts'
import { type Report, ReportBuilder } from '../report-builder.ts'
import type { Geometry, Table } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import type { Text } from '../text.ts'
import { usedRows } from '../used-rows.ts'
import { layerNotes } from './layer-notes.ts'
import { pieceStyle } from './piece-style.ts'
import { layerTable, type OwnColumn } from './piece-table.ts'
import { rowTexts, subjectTexts } from './row-names.ts'

const METHOD: Text = {
  zh: '邻近：逐要素查找邻近图层中边界最近的要素，相交、包含或相接时距离为 0。候选在当地比例尺平面内比较，最近两点之间的距离与方位角为 CGCS2000 椭球大地线（Vincenty 反解，与 GeographicLib 一致）；方位角为从本要素出发、自正北顺时针的度数。距离相等时取行号最小者。',
  en: 'Near: for each feature the feature of the other layer whose border is nearest; 0 where they cross, contain or touch each other. Candidates are compared in the plane that is true to scale at their latitude; distance and bearing between the nearest points are those of the geodesic on the CGCS2000 ellipsoid (Vincenty’s inverse solution, as GeographicLib gives it). Bearings are degrees clockwise from north, from the asking feature. Of several as near, the one with the lowest row is taken.',
}
/** Dashed: a distance, nothing on the ground. */
const LINKS = pieceStyle('line', { lineDash: [3, 2] })
/** Upper ends of the classes of the summary, m; the last class ends at the limit. */
const STEPS_M = [10, 50, 100, 500, 1000, 5000, 10_000, 50_000]

/**
 * 邻近: distance and bearing from every feature to the nearest one of another layer; a layer is near itself by its other features.
 * The first table sums by distance, the second lists features; the links of those apart are a layer of lines.
 * @param limitM beyond it nothing is near; 0: no limit
 * @throws AppError near.limit, crs.unknown
 */
export async function reportNear(
  layer: LayerInput,
  to: LayerInput,
  { limitM, nameField }: { readonly limitM: number; readonly nameField: string | null },
  task: Task,
): Promise<AnalysisResult> {
  for (const { table } of [layer, to]) requireCrs(table.crs)
  if (!(limitM >= 0)) throw new AppError('near.limit', { limitM })
  const sound = await makeSound(layer.table, stretchOf(task, 0, 0.2))
  const target = to.table.geometry?.kind === 'polygon' ? await makeSound(to.table, stretchOf(task, 0.2, 0.3)) : null
  const rows = usedRows(layer.rows, layer.table.length)
  const found = await findNearest(sound, layer, to, target, rows, limitM, stretchOf(task, 0.3, 1))

  const nameOf = rowTexts(to, ['name', 'unitCode', 'id'], nameField)
  const notes: Note[] = [...layerNotes(layer, sound), ...(target ? layerNotes(to, target) : [])]
  if (found.row.every((row) => row < 0)) notes.push({ code: 'near.none', detail: { limitM }, level: 'info' })
  const links = linkLayer(layer, rows, found, nameOf)
  task.progress(1)
  return {
    title: { zh: '按距离汇总', en: 'By distance' },
    ...byDistance(sound, layer, rows, found, limitM),
    tables: [{ title: { zh: '逐个清单', en: 'Every feature' }, ...everyFeature(layer, rows, found, nameOf) }],
    notes,
    method: METHOD,
    ...(links && { pieces: links.table, piecesLook: { symbology: LINKS, fields: links.fields } }),
  }
}

async function findNearest(
  sound: SoundTable,
  layer: LayerInput,
  to: LayerInput,
  target: SoundTable | null,
  rows: Uint32Array,
  limitM: number,
  task: Task,
): Promise<NearestRows> {
  const isUsed = to.rows ? new Set(to.rows) : null
  const table: Table = target ? { ...to.table, crs: 'EPSG:4490', geometry: { ...target.geometry, xy: target.lngLat } } : to.table
  const lngLat = sound.geometry.kind === 'polygon' ? sound.lngLat : lngLatOf(layer.table)
  const options = {
    keep: (row: number) => isUsed?.has(row) ?? true,
    limitM: limitM || undefined,
    isSelf: layer.table === to.table,
  }
  return nearestRows({ ...sound.geometry, xy: lngLat }, rows, table, options, task)
}

/** 相交或相接, then classes of distance up to the limit, then what has nothing near. */
function byDistance(sound: SoundTable, layer: LayerInput, rows: Uint32Array, { distanceM }: NearestRows, limitM: number): Report {
  const limit = limitM > 0 ? limitM : Number.POSITIVE_INFINITY
  const ends = [0, ...STEPS_M.filter((step) => step < limit), limit]
  // NaN, where nothing is near, is below no end
  const classes = Uint8Array.from(distanceM, (metres) => {
    const found = ends.findIndex((end) => metres <= end)
    return found < 0 ? ends.length : found
  })
  const places = Uint32Array.from(rows.keys())
  const metres = (value: number) => (value >= 1000 ? `${value / 1000} km` : `${value} m`)
  const wordsOf = (k: number): Text => {
    if (k === 0) return { zh: '相交或相接', en: 'Meeting' }
    if (k === ends.length) {
      return limitM > 0 ? { zh: `${metres(limitM)} 内没有`, en: `None within ${metres(limitM)}` } : { zh: '没有', en: 'None' }
    }
    const from = metres(ends[k - 1])
    if (!Number.isFinite(ends[k])) return { zh: `> ${from}`, en: `> ${from}` }
    return { zh: `${from} – ${metres(ends[k])}`, en: `${from} – ${metres(ends[k])}` }
  }
  const lines = Array.from({ length: ends.length + 1 }, (_, k) => ({
    k,
    own: places.filter((i) => classes[i] === k),
  })).filter(({ own }) => own.length > 0)
  const known = lines.map(({ k, own }) => (k < ends.length ? Float64Array.from(own, (i) => distanceM[i]) : new Float64Array(0)))
  const report = new ReportBuilder(
    'near',
    layer.table.crs,
    lines.map(({ own }) => own.map((i) => rows[i])),
  )
    .words(
      'distance',
      { zh: '距离', en: 'Distance' },
      lines.map(({ k }) => wordsOf(k)),
    )
    .count(
      'count',
      { zh: '个数', en: 'Count' },
      lines.map(({ own }) => own.length),
    )
  if (sound.geometry.kind === 'polygon') {
    const areas = soundAreasM2(sound)
    report.areaM2(
      'area_m2',
      { zh: '图形面积', en: 'Area' },
      lines.map(({ own }) => own.reduce((sum, i) => sum + areas[rows[i]], 0)),
    )
  }
  const metre = { unit: 'm', decimals: 2 }
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  // not Math.min(...values): a call takes some hundred thousand arguments at most
  const finite = (value: number) => (Number.isFinite(value) ? value : Number.NaN)
  return report
    .number(
      'min_m',
      { zh: '最近', en: 'Least' },
      known.map((values) => finite(values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY))),
      metre,
    )
    .number('mean_m', { zh: '平均', en: 'Mean' }, known.map(mean), metre)
    .number(
      'max_m',
      { zh: '最远', en: 'Greatest' },
      known.map((values) => finite(values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY))),
      metre,
    )
    .finish()
}

function everyFeature(layer: LayerInput, rows: Uint32Array, found: NearestRows, nameOf: (row: number) => Text): Report {
  const title = layer.source.title ?? { zh: layer.table.name, en: layer.table.name }
  return new ReportBuilder(
    'near',
    layer.table.crs,
    Array.from(rows, (row) => [row]),
  )
    .names('subject', title, subjectTexts(layer, rows))
    .names(
      'nearest',
      { zh: '最近对象', en: 'Nearest' },
      Array.from(found.row, (row) => (row < 0 ? null : nameOf(row))),
    )
    .number('distance_m', { zh: '距离', en: 'Distance' }, found.distanceM, { unit: 'm', decimals: 2 })
    .number('bearing_deg', { zh: '方位角', en: 'Bearing' }, bearingsDeg(found), { unit: '°', decimals: 1 })
    .finish()
}

/** NaN where nothing is near. */
function bearingsDeg({ row, from, to }: NearestRows): Float64Array {
  return Float64Array.from(row, (found, i) =>
    found < 0 ? Number.NaN : azimuthDeg(from[2 * i], from[2 * i + 1], to[2 * i], to[2 * i + 1]),
  )
}

/** A straight line to the nearest feature from every feature that is apart; null where there is none. */
function linkLayer(
  layer: LayerInput,
  rows: Uint32Array,
  found: NearestRows,
  nameOf: (row: number) => Text,
): ReturnType<typeof layerTable> | null {
  const apart = Uint32Array.from(rows.keys()).filter((i) => found.distanceM[i] > 0)
  if (apart.length === 0) return null
  const offsets = (step: number) => Uint32Array.from({ length: apart.length + 1 }, (_, i) => step * i)
  const xy = new Float64Array(4 * apart.length)
  apart.forEach((i, link) => {
    xy.set(found.from.subarray(2 * i, 2 * i + 2), 4 * link)
    xy.set(found.to.subarray(2 * i, 2 * i + 2), 4 * link + 2)
  })
  const geometry: Geometry = { kind: 'line', xy, rings: offsets(2), parts: offsets(1), rows: offsets(1) }
  const bearings = bearingsDeg(found)
  const number = (name: string, label: Text, unit: string, decimals: number, values: Float64Array): OwnColumn => ({
    column: { name, type: 'number', values: Float64Array.from(apart, (i) => values[i]) },
    field: { name, label, unit, decimals },
  })
  const nearest = Array.from(apart, (i) => nameOf(found.row[i]).zh)
  const own: OwnColumn[] = [
    number('distance_m', { zh: '距离', en: 'Distance' }, 'm', 3, found.distanceM),
    number('bearing_deg', { zh: '方位角', en: 'Bearing' }, '°', 2, bearings),
    { column: textColumn('nearest', nearest), field: { name: 'nearest', label: { zh: '最近对象', en: 'Nearest' } } },
  ]
  return layerTable('near', geometry, own, [{ input: layer, rows: Uint32Array.from(apart, (i) => rows[i]) }])
}
