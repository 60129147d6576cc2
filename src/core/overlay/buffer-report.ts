import { sumOf } from '../adjust.ts'
import type { AnalysisResult, LayerInput } from '../analysis.ts'
import { requireCrs } from '../crs.ts'
import { dissolveRuns } from '../dissolve.ts'
import { AppError } from '../errors.ts'
import { textColumn } from '../grouping.ts'
import { lngLatOf, rowAreaM2 } from '../plane.ts'
import { makeSound } from '../repair.ts'
import type { Geometry, Table } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import type { Text } from '../text.ts'
import { usedRows } from '../used-rows.ts'
import { type Buffers, bufferRows, buffersToJoin } from './buffer.ts'
import { layerNotes } from './layer-notes.ts'
import { NO_ROW, PieceBuilder } from './piece-builder.ts'
import { pieceStyle } from './piece-style.ts'
import { PIECE_AREA, pieceTable } from './piece-table.ts'

const METHOD: Text = {
  zh: '缓冲区：逐要素在以其中央经线为准的高斯—克吕格平面内按地面米数生成（距中央经线 10 km 处尺度误差百万分之 1.2，50 km 处百万分之 31），圆弧以弦逼近，弦高不超过 1 cm 或距离的万分之一；面积为 TD/T 1055—2019 椭球面积。',
  en: 'Buffer: made feature by feature in metres on the ground, in a Gauss-Krüger plane on the feature’s own central meridian (scale error 1.2 ppm at 10 km from it, 31 ppm at 50 km). Arcs are chords at most 1 cm, or a ten-thousandth of the distance, inside the circle. Areas are ellipsoidal (TD/T 1055-2019).',
}

/** 缓冲区. @throws AppError buffer.distance, buffer.inwards, crs.unknown */
export async function reportBuffer(
  layer: LayerInput,
  { distanceM, isJoined }: { readonly distanceM: number; readonly isJoined: boolean },
  task: Task,
): Promise<AnalysisResult> {
  const { table } = layer
  requireCrs(table.crs)
  const isPolygon = table.geometry?.kind === 'polygon'
  if (!Number.isFinite(distanceM) || distanceM === 0) throw new AppError('buffer.distance', { distanceM })
  if (distanceM < 0 && !isPolygon) throw new AppError('buffer.inwards', { distanceM })
  const sound = await makeSound(table, stretchOf(task, 0, 0.2))
  const geometry = sound.geometry
  const lngLat = isPolygon ? sound.lngLat : lngLatOf(table)
  const rows = usedRows(layer.rows, table.length)
  const made = await bufferRows(geometry, lngLat, rows, distanceM, stretchOf(task, 0.2, 0.5))
  const areas = made.areaM2
  const joined = await joinAll(made, stretchOf(task, 0.5, 1))
  const joinedM2 = joined.rows.length > 1 ? rowAreaM2(joined, joined.xy, 0) : 0
  const beforeM2 = sumOf(Float64Array.from(rows, (row) => rowAreaM2(geometry, lngLat, row)))
  const separate = { geometry: made.geometry, a: made.from, b: made.from.map(() => NO_ROW), areaM2: areas }
  const pieces = isJoined ? joinedLayer(joined, joinedM2) : pieceTable('buffer', separate, layer, null)

  const title = layer.source.title ?? { zh: table.name, en: table.name }
  const numbers: [string, Text, number, 'count' | 'area'][] = [
    ['count', { zh: '要素', en: 'Features' }, rows.length, 'count'],
    ['buffers', { zh: '缓冲区', en: 'Buffers' }, made.from.length, 'count'],
    ['area_m2', { zh: '缓冲区面积合计', en: 'Sum of buffers' }, sumOf(areas), 'area'],
    ['net_m2', { zh: '合并后面积', en: 'Joined, every place once' }, joinedM2, 'area'],
    ['before_m2', { zh: '原图形面积', en: 'Area before' }, beforeM2, 'area'],
  ]
  task.progress(1)
  return {
    table: {
      name: 'buffer',
      crs: table.crs,
      length: 1,
      columns: [
        textColumn('layer', [title.zh]),
        textColumn('layer_en', [title.en]),
        ...numbers.map(([name, , value]) => ({ name, type: 'number' as const, values: Float64Array.of(value) })),
      ],
      geometry: null,
    },
    columns: [
      { name: 'layer', label: { zh: '图层', en: 'Layer' }, kind: 'text', english: 'layer_en' },
      ...numbers.map(([name, label, , kind]) => ({
        name,
        label,
        kind,
        ...(kind === 'area' ? { unit: 'm2' } : {}),
        hasTotal: true,
      })),
    ],
    totals: Object.fromEntries(numbers.map(([name, , value]) => [name, value])),
    members: { offsets: Uint32Array.of(0, rows.length), rows: rows.slice() },
    notes: layerNotes(layer, sound),
    method: METHOD,
    pieces: pieces.table,
    piecesLook: { symbology: pieceStyle('polygon'), fields: pieces.fields },
  }
}

async function joinAll(made: Buffers, task: Task): Promise<Geometry> {
  const builder = new PieceBuilder()
  const { rows, plane } = await buffersToJoin(made, task)
  for (const polygon of await dissolveRuns(rows, plane, task)) builder.addPart(polygon)
  builder.endRow()
  return builder.finish()
}

function joinedLayer(geometry: Geometry, areaM2: number): ReturnType<typeof pieceTable> {
  const length = geometry.rows.length - 1
  const table: Table = {
    name: 'buffer',
    crs: 'EPSG:4490',
    length,
    columns: [{ name: PIECE_AREA, type: 'number', values: new Float64Array(length).fill(areaM2) }],
    geometry,
  }
  return { table, fields: [{ name: PIECE_AREA, label: { zh: '图形面积', en: 'Piece area' }, unit: 'm2', decimals: 2 }] }
}
