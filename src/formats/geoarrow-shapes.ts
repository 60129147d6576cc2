import type { Geometry } from '../core/table.ts'
import type { GeometryBuilder } from './geometry-builder.ts'
import { WkbDamage } from './wkb-reader.ts'

/** Native encodings of GeoParquet 1.1 (GeoArrow, separated coordinates): the kind, and lists within lists around a coordinate. */
const ENCODINGS = {
  point: { kind: 'point', lists: 0 },
  linestring: { kind: 'line', lists: 1 },
  polygon: { kind: 'polygon', lists: 2 },
  multipoint: { kind: 'point', lists: 1 },
  multilinestring: { kind: 'line', lists: 2 },
  multipolygon: { kind: 'polygon', lists: 3 },
} as const satisfies Record<string, { readonly kind: Geometry['kind']; readonly lists: number }>
export type NativeEncoding = keyof typeof ENCODINGS

export function isNative(encoding: unknown): encoding is NativeEncoding {
  return typeof encoding === 'string' && Object.hasOwn(ENCODINGS, encoding)
}

/** Adds one row's value, as lists of { x, y, z?, m? }. @throws WkbDamage; what was added stays until forgetRow */
export function addNative(builder: GeometryBuilder, encoding: NativeEncoding, value: unknown): void {
  const { kind, lists } = ENCODINGS[encoding]
  const innermost = { point: 0, line: 1, polygon: 2 }[kind]
  builder.begin(kind)
  add(value, lists)

  function add(item: unknown, depth: number): void {
    if (depth > 0) {
      if (!Array.isArray(item)) throw new WkbDamage(0)
      for (const each of item) add(each, depth - 1)
    } else place(item)
    if (depth === Math.min(1, innermost)) builder.endRing()
    if (depth === innermost) builder.endPart()
  }
  function place(item: unknown): void {
    const { x, y, z, m } = (item ?? {}) as Readonly<Record<string, unknown>>
    if (typeof x !== 'number' || typeof y !== 'number') throw new WkbDamage(0)
    // an empty point, as in WKB
    if (kind === 'point' && Number.isNaN(x) && Number.isNaN(y)) return
    builder.vertex(x, y, typeof z === 'number' ? z : Number.NaN, typeof m === 'number' ? m : Number.NaN)
  }
}
