import type { Geometry } from '../core/table.ts'
import type { GeometryBuilder } from './geometry-builder.ts'

const TYPES = /^(?:SRID=(\d+);)?\s*(MULTI)?(POINT|LINESTRING|POLYGON)\s*(ZM|Z|M)?\s*(EMPTY|\()/i
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y

/** Whether a text begins as well-known text of a kind that is read. */
export function isWkt(text: string): boolean {
  return TYPES.test(text.trimStart())
}
/** EPSG number of EWKT; null: none */
export function sridOf(text: string): number | null {
  const srid = TYPES.exec(text.trimStart())?.[1]
  return srid ? Number(srid) : null
}

/**
 * Adds the shape of well-known text (OGC 06-103r4, and EWKT's SRID) to the builder's row.
 * @returns false when it is none: the row must then be forgotten
 */
export function readWkt(text: string, builder: GeometryBuilder): boolean {
  const found = TYPES.exec(text.trimStart())
  if (!found) return false
  const kind = { POINT: 'point', LINESTRING: 'line', POLYGON: 'polygon' }[found[3].toUpperCase()] as Geometry['kind']
  builder.begin(kind)
  if (found[5].toUpperCase() === 'EMPTY') return true
  const reader = new WktReader(text.trimStart(), found[0].length - 1, builder, /^M$/i.test(found[4] ?? ''))
  const isMulti = found[2] !== undefined
  try {
    reader.shape(kind, isMulti)
    return reader.isAtEnd()
  } catch (error) {
    if (error instanceof NotWkt) return false
    throw error
  }
}

class NotWkt extends Error {}

class WktReader {
  private readonly text: string
  private at: number
  private readonly builder: GeometryBuilder
  private readonly thirdIsM: boolean
  constructor(text: string, at: number, builder: GeometryBuilder, thirdIsM: boolean) {
    this.text = text
    this.at = at
    this.builder = builder
    this.thirdIsM = thirdIsM
  }

  shape(kind: Geometry['kind'], isMulti: boolean): void {
    const { builder } = this
    const ring = () => {
      this.list(() => this.position())
      builder.endRing()
    }
    const part = () => {
      if (kind === 'polygon') this.list(ring)
      else ring()
      builder.endPart()
    }
    if (kind === 'point') {
      // MULTIPOINT (1 2, 3 4) and MULTIPOINT ((1 2), (3 4)) are both in use
      this.list(() => {
        if (this.peek() === '(') this.list(() => this.position())
        else this.position()
        builder.endRing()
        builder.endPart()
      })
    } else if (isMulti) this.list(part)
    else part()
  }
  isAtEnd(): boolean {
    this.skipBlanks()
    return this.at === this.text.length
  }

  private list(read: () => void): void {
    this.take('(')
    do read()
    while (this.tryTake(','))
    this.take(')')
  }
  private position(): void {
    const values: number[] = []
    for (;;) {
      this.skipBlanks()
      NUMBER.lastIndex = this.at
      const found = NUMBER.exec(this.text)
      if (!found) break
      values.push(Number(found[0]))
      this.at = NUMBER.lastIndex
    }
    if (values.length < 2 || values.length > 4) throw new NotWkt()
    const [x, y, third = Number.NaN, fourth = Number.NaN] = values
    if (this.thirdIsM) this.builder.vertex(x, y, Number.NaN, third)
    else this.builder.vertex(x, y, third, fourth)
  }
  private peek(): string {
    this.skipBlanks()
    return this.text[this.at]
  }
  private take(sign: string): void {
    if (!this.tryTake(sign)) throw new NotWkt()
  }
  private tryTake(sign: string): boolean {
    if (this.peek() !== sign) return false
    this.at++
    return true
  }
  private skipBlanks(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++
  }
}

/** A row as well-known text; null: it has no shape. */
export function wktOf(geometry: Geometry, row: number, decimals: number): string | null {
  const { kind, xy, z, rings, parts, rows } = geometry
  const [first, end] = [rows[row], rows[row + 1]]
  if (first === end) return null
  let hasZ = false
  if (z) for (let v = rings[parts[first]]; v < rings[parts[end]] && !hasZ; v++) hasZ = !Number.isNaN(z[v])
  const round = (value: number) => Number(value.toFixed(decimals))
  const position = (v: number) =>
    `${round(xy[v * 2])} ${round(xy[v * 2 + 1])}${hasZ && z ? ` ${Number.isNaN(z[v]) ? 0 : Number(z[v].toFixed(3))}` : ''}`
  const ring = (r: number) => {
    const positions: string[] = []
    for (let v = rings[r]; v < rings[r + 1]; v++) positions.push(position(v))
    return `(${positions.join(', ')})`
  }
  const part = (p: number) => {
    if (kind !== 'polygon') return ring(parts[p])
    return `(${Array.from({ length: parts[p + 1] - parts[p] }, (_, i) => ring(parts[p] + i)).join(', ')})`
  }
  const name = `${end - first > 1 ? 'MULTI' : ''}${{ point: 'POINT', line: 'LINESTRING', polygon: 'POLYGON' }[kind]}${hasZ ? ' Z' : ''}`
  const all = Array.from({ length: end - first }, (_, i) => part(first + i))
  return `${name} ${all.length > 1 ? `(${all.join(', ')})` : all[0]}`
}
