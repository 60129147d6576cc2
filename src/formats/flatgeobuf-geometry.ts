import type { Geometry } from '../core/table.ts'
import { type Cursor, Damage } from './flatgeobuf-cursor.ts'
import type { Head } from './flatgeobuf-head.ts'
import type { GeometryBuilder } from './geometry-builder.ts'

/** feature.fbs of FlatGeobuf 3: numbers of the fields */
const FEATURE = { geometry: 0 } as const
const GEOMETRY = { ends: 0, xy: 1, z: 2, m: 3, type: 6, parts: 7 } as const
const MAX_DEPTH = 8

/** By the number of a type as the format has it. */
const KINDS: readonly (Geometry['kind'] | undefined)[] = [undefined, 'point', 'line', 'polygon', 'point', 'line', 'polygon']

/** What a file of no rows would hold by its header. */
export function kindOf({ geometryType }: Head): Geometry['kind'] | undefined {
  return KINDS[geometryType]
}

/** Reads the geometry of one feature after the other into the builder; counts what it cannot hold. */
export function geometryReader(cursor: Cursor, builder: GeometryBuilder, head: Head) {
  const unsupported = new Set<string>()
  let unsupportedCount = 0
  let outside = 0
  let budget = 0
  let isOutside = false
  const [minX, minY] = head.envelope
  const maxX = head.envelope[head.envelope.length / 2]
  const maxY = head.envelope[head.envelope.length / 2 + 1]
  // writers may round the envelope
  const slack = 1e-6 * Math.max(1, maxX - minX, maxY - minY)
  const [west, south, east, north] = [minX - slack, minY - slack, maxX + slack, maxY + slack]

  const vertices = (xy: number, z: number, m: number, from: number, to: number) => {
    const { view } = cursor
    // half a vertex is none
    const count = Math.floor(Math.min(to, cursor.length(xy) / 2))
    // parts may not point at the same vertices again and again
    budget -= count - from
    if (from > count || budget < 0) throw new Damage(xy)
    const isPlain = z === 0 && m === 0
    for (let v = from; v < count; v++) {
      const x = view.getFloat64(xy + 4 + v * 16, true)
      const y = view.getFloat64(xy + 12 + v * 16, true)
      if (x < west || y < south || x > east || y > north) isOutside = true
      if (!isPlain) builder.vertex(x, y, valueAt(z, v), valueAt(m, v))
    }
    if (isPlain) builder.plainVertices(view, xy + 4 + from * 16, count - from)
  }
  const valueAt = (values: number, v: number) => (values === 0 ? Number.NaN : cursor.view.getFloat64(values + 4 + v * 8, true))
  /** Where the heights or measures of a shape's vertices stand; 0: it has none. */
  const valuesOf = (geometry: number, field: number, xy: number) => {
    const values = cursor.vector(geometry, field, 8)
    if (values && cursor.length(values) * 2 < cursor.length(xy)) throw new Damage(values)
    return values
  }
  const eachRing = (geometry: number, endsPart: boolean) => {
    const xy = cursor.vector(geometry, GEOMETRY.xy, 8)
    const [z, m] = [valuesOf(geometry, GEOMETRY.z, xy), valuesOf(geometry, GEOMETRY.m, xy)]
    const ends = cursor.vector(geometry, GEOMETRY.ends, 4)
    const rings = Math.max(1, cursor.length(ends))
    let from = 0
    for (let ring = 0; ring < rings; ring++) {
      const to = cursor.length(ends) > 0 ? cursor.view.getUint32(ends + 4 + ring * 4, true) : cursor.length(xy) / 2
      if (to < from || to * 2 > cursor.length(xy)) throw new Damage(ends)
      vertices(xy, z, m, from, to)
      builder.endRing()
      if (endsPart) builder.endPart()
      from = to
    }
  }
  const walk = (geometry: number, headType: number, depth: number): void => {
    const type = headType || cursor.byte(geometry, GEOMETRY.type)
    if (type === 1 || type === 4) {
      builder.begin('point')
      const xy = cursor.vector(geometry, GEOMETRY.xy, 8)
      const [z, m] = [valuesOf(geometry, GEOMETRY.z, xy), valuesOf(geometry, GEOMETRY.m, xy)]
      for (let v = 0; v < Math.floor(cursor.length(xy) / 2); v++) {
        vertices(xy, z, m, v, v + 1)
        builder.endRing()
        builder.endPart()
      }
    } else if (type === 2 || type === 5) {
      builder.begin('line')
      eachRing(geometry, true)
    } else if (type === 3) {
      builder.begin('polygon')
      eachRing(geometry, false)
      builder.endPart()
    } else if (type === 6 || type === 7) {
      if (depth > MAX_DEPTH) throw new Damage(geometry)
      const parts = cursor.vector(geometry, GEOMETRY.parts, 4)
      // some writers name every feature's type MultiPolygon and write a polygon's rings
      if (type === 6 && parts === 0) walk(geometry, 3, depth + 1)
      for (let i = 0; i < cursor.length(parts); i++) {
        if (budget-- < 0) throw new Damage(parts)
        walk(cursor.jump(parts + 4 + i * 4), type === 6 ? 3 : 0, depth + 1)
      }
    } else {
      unsupported.add(`type ${type}`)
      unsupportedCount++
    }
  }
  const read = (feature: number): void => {
    const geometry = cursor.child(feature, FEATURE.geometry)
    if (geometry === 0) return
    budget = (cursor.end - cursor.start) / 8
    isOutside = false
    walk(geometry, head.geometryType, 0)
    if (isOutside) outside++
  }
  return Object.assign(read, { unsupported, unsupportedCount: () => unsupportedCount, outside: () => outside })
}
