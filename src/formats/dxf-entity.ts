import { chordsAround, clampSweep, ellipsePoints } from './arc-chords.ts'
import type { DxfPairs } from './dxf-pairs.ts'

/** Application name under which our own writer keeps a row's attributes. */
export const OWN_APPLICATION = 'ONE_MAP'
const MAX_XDATA = 1 << 16
const OWN_NUMBERS: Readonly<Record<string, readonly number[]>> = {
  INSERT: [41, 42, 44, 45, 50, 70, 71],
  ELLIPSE: [41, 42],
  // 42 … 44 are tolerances
  SPLINE: [42, 43, 44, 71],
}

export interface DxfVertex {
  x: number
  y: number
  z: number
  /** tangent of a quarter of the arc's angle to the next vertex, counter-clockwise positive */
  bulge: number
}
/** Boundary of a hatch. */
interface HatchPath {
  readonly isOuter: boolean
  readonly vertices: DxfVertex[]
}

/** One entity as its group codes have it (AutoCAD 2012 DXF reference, ENTITIES). */
export class DxfEntity {
  layer = '0'
  linetype: string | null = null
  color: number | null = null
  handle: string | null = null
  text = ''
  block: string | null = null
  elevation = 0
  flags = 0
  isPaper = false
  /** OCS of a negative extrusion: x runs the other way */
  isMirrored = false
  /** of references, ellipses and splines: numbers by their codes */
  readonly numbers = new Map<number, number>()
  /** of splines */
  readonly knots: number[] = []
  readonly weights: number[] = []
  /** of an attribute its name, of a reference the values of its attributes */
  tag = ''
  readonly attributes: string[] = []
  radius = Number.NaN
  startAngle = 0
  endAngle = 360
  xdata: string[] = []
  /** of our own writer */
  own: Map<string, string> | null = null
  readonly vertices: DxfVertex[] = []
  readonly second: { x: number; y: number; z: number } = { x: Number.NaN, y: Number.NaN, z: 0 }
  readonly paths: HatchPath[] = []
  hasUnknownEdges = false
  readonly type: string
  private application = ''
  private xdataSize = 0
  private hatch: HatchReader | null = null
  constructor(type: string) {
    this.type = type
    if (type === 'HATCH') this.hatch = new HatchReader(this)
  }

  take(pairs: DxfPairs): void {
    const { code } = pairs
    if (code >= 1000) {
      this.takeXdata(pairs)
      return
    }
    if (this.hatch?.take(pairs) || this.takeNumber(pairs)) return
    const last = this.vertices[this.vertices.length - 1]
    switch (code) {
      case 8:
        this.layer = pairs.text()
        return
      case 5:
        this.handle ??= pairs.text()
        return
      case 6:
        this.linetype = pairs.text()
        return
      case 62:
        this.color = pairs.number()
        return
      case 67:
        this.isPaper = pairs.number() === 1
        return
      case 70:
        this.flags = pairs.number() | 0
        return
      case 38:
        this.elevation = pairs.number()
        return
      case 1:
        this.text += pairs.text()
        return
      case 3:
        // the first pieces of a long MTEXT
        if (this.type === 'MTEXT') this.text += pairs.text()
        return
      case 2:
        if (this.type === 'INSERT' || this.type === 'BLOCK') this.block ??= pairs.text()
        else if (this.type === 'ATTRIB') this.tag = pairs.text()
        return
      case 10:
        this.vertices.push({ x: pairs.number(), y: Number.NaN, z: 0, bulge: 0 })
        return
      case 20:
        if (last) last.y = pairs.number()
        return
      case 30:
        if (last) last.z = pairs.number()
        return
      case 42:
        if (last) last.bulge = pairs.number()
        return
      case 11:
        this.second.x = pairs.number()
        return
      case 21:
        this.second.y = pairs.number()
        return
      case 31:
        this.second.z = pairs.number()
        return
      case 40:
        this.radius = pairs.number()
        return
      case 50:
        this.startAngle = pairs.number()
        return
      case 51:
        this.endAngle = pairs.number()
        return
      case 230:
        this.isMirrored = pairs.number() < 0
        return
    }
  }

  /** Codes that mean another thing in entities of this kind. */
  private takeNumber(pairs: DxfPairs): boolean {
    const { code, type } = pairs.code < 80 ? { code: pairs.code, type: this.type } : { code: 0, type: '' }
    if (type === 'SPLINE' && code === 40) this.knots.push(pairs.number())
    else if (type === 'SPLINE' && code === 41) this.weights.push(pairs.number())
    else if (OWN_NUMBERS[type]?.includes(code)) this.numbers.set(code, pairs.number())
    else return false
    return true
  }

