import { sumOf } from '../adjust.ts'
import type { AnalysisResult, LayerInput } from '../analysis.ts'
import { ringRange, rowContains } from '../geometry.ts'
import { labelPoint } from '../label-point.ts'
import { soundAreasM2 } from '../net-area.ts'
import { makeSound, type SoundTable } from '../repair.ts'
import { ReportBuilder } from '../report-builder.ts'
import type { Geometry } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import type { Text } from '../text.ts'
import { usedRows } from '../used-rows.ts'
import { layerNotes, requirePolygons } from './layer-notes.ts'
import { pieceStyle } from './piece-style.ts'
import { layerTable, type OwnColumn } from './piece-table.ts'

const METHODS: Readonly<Record<'label' | 'centroid', Text>> = {
  label: {
    zh: '标注点：最大部件内离边界最远的点（精度为部件尺寸的 1%），必在图形内部。',
    en: 'Label point: the point of the largest part that is farthest from its border (to 1 % of the part’s size); it is surely inside.',
  },
  centroid: {
    zh: '质心：各部件按面积加权的形心，内环扣除，在 CGCS2000 椭球等面积平面内计算；凹形或环形图斑的质心可能落在图形之外。',
    en: 'Centroid: the centre of gravity of all parts less their holes, in the equal-area plane of the CGCS2000 ellipsoid; that of a hollow or bent feature may lie outside it.',
  },
}
const PLACES: readonly Text[] = [
  { zh: '在图形内', en: 'Inside its feature' },
  { zh: '在图形外', en: 'Outside its feature' },
]

/** 质心与标注点 as a layer of points with the attributes of their features. @throws AppError analysis.geometry, crs.unknown */
export async function reportPoints(layer: LayerInput, kind: 'label' | 'centroid', task: Task): Promise<AnalysisResult> {
  requirePolygons(layer)
  const sound = await makeSound(layer.table, stretchOf(task, 0, 0.5))
  const areas = soundAreasM2(sound)
  const rows = usedRows(layer.rows, layer.table.length).filter((row) => sound.geometry.rows[row] < sound.geometry.rows[row + 1])
  const xy = new Float64Array(2 * rows.length)
  for (const [i, row] of rows.entries()) {
    if (i % 64 === 0) {
      task.progress(0.5 + (0.5 * i) / rows.length, 'stage.measure')
      await task.breathe()
    }
    xy.set(
      kind === 'label' ? (labelPoint(sound.geometry, row, sound.xy) ?? [Number.NaN, Number.NaN]) : centroid(sound, row),
      2 * i,
    )
  }
  const isInside = Uint8Array.from(rows, (row, i) =>
    rowContains(sound.geometry, row, xy[2 * i], xy[2 * i + 1], sound.xy) ? 1 : 0,
  )
  const lines = PLACES.map((words, place) => ({
    words,
    own: Array.from(rows).filter((_, i) => isInside[i] === 1 - place),
  })).filter(({ own }) => own.length > 0)
  const report = new ReportBuilder(
    'label-points',
    layer.table.crs,
    lines.map(({ own }) => own),
  )
    .words(
      'place',
      { zh: '位置', en: 'Place' },
      lines.map(({ words }) => words),
    )
    .count(
      'count',
      { zh: '点数', en: 'Points' },
      lines.map(({ own }) => own.length),
    )
    .areaM2(
      'area_m2',
      { zh: '图形面积', en: 'Area of the features' },
      lines.map(({ own }) => sumOf(own.map((row) => areas[row]))),
    )
  const offsets = Uint32Array.from({ length: rows.length + 1 }, (_, i) => i)
  const lngLat = sound.plane.toLngLat(xy)
  const geometry: Geometry = { kind: 'point', xy: lngLat, rings: offsets, parts: offsets, rows: offsets }
  const degrees = (name: string, label: Text, axis: 0 | 1): OwnColumn => ({
    column: { name, type: 'number', values: Float64Array.from(rows, (_, i) => lngLat[2 * i + axis]) },
    field: { name, label, unit: '°', decimals: 8 },
  })
  const own: OwnColumn[] = [
    degrees('lng', { zh: '经度', en: 'Longitude' }, 0),
    degrees('lat', { zh: '纬度', en: 'Latitude' }, 1),
    {
      column: { name: 'is_inside', type: 'boolean', values: isInside },
      field: { name: 'is_inside', label: { zh: '在图形内', en: 'Inside' } },
    },
  ]
  const pieces = layerTable('label-points', geometry, own, [{ input: layer, rows }])
  task.progress(1)
  return {
    ...report.finish(),
    notes: layerNotes(layer, sound),
    method: METHODS[kind],
    pieces: pieces.table,
    piecesLook: { symbology: pieceStyle('point'), fields: pieces.fields },
  }
}

/** Centre of gravity in the plane: holes turn the other way and take off what they hold. Relative to the first vertex, for its digits. */
function centroid({ geometry, xy }: SoundTable, row: number): readonly [number, number] {
  const [from, end] = ringRange(geometry, row)
  const x0 = xy[2 * geometry.rings[from]]
  const y0 = xy[2 * geometry.rings[from] + 1]
  let [twice, sumX, sumY] = [0, 0, 0]
  for (let ring = from; ring < end; ring++) {
    for (let i = geometry.rings[ring]; i + 1 < geometry.rings[ring + 1]; i++) {
      const [ax, ay, bx, by] = [xy[2 * i] - x0, xy[2 * i + 1] - y0, xy[2 * i + 2] - x0, xy[2 * i + 3] - y0]
      const cross = ax * by - bx * ay
      twice += cross
      sumX += cross * (ax + bx)
      sumY += cross * (ay + by)
    }
  }
  return twice === 0 ? [x0, y0] : [x0 + sumX / (3 * twice), y0 + sumY / (3 * twice)]
}
