import type { Table } from '../../src/core/table.ts'

const CELL_M = 60
const CENTRE = [118.7, 37.65] as const
const LAT_M = 111_000
const LNG_M = LAT_M * Math.cos((CENTRE[1] * Math.PI) / 180)
const CLASSES = ['0101', '0102', '0103', '0305', '1104A', '1106', '0703', '1003', '0602', '1101']

/** 0…1, the same for the same three whole numbers. */
function chance(a: number, b: number, c: number): number {
  let h = Math.imul(a + 374_761_393, 668_265_263) ^ Math.imul(b + 1_274_126_177, 2_246_822_519) ^ Math.imul(c + 97, 3_266_489_917)
  h = Math.imul(h ^ (h >>> 15), 2_246_822_519)
  h = Math.imul(h ^ (h >>> 13), 3_266_489_917)
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32
}

/**
 * About `count` parcels of 12 vertices and six fields in a jittered grid, neighbours sharing their edges vertex by vertex. Lon/lat,
 * EPSG:4490; the same count gives the same table.
 */
export function parcelFabric(count: number): Table {
  const columns = Math.ceil(Math.sqrt(count))
  const rows = Math.ceil(count / columns)
  const west = CENTRE[0] - (columns * CELL_M) / 2 / LNG_M
  const south = CENTRE[1] - (rows * CELL_M) / 2 / LAT_M
  /** point `step`/3 of the way along an edge; step 0 is the corner itself */
  const point = (x: number, y: number, isUpright: boolean, step: number): [number, number] => {
    const kind = step === 0 ? 0 : (isUpright ? 3 : 0) + step
    const jitter = step === 0 ? 0.3 : 0.12
    const px = x + (isUpright ? 0 : step / 3) + (chance(x, y, kind) - 0.5) * jitter
    const py = y + (isUpright ? step / 3 : 0) + (chance(x, y, kind + 50) - 0.5) * jitter
    return [west + (px * CELL_M) / LNG_M, south + (py * CELL_M) / LAT_M]
  }
  const xy = new Float64Array(count * 13 * 2)
  const offsets = Uint32Array.from({ length: count + 1 }, (_, i) => i)
  const rings = Uint32Array.from({ length: count + 1 }, (_, i) => i * 13)
  for (let i = 0; i < count; i++) {
    const x = i % columns
    const y = Math.floor(i / columns)
    const ring = [
      ...[0, 1, 2].map((step) => point(x, y, false, step)),
      ...[0, 1, 2].map((step) => point(x + 1, y, true, step)),
      point(x + 1, y + 1, false, 0),
      ...[2, 1].map((step) => point(x, y + 1, false, step)),
      point(x, y + 1, false, 0),
      ...[2, 1].map((step) => point(x, y, true, step)),
      point(x, y, false, 0),
    ]
    ring.forEach(([lng, lat], v) => {
      xy[(i * 13 + v) * 2] = lng
      xy[(i * 13 + v) * 2 + 1] = lat
    })
  }
  const codes = (size: number, salt: number) =>
    Uint32Array.from({ length: count }, (_, i) => Math.floor(chance(i, salt, 7) * size))
  const units = Array.from({ length: count }, (_, i) => `370505001001JB${String(i).padStart(5, '0')}W00000000`)
  return {
    name: `parcels-${count}`,
    crs: 'EPSG:4490',
    length: count,
    columns: [
      { name: 'ZDDM', type: 'text', codes: Uint32Array.from({ length: count }, (_, i) => i), dictionary: units },
      { name: 'DLBM', type: 'text', codes: codes(CLASSES.length, 1), dictionary: CLASSES },
      { name: 'QSXZ', type: 'text', codes: codes(2, 2), dictionary: ['20', '30'] },
      { name: 'ZLDWMC', type: 'text', codes: codes(11, 3), dictionary: Array.from({ length: 11 }, (_, i) => `第${i + 1}镇`) },
      {
        name: 'QLR',
        type: 'text',
        codes: codes(500, 4),
        dictionary: Array.from({ length: 500 }, (_, i) => `示例权利人${i + 1}`),
      },
      { name: 'TBMJ', type: 'number', values: Float64Array.from({ length: count }, (_, i) => 3600 + 400 * chance(i, 5, 7)) },
    ],
    geometry: { kind: 'polygon', xy, rings, parts: offsets, rows: offsets },
  }
}

/** The same parcels as GeoJSON text, for the peer; in pieces, since the whole can exceed the longest string. */
export function* geoJsonOf(table: Table): Generator<string> {
  const geometry = table.geometry
  if (!geometry) return
  yield '{"type":"FeatureCollection","features":['
  for (let row = 0; row < table.length; row++) {
    const ring: string[] = []
    for (let v = geometry.rings[row]; v < geometry.rings[row + 1]; v++)
      ring.push(`[${geometry.xy[2 * v].toFixed(9)},${geometry.xy[2 * v + 1].toFixed(9)}]`)
    const properties = Object.fromEntries(
      table.columns.map((column) => [
        column.name,
        column.type === 'text' ? column.dictionary[column.codes[row]] : column.values[row],
      ]),
    )
    const feature = `"properties":${JSON.stringify(properties)},"geometry":{"type":"Polygon","coordinates":[[${ring}]]}`
    yield `${row > 0 ? ',' : ''}{"type":"Feature","id":${row + 1},${feature}}`
  }
  yield ']}'
}