  private takeXdata(pairs: DxfPairs): void {
    if (pairs.code === 1001) {
      this.application = pairs.text()
      if (this.application === OWN_APPLICATION) this.own = new Map()
      return
    }
    if (pairs.code === 1002 || this.xdataSize > MAX_XDATA) return
    const text = pairs.text()
    this.xdataSize += text.length
    const equals = text.indexOf('=')
    if (this.application !== OWN_APPLICATION) this.xdata.push(this.xdata.length === 0 ? `${this.application}: ${text}` : text)
    else if (equals > 0)
      this.own?.set(text.slice(0, equals), (this.own.get(text.slice(0, equals)) ?? '') + text.slice(equals + 1))
  }
}

/** Boundary paths of a HATCH, whose codes mean other things from the first path (91) on. */
class HatchReader {
  private isInPaths = false
  private path: HatchPath | null = null
  private isPolyline = false
  private edge = 0
  private edgeValues = new Map<number, number>()
  private readonly entity: DxfEntity
  constructor(entity: DxfEntity) {
    this.entity = entity
  }

  take(pairs: DxfPairs): boolean {
    const { code } = pairs
    if (code === 91) {
      this.isInPaths = true
      return true
    }
    if (!this.isInPaths) return code === 10 || code === 20 || code === 30
    if (code === 75 || code === 76 || code === 98 || code === 97) {
      this.endEdge()
      if (code !== 97) this.isInPaths = false
      return true
    }
    if (code === 92) {
      this.endEdge()
      const flags = pairs.number() | 0
      this.isPolyline = (flags & 2) !== 0
      this.path = { isOuter: (flags & 17) !== 0, vertices: [] }
      this.entity.paths.push(this.path)
      return true
    }
    if (!this.path) return false
    const last = this.path.vertices[this.path.vertices.length - 1]
    if (this.isPolyline) {
      if (code === 10) this.path.vertices.push({ x: pairs.number(), y: Number.NaN, z: 0, bulge: 0 })
      else if (code === 20 && last) last.y = pairs.number()
      else if (code === 42 && last) last.bulge = pairs.number()
      return code === 10 || code === 20 || code === 42 || code === 72 || code === 73 || code === 93
    }
    if (code === 72) {
      this.endEdge()
      this.edge = pairs.number() | 0
      return true
    }
    if (![10, 20, 11, 21, 40, 50, 51, 73, 93, 94, 95, 96, 74].includes(code)) return false
    this.edgeValues.set(code, pairs.number())
    return true
  }

  private endEdge(): void {
    const value = (code: number) => this.edgeValues.get(code) ?? Number.NaN
    const add = (x: number, y: number) => this.path?.vertices.push({ x, y, z: 0, bulge: 0 })
    if (this.edge === 1) {
      add(value(10), value(20))
      add(value(11), value(21))
    } else if (this.edge === 2) {
      // angles of a clockwise arc are measured the other way round
      const sign = value(73) === 0 ? -1 : 1
      const from = (sign * value(50) * Math.PI) / 180
      const sweep = (sign * (value(51) - value(50)) * Math.PI) / 180
      const [cx, cy, r] = [value(10), value(20), value(40)]
      const [x0, y0] = [cx + r * Math.cos(from), cy + r * Math.sin(from)]
      add(x0, y0)
      for (const [x, y] of chordsAround(cx, cy, x0, y0, clampSweep(sweep))) add(x, y)
      add(cx + r * Math.cos(from + sweep), cy + r * Math.sin(from + sweep))
    } else if (this.edge === 3) {
      const sign = value(73) === 0 ? -1 : 1
      const from = (sign * value(50) * Math.PI) / 180
      const sweep = clampSweep((sign * (value(51) - value(50)) * Math.PI) / 180)
      for (const at of ellipsePoints([value(10), value(20)], [value(11), value(21)], value(40), from, sweep)) add(...at)
    } else if (this.edge > 3) this.entity.hasUnknownEdges = true
    this.edge = 0
    this.edgeValues = new Map()
  }
}

/** Coordinates of an entity seen from below, as they are in the world. */
export function mirror(entity: DxfEntity): void {
  // of these they are those of the world, whatever the extrusion
  if (['LINE', 'POINT', 'MTEXT', 'ELLIPSE', 'SPLINE'].includes(entity.type)) return
  for (const vertex of [...entity.vertices, ...entity.paths.flatMap((path) => path.vertices)]) {
    vertex.x = -vertex.x
    vertex.bulge = -vertex.bulge
  }
  if (entity.type === 'ARC') [entity.startAngle, entity.endAngle] = [180 - entity.endAngle, 180 - entity.startAngle]
}

/** Vertices of the arc from `from` to `to` with a bulge, both left out. */
export function bulgeChords(from: DxfVertex, to: DxfVertex): [number, number][] {
  const { bulge } = from
  if (!bulge || !Number.isFinite(bulge)) return []
  const sweep = clampSweep(4 * Math.atan(bulge))
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const k = (1 - bulge * bulge) / (4 * bulge)
  return chordsAround((from.x + to.x) / 2 - dy * k, (from.y + to.y) / 2 + dx * k, from.x, from.y, sweep)
}
