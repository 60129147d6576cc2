import { crsOf } from '../core/crs.ts'
import { readNumbers, readTuples, USUAL_MARKS } from './coordinate-text.ts'
import type { GeometryBuilder } from './geometry-builder.ts'
import { curvePoints, type Points } from './gml-curves.ts'
import { readSrsName, type SrsName } from './gml-srs.ts'

const FACES = new Set(['Polygon', 'PolygonPatch', 'Triangle', 'Rectangle'])
const RINGS_AND_LINES = ['LineString', 'LinearRing', 'Ring', 'Curve', 'CompositeCurve', 'OrientableCurve']
const ARCS = new Set(['Arc', 'ArcString', 'Circle', 'CircleByCenterPoint'])
const PATHS = new Set([...RINGS_AND_LINES, ...ARCS, 'Point', 'LineStringSegment', 'GeodesicString', 'Geodesic'])
const BOXES = new Set(['Box', 'Envelope'])
const GROUPS = new Set([
  ...['MultiPoint', 'MultiCurve', 'MultiLineString', 'MultiSurface', 'MultiPolygon', 'MultiGeometry', 'GeometricComplex'],
  ...['Surface', 'CompositeSurface', 'OrientableSurface', 'PolyhedralSurface', 'TriangulatedSurface', 'Tin'],
])
/** Known, and not of a flat map or not drawn from what they say. */
const NOT_HELD = new Set([
  ...['Solid', 'CompositeSolid', 'MultiSolid', 'ArcByCenterPoint', 'ArcByBulge', 'ArcStringByBulge', 'CubicSpline', 'BSpline'],
  ...['Bezier', 'Clothoid', 'OffsetCurve', 'Cone', 'Cylinder', 'Sphere', 'Grid', 'RectifiedGrid'],
  ...['TopoPoint', 'TopoCurve', 'TopoSurface', 'TopoVolume'],
])
const OUTER = new Set(['exterior', 'outerBoundaryIs'])
const INNER = new Set(['interior', 'innerBoundaryIs'])
const METRES = /^(m|metre|meter|urn:(x-)?ogc:def:uom:EPSG:[^:]*:9001|.*#(m|metre|meter))$/i
/** of the numbers themselves: ends that are to meet may differ in the last digits that they are written with */
const MEET = 1e-9

export function isGmlBox(name: string): boolean {
  return BOXES.has(name)
}
/** Of an element in the namespace of GML: is it a shape, or a part of one? */
export function isGmlShape(name: string): boolean {
  return PATHS.has(name) || FACES.has(name) || GROUPS.has(name) || BOXES.has(name) || NOT_HELD.has(name)
}

interface Path {
  readonly kind: string
  readonly isReversed: boolean
  points: Points
  radius: number
}
interface Face {
  outer: Points | null
  readonly holes: Points[]
}
interface Part {
  readonly kind: 'point' | 'line' | 'polygon'
  readonly rings: readonly Points[]
}
/** What the box around features says of the shapes in it that say nothing themselves. */
export interface GmlBounds {
  readonly srs: SrsName | null
  readonly hasHeights: boolean
}
/** Why a shape is not taken. */
export type ShapeFlaw = 'bad' | 'linked' | 'otherKind'

/** One geometry of GML 2, 3.1 or 3.2 as the events of its elements; parts are given to the builder when all of them are known. */
export class GmlShape {
  srs: SrsName | null
  flaw: ShapeFlaw | null = null
  /** 2: a surface, 1: lines, 0: points; as the element says, whatever becomes of it */
  extent = 0
  /** kinds that are not held */
  readonly otherKinds = new Set<string>()
  arcs = 0
  private readonly hasHeights: boolean
  private srsText: string | null = null
  private readonly stack: { readonly name: string; readonly dimension: number | null }[] = []
  private readonly paths: Path[] = []
  private readonly faces: Face[] = []
  private readonly parts: Part[] = []
  private corners: Points = []
  private marks = USUAL_MARKS
  private coord: number[] = []

  /** @param bounds of the feature or the collection */
  constructor({ srs, hasHeights }: GmlBounds) {
    this.srs = srs
    this.hasHeights = hasHeights
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.stack.length === 0) this.extent = extentOf(name)
    const dimension = attributes.srsDimension ?? attributes.dimension
    this.stack.push({
      name,
      dimension: dimension === undefined ? (this.stack.at(-1)?.dimension ?? null) : dimensionOf(dimension),
    })
    if (attributes.srsName !== undefined) this.takeSrs(attributes.srsName)
    if (attributes.href !== undefined) this.flaw ??= 'linked'
    if (FACES.has(name)) this.faces.push({ outer: null, holes: [] })
    else if (PATHS.has(name))
      this.paths.push({ kind: name, isReversed: attributes.orientation === '-', points: [], radius: Number.NaN })
    else if (BOXES.has(name)) this.corners = []
    else if (name === 'coord') this.coord = []
    else if (name === 'coordinates') {
      const { decimal = '.', cs = ',', ts = ' ' } = attributes
      this.marks = { decimal, cs, ts }
    } else if (name === 'radius' && attributes.uom !== undefined && !METRES.test(attributes.uom))
      this.refuse('CircleByCenterPoint')
    else if (NOT_HELD.has(name)) this.refuse(name)
  }

  close(name: string, text: string): void {
    const own = this.stack.pop()
    const parent = this.stack.at(-1)?.name ?? ''
    if (FACES.has(name)) this.endFace()
    else if (PATHS.has(name)) this.endPath(parent)
    else if (BOXES.has(name)) this.endBox()
    else if (name === 'pos' || name === 'lowerCorner' || name === 'upperCorner') this.position(text, own?.dimension ?? null)
    else if (name === 'posList') this.positions(text, own?.dimension ?? null)
    else if (name === 'coordinates') this.tuples(text)
    else if (parent === 'coord' && (name === 'X' || name === 'Y' || name === 'Z'))
      this.coord.push(Number(text.trim() || Number.NaN))
    else if (name === 'coord') this.place(this.coord)
    else if (name === 'radius' && this.paths.length > 0) this.paths[this.paths.length - 1].radius = Number(text)
  }

  giveTo(builder: GeometryBuilder): void {
    const [x, y] = this.srs?.isNorthFirst ? [1, 0] : [0, 1]
    for (const { kind, rings } of this.parts) {
      builder.begin(kind)
      for (const points of rings) {
        for (let i = 0; i < points.length; i += 3) builder.vertex(points[i + x], points[i + y], points[i + 2])
        builder.endRing()
      }
      builder.endPart()
    }
  }

  private refuse(kind: string): void {
    this.otherKinds.add(kind)
    this.flaw ??= 'otherKind'
  }
  private takeSrs(text: string): void {
    if (text === this.srsText) return
    const srs = readSrsName(text)
    if (!srs) return
    // the parts of one shape in two systems are no shape
    if (this.srsText !== null && (srs.crs !== this.srs?.crs || srs.isNorthFirst !== this.srs.isNorthFirst)) this.flaw ??= 'bad'
    this.srsText ??= text
    this.srs = srs
  }

  private position(text: string, dimension: number | null): void {
    const numbers = readNumbers(text)
    if (!numbers || (dimension !== null && numbers.length !== dimension)) this.flaw ??= 'bad'
    else this.place(numbers)
  }
  private place(numbers: readonly number[]): void {
    const { length } = numbers
    if (length < 2 || length > 3 || !numbers.every(Number.isFinite)) this.flaw ??= 'bad'
    else this.target.push(numbers[0], numbers[1], numbers[2] ?? Number.NaN)
  }
  private positions(text: string, told: number | null): void {
    const numbers = readNumbers(text)
    const dimension = numbers && (told ?? this.dimensionOfList(numbers))
    if (!numbers || !dimension || numbers.length % dimension !== 0) {
      this.flaw ??= 'bad'
      return
    }
    const { target } = this
    for (let i = 0; i < numbers.length; i += dimension)
      target.push(numbers[i], numbers[i + 1], dimension === 3 ? numbers[i + 2] : Number.NaN)
  }
  /** Where nothing says how many numbers a place has: a ring closes in one way only. */
  private dimensionOfList(numbers: readonly number[]): number {
    const { length } = numbers
    const closes = (size: number) =>
      length % size === 0 && Array.from({ length: size }, (_, i) => numbers[i] === numbers[length - size + i]).every(Boolean)
    if (length % 2 !== 0) return 3
    const isRing = this.paths.at(-1)?.kind === 'LinearRing'
    if (isRing && closes(2) !== closes(3)) return closes(3) ? 3 : 2
    return (this.hasHeights || this.srs?.dimension === 3) && length % 3 === 0 ? 3 : 2
  }
  private tuples(text: string): void {
    const { target } = this
    if (!readTuples(text, (x, y, z) => target.push(x, y, z), this.marks)) this.flaw ??= 'bad'
  }
  private get target(): Points {
    return this.paths.at(-1)?.points ?? this.corners
  }

  private endPath(parent: string): void {
    const path = this.paths.pop() as Path
    const { kind, isReversed } = path
    if (ARCS.has(kind)) this.arcs++
    // a radius is in metres, which degrees are not
    if (kind === 'CircleByCenterPoint' && crsOf(this.srs?.crs ?? '')?.kind !== 'projected') this.refuse(kind)
    const drawn = curvePoints(kind, path.points, path.radius)
    if (!drawn) {
      this.flaw ??= 'bad'
      return
    }
    const points = isReversed ? reversed(drawn) : drawn
    const outer = this.paths.at(-1)
    if (outer && kind === 'Point') for (const value of points) outer.points.push(value)
    else if (outer) this.join(outer, points)
    else if (OUTER.has(parent) || INNER.has(parent)) this.takeRing(points, OUTER.has(parent))
    else if (points.length > 0) {
      // a row of places that are each a shape of its own
      const rings = kind === 'Point' ? places(points) : [points]
      for (const ring of rings) this.parts.push({ kind: kind === 'Point' ? 'point' : 'line', rings: [ring] })
    }
  }
  private takeRing(points: Points, isOuter: boolean): void {
    const face = this.faces.at(-1)
    if (!face || (isOuter && face.outer)) this.flaw ??= 'bad'
    else if (isOuter) face.outer = points
    else face.holes.push(points)
  }
  /** Segments of a curve share their ends. */
  private join(outer: Path, points: Points): void {
    const end = outer.points.length - 3
    if (end < 0 || points.length === 0) {
      outer.points = end < 0 ? points : outer.points
      return
    }
    const meets = [0, 1].every((k) => {
      const [a, b] = [outer.points[end + k], points[k]]
      return Math.abs(a - b) <= MEET * Math.max(1, Math.abs(a), Math.abs(b))
    })
    if (!meets) this.flaw ??= 'bad'
    for (let i = 3; i < points.length; i++) outer.points.push(points[i])
  }
  private endFace(): void {
    const { outer, holes } = this.faces.pop() as Face
    if (outer) this.parts.push({ kind: 'polygon', rings: [outer, ...holes] })
    else if (holes.length > 0) this.flaw ??= 'bad'
  }
  private endBox(): void {
    const [x0, y0, , x1, y1] = this.corners
    if (this.corners.length !== 6) this.flaw ??= 'bad'
    else {
      const corners = [x0, y0, x1, y0, x1, y1, x0, y1, x0, y0]
      const ring = Array.from({ length: 5 }, (_, i) => [corners[2 * i], corners[2 * i + 1], Number.NaN]).flat()
      this.parts.push({ kind: 'polygon', rings: [ring] })
    }
  }
}

/** 2 or 3; 0: absurd, which no count of numbers is a multiple of */
function dimensionOf(text: string): number {
  const dimension = Number(text)
  return dimension === 2 || dimension === 3 ? dimension : 0
}
function extentOf(name: string): 0 | 1 | 2 {
  if (name.endsWith('Point')) return 0
  return /(?:Curve|LineString|Ring)$/.test(name) ? 1 : 2
}
function reversed(points: Points): Points {
  const out: Points = []
  for (let i = points.length - 3; i >= 0; i -= 3) out.push(points[i], points[i + 1], points[i + 2])
  return out
}
function places(points: Points): Points[] {
  return Array.from({ length: points.length / 3 }, (_, i) => points.slice(3 * i, 3 * i + 3))
}
