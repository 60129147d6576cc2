import type { GeometryBuilder } from './geometry-builder.ts'
import { CLOSE_LIST, CLOSE_OBJECT, COLON, type JsonScanner, OPEN_LIST, OPEN_OBJECT, QUOTE } from './json-scanner.ts'

export const GEOMETRY_TYPES = new Set([
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
])
const MAX_COLLECTION_DEPTH = 32

/** Coordinates that are no positions: the row stays, without geometry. */
export class BadGeometry extends Error {}

/** Reads geometry objects into the builder as they stand in the text, whatever the order of their members. */
export class GeojsonShapes {
  private readonly scanner: JsonScanner
  private readonly builder: GeometryBuilder
  constructor(scanner: JsonScanner, builder: GeometryBuilder) {
    this.scanner = scanner
    this.builder = builder
  }

  /** The scanner stands before a geometry object. @throws BadGeometry */
  read(): void {
    this.walk(0)
  }

  private walk(depth: number): void {
    const { scanner } = this
    if (depth > MAX_COLLECTION_DEPTH || scanner.peek() !== OPEN_OBJECT) throw new BadGeometry()
    scanner.at++
    let type = ''
    let coordinates = -1
    let isRead = false
    for (let isFirst = true; scanner.more(CLOSE_OBJECT, isFirst); isFirst = false) {
      const key = scanner.string()
      scanner.expect(COLON)
      scanner.peek()
      if (key === 'type') {
        if (scanner.peek() !== QUOTE) throw new BadGeometry()
        type = scanner.string()
      } else if (key === 'coordinates' || key === 'geometries') {
        coordinates = scanner.at
        if (type && !isRead) {
          this.walkMember(type, depth)
          isRead = true
        } else scanner.skipValue()
      } else scanner.skipValue()
    }
    if (isRead) return
    // the type stood behind the coordinates
    if (coordinates < 0 || !type) throw new BadGeometry()
    const end = scanner.at
    scanner.at = coordinates
    this.walkMember(type, depth)
    scanner.at = end
  }

  private walkMember(type: string, depth: number): void {
    const { scanner, builder } = this
    switch (type) {
      case 'Point':
        builder.begin('point')
        // an empty list is an empty point
        if (!this.skipEmptyList()) this.point()
        return
      case 'MultiPoint':
        builder.begin('point')
        for (let isFirst = this.open(); scanner.more(CLOSE_LIST, isFirst); isFirst = false) this.point()
        return
      case 'LineString':
        builder.begin('line')
        this.line()
        return
      case 'MultiLineString':
        builder.begin('line')
        for (let isFirst = this.open(); scanner.more(CLOSE_LIST, isFirst); isFirst = false) this.line()
        return
      case 'Polygon':
        builder.begin('polygon')
        this.polygon()
        return
      case 'MultiPolygon':
        builder.begin('polygon')
        for (let isFirst = this.open(); scanner.more(CLOSE_LIST, isFirst); isFirst = false) this.polygon()
        return
      case 'GeometryCollection':
        for (let isFirst = this.open(); scanner.more(CLOSE_LIST, isFirst); isFirst = false) this.walk(depth + 1)
        return
      default:
        scanner.skipValue()
        throw new BadGeometry()
    }
  }

  private point(): void {
    this.position()
    this.builder.endRing()
    this.builder.endPart()
  }
  private ring(): void {
    for (let isFirst = this.open(); this.scanner.more(CLOSE_LIST, isFirst); isFirst = false) this.position()
    this.builder.endRing()
  }
  private line(): void {
    this.ring()
    this.builder.endPart()
  }
  private polygon(): void {
    for (let isFirst = this.open(); this.scanner.more(CLOSE_LIST, isFirst); isFirst = false) this.ring()
    this.builder.endPart()
  }

  /** Goes into a list. @returns true: its first element follows, if there is one */
  private open(): boolean {
    if (this.scanner.peek() !== OPEN_LIST) throw new BadGeometry()
    this.scanner.at++
    return true
  }
  private skipEmptyList(): boolean {
    const { scanner } = this
    const start = scanner.at
    if (scanner.peek() === OPEN_LIST) {
      scanner.at++
      if (scanner.peek() === CLOSE_LIST) {
        scanner.at++
        return true
      }
    }
    scanner.at = start
    return false
  }

  /** x, y, perhaps z; further ordinates are ignored, as RFC 7946 3.1.1 advises */
  private position(): void {
    const { scanner } = this
    if (scanner.peek() !== OPEN_LIST) throw new BadGeometry()
    scanner.at++
    let count = 0
    let x = Number.NaN
    let y = Number.NaN
    let z = Number.NaN
    for (let isFirst = true; scanner.more(CLOSE_LIST, isFirst); isFirst = false) {
      const next = scanner.peek()
      if (!(next === 0x2d || (next >= 0x30 && next <= 0x39))) {
        // null, text or a list is a bad position; anything else is no JSON
        scanner.skipValue()
        throw new BadGeometry()
      }
      const value = scanner.number()
      if (count === 0) x = value
      else if (count === 1) y = value
      else if (count === 2) z = value
      count++
    }
    if (count < 2) throw new BadGeometry()
    this.builder.vertex(x, y, z)
  }
}
