import type { Geometry, Table } from '../src/core/table.ts'
import { makeFabric, randomOf } from '../src/core/tiling/test-fabric.ts'

/** A fabric with every kind of trouble: rows over others (two and three deep), bow-ties, rows without shape, without values. */
export function troubledFabric(): Table {
  const fabric = makeFabric({ columns: 40, lines: 30, bends: 2 })
  const own = fabric.geometry as Geometry
  const random = randomOf(5)
  const xy = [...own.xy]
  const rings = [...own.rings]
  const add = (ring: readonly (readonly [number, number])[]) => {
    xy.push(...[...ring, ring[0]].flat())
    rings.push(xy.length / 2)
  }
  for (let i = 0; i < 60; i++) {
    const [x, y] = [118.5 + random() * 0.027, 37.5 + random() * 0.02]
    const [w, h] = [0.0002 + random() * 0.002, 0.0002 + random() * 0.001]
    if (i % 9 === 0) add([[x, y], [x + w, y + h], [x + w, y], [x, y + h]]) // biome-ignore format: one row
    else add([[x, y], [x + w, y], [x + w, y + h], [x, y + h]]) // biome-ignore format: one row
  }
  const filled = rings.length - 1
  const length = filled + 3
  const rows = Uint32Array.from({ length: length + 1 }, (_, i) => Math.min(i, filled))
  const index = Array.from({ length }, (_, i) => i)
  return {
    name: 't',
    crs: 'EPSG:4490',
    length,
    columns: [
      {
        name: 'DLBM',
        type: 'text',
        codes: Uint32Array.from(index, (i) => i % 5),
        dictionary: ['0101', '0305', null, '1106', ' '],
      },
      { name: 'NF', type: 'number', values: Float64Array.from(index, (i) => (i % 7 ? 2000 + (i % 3) : Number.NaN)) },
      { name: 'RQ', type: 'date', values: Float64Array.from(index, (i) => Date.UTC(2024, i % 3, 1)) },
      { name: 'SF', type: 'boolean', values: Uint8Array.from(index, (i) => (i % 4 === 3 ? 255 : i % 2)) },
      {
        name: 'BM',
        type: 'text',
        codes: Uint32Array.from(index),
        dictionary: index.map((i) => (i % 13 === 0 ? null : `G${1000 + i}`)),
      },
      {
        name: 'DLBM_EN',
        type: 'text',
        codes: Uint32Array.from(index, (i) => i % 5),
        dictionary: ['Paddy field', null, 'Nothing', 'Tidal flat', 'Blank'],
      },
      {
        name: 'BM_EN',
        type: 'text',
        codes: Uint32Array.from(index),
        dictionary: index.map((i) => (i % 5 === 0 ? null : `No. ${1000 + i}`)),
      },
      { name: 'DJMJ', type: 'number', values: Float64Array.from(index, (i) => (i % 11 ? 1000 + random() * 4000 : Number.NaN)) },
    ],
    geometry: {
      kind: 'polygon',
      xy: Float64Array.from(xy),
      rings: Uint32Array.from(rings),
      parts: Uint32Array.from({ length: filled + 1 }, (_, i) => i),
      rows,
    },
  }
}
