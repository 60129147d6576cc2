import { chordsOfArc } from './arc-chords.ts'
import type { GeometryBuilder } from './geometry-builder.ts'

/** The bytes are no well-known binary from `at` on. */
export class WkbDamage extends Error {
  readonly at: number
  constructor(at: number) {
    super('damaged geometry')
    this.at = at
  }
}

const MAX_DEPTH = 16
const EWKB_Z = 0x80000000
const EWKB_M = 0x40000000
const EWKB_SRID = 0x20000000
const KINDS = { 1: 'point', 2: 'line', 3: 'polygon', 4: 'point', 5: 'line', 6: 'polygon' } as const

/**
 * Well-known binary (OGC 06-103r4, clause 8; also PostGIS' EWKB) into the builder: points, lines, polygons, their collections,
 * surfaces of patches, and arcs as chords. Every count is checked against the bytes that are left.
 */
export class WkbReader {
  /** curved geometries that were approximated by chords */
  curves = 0
  private readonly builder: GeometryBuilder
  private view: DataView = new DataView(new ArrayBuffer(0))
  private at = 0
  private end = 0
  private little = true
  private dimensions = 2
  private hasZ = false
  private hasM = false
  constructor(builder: GeometryBuilder) {
    this.builder = builder
  }

  /** Adds the geometry that stands in the view from `start` to `end`. @throws WkbDamage; what was added stays until forgetRow */
  read(view: DataView, start: number, end: number): void {
    this.view = view
    this.at = start
    this.end = end
    this.geometry(0)
  }

  private need(bytes: number): number {
    if (this.at + bytes > this.end) throw new WkbDamage(this.at)
    const at = this.at
    this.at += bytes
    return at
  }
  private count(bytesEach: number): number {
    const count = this.view.getUint32(this.need(4), this.little)
    if (count * bytesEach > this.end - this.at) throw new WkbDamage(this.at)
    return count
  }

  /** @returns the type number without dimensions */
  private head(): number {
    const at = this.at
    const order = this.view.getUint8(this.need(1))
    if (order > 1) throw new WkbDamage(at)
    this.little = order === 1
    const raw = this.view.getUint32(this.need(4), this.little)
    const plain = raw & 0x0fffffff
    const thousands = Math.floor(plain / 1000)
    if (thousands > 3) throw new WkbDamage(at)
    this.hasZ = (raw & EWKB_Z) !== 0 || thousands === 1 || thousands === 3
    this.hasM = (raw & EWKB_M) !== 0 || thousands >= 2
    this.dimensions = 2 + (this.hasZ ? 1 : 0) + (this.hasM ? 1 : 0)
    if ((raw & EWKB_SRID) !== 0) this.need(4)
    return plain % 1000
  }

  private geometry(depth: number): void {
    if (depth > MAX_DEPTH) throw new WkbDamage(this.at)
    const at = this.at
    const type = this.head()
    switch (type) {
      case 1:
      case 2:
      case 3:
        this.builder.begin(KINDS[type])
        this.simple(type)
        return
      case 17:
        this.builder.begin('polygon')
        this.simple(3)
        return
      case 8:
      case 9:
        this.builder.begin('line')
        this.curve(type, depth)
        this.builder.endRing()
        this.builder.endPart()
        return
      case 10:
        this.builder.begin('polygon')
        this.curvePolygon(depth)
        return
      case 4:
      case 5:
      case 6:
      case 7:
      case 11:
      case 12:
      case 15:
      case 16: {
        const count = this.count(9)
        for (let i = 0; i < count; i++) this.geometry(depth + 1)
        return
      }
      default:
        throw new WkbDamage(at)
    }
  }

  private simple(type: 1 | 2 | 3): void {
    const { builder } = this
    if (type === 1) {
      const at = this.need(this.dimensions * 8)
      // an empty point is one of NaN
      if (!Number.isNaN(this.view.getFloat64(at, this.little))) {
        this.vertex(at)
        builder.endRing()
      }
      builder.endPart()
      return
    }
    const rings = type === 2 ? 1 : this.count(4)
    for (let i = 0; i < rings; i++) {
      this.vertices()
      builder.endRing()
    }
    builder.endPart()
  }

  private vertices(): void {
    const count = this.count(this.dimensions * 8)
    for (let i = 0; i < count; i++) this.vertex(this.need(this.dimensions * 8))
  }
  private vertex(at: number): void {
    const { view, little } = this
    this.builder.vertex(
      view.getFloat64(at, little),
      view.getFloat64(at + 8, little),
      this.hasZ ? view.getFloat64(at + 16, little) : Number.NaN,
      this.hasM ? view.getFloat64(at + (this.hasZ ? 24 : 16), little) : Number.NaN,
    )
  }

  /** Vertices of a line string, a circular string or a compound curve, whose head was read. */
  private curve(type: number, depth: number): void {
    if (depth > MAX_DEPTH) throw new WkbDamage(this.at)
    if (type === 2) this.vertices()
    else if (type === 8) this.circular()
    else if (type === 9) {
      const count = this.count(9)
      for (let i = 0; i < count; i++) this.curve(this.head(), depth + 1)
    } else throw new WkbDamage(this.at)
  }

  /** Start, middle and end of each arc; an end is the next one's start. */
  private circular(): void {
    const { view, little, dimensions, builder } = this
    const count = this.count(dimensions * 8)
    const start = this.need(count * dimensions * 8)
    const x = (i: number) => view.getFloat64(start + i * dimensions * 8, little)
    const y = (i: number) => view.getFloat64(start + i * dimensions * 8 + 8, little)
    this.curves++
    for (let i = 0; i + 2 < count; i += 2) {
      if (i === 0) this.vertex(start)
      for (const [cx, cy] of chordsOfArc(x(i), y(i), x(i + 1), y(i + 1), x(i + 2), y(i + 2))) builder.vertex(cx, cy)
      this.vertex(start + (i + 2) * dimensions * 8)
    }
  }

  private curvePolygon(depth: number): void {
    const count = this.count(9)
    for (let i = 0; i < count; i++) {
      this.curve(this.head(), depth + 1)
      this.builder.endRing()
    }
    this.builder.endPart()
  }
}
