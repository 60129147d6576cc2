import { chordsAround, clampSweep } from './arc-chords.ts'
import { type Affine, applied } from './dxf-blocks.ts'
import { ellipseOf, splineOf } from './dxf-curves.ts'
import { bulgeChords, type DxfEntity, type DxfVertex } from './dxf-entity.ts'
import type { GeometryBuilder } from './geometry-builder.ts'

const CLOSED = 1

/** Draws entities as shapes; those of a block where a reference puts them. */
export class DxfPen {
  curves = 0
  splines = 0
  private affine: Affine | null = null
  private readonly builder: GeometryBuilder
  constructor(builder: GeometryBuilder) {
    this.builder = builder
  }
  place(affine: Affine | null): void {
    this.affine = affine
  }

  /** @returns false for kinds that are not read */
  draw(entity: DxfEntity, endsPart: boolean): boolean {
    const { vertices, type } = entity
    const { builder } = this
    switch (type) {
      case 'POINT':
      case 'TEXT':
      case 'MTEXT':
      case 'INSERT':
        if (vertices.length === 0) return false
        builder.begin('point')
        this.vertex(vertices[0].x, vertices[0].y, heightOf(vertices[0].z))
        builder.endRing()
        builder.endPart()
        return true
      case 'LINE':
        if (vertices.length === 0) return false
        builder.begin('line')
        this.vertex(vertices[0].x, vertices[0].y, heightOf(vertices[0].z))
        this.vertex(entity.second.x, entity.second.y, heightOf(entity.second.z))
        builder.endRing()
        builder.endPart()
        return true
      case 'CIRCLE':
      case 'ARC':
        return this.arc(entity)
      case 'ELLIPSE':
        return this.curve(ellipseOf(entity), 'curves')
      case 'SPLINE':
        return this.curve(splineOf(entity), 'splines')
      case 'LWPOLYLINE':
      case 'POLYLINE': {
        if (vertices.length === 0) return false
        const last = vertices[vertices.length - 1]
        const returns = vertices.length > 3 && vertices[0].x === last.x && vertices[0].y === last.y
        const isClosed = ((entity.flags & CLOSED) !== 0 && vertices.length > 1) || returns
        builder.begin(isClosed ? 'polygon' : 'line')
        this.corners(vertices, isClosed)
        builder.endRing()
        if (endsPart) builder.endPart()
        return true
      }
      case 'HATCH': {
        if (entity.hasUnknownEdges || entity.paths.length === 0) return false
        builder.begin('polygon')
        for (const [i, path] of entity.paths.entries()) {
          if (i > 0 && path.isOuter) builder.endPart()
          this.corners(path.vertices, true)
          builder.endRing()
        }
        builder.endPart()
        return true
      }
      default:
        return false
    }
  }

  private vertex(x: number, y: number, z = Number.NaN): void {
    if (this.affine) this.builder.vertex(...applied(this.affine, x, y), z)
    else this.builder.vertex(x, y, z)
  }

  private curve(found: ReturnType<typeof splineOf>, counted: 'curves' | 'splines'): boolean {
    if (!found) return false
    this[counted]++
    const { builder } = this
    builder.begin(found.isClosed ? 'polygon' : 'line')
    for (const [x, y] of found.points) this.vertex(x, y)
    builder.endRing()
    builder.endPart()
    return true
  }

  private arc({ vertices: [centre], radius, startAngle, endAngle, type }: DxfEntity): boolean {
    if (!centre || !(radius > 0)) return false
    const { builder } = this
    const isFull = type === 'CIRCLE'
    const from = isFull ? 0 : (startAngle * Math.PI) / 180
    let sweep = isFull ? 2 * Math.PI : ((endAngle - startAngle) * Math.PI) / 180
    if (sweep <= 0) sweep += 2 * Math.PI
    const at = (angle: number): [number, number] => [centre.x + radius * Math.cos(angle), centre.y + radius * Math.sin(angle)]
    const [x0, y0] = at(from)
    this.curves++
    builder.begin(isFull ? 'polygon' : 'line')
    this.vertex(x0, y0)
    for (const [x, y] of chordsAround(centre.x, centre.y, x0, y0, clampSweep(sweep))) this.vertex(x, y)
    if (isFull) this.vertex(x0, y0)
    else this.vertex(...at(from + sweep))
    builder.endRing()
    builder.endPart()
    return true
  }

  private corners(vertices: readonly DxfVertex[], isClosed: boolean): void {
    for (const [i, vertex] of vertices.entries()) {
      this.vertex(vertex.x, vertex.y, heightOf(vertex.z))
      const next = vertices[i + 1] ?? (isClosed ? vertices[0] : null)
      if (!next || !vertex.bulge) continue
      this.curves++
      for (const [x, y] of bulgeChords(vertex, next)) this.vertex(x, y)
    }
    // closed here, so that it does not count as a repair
    const [first] = vertices
    const last = vertices[vertices.length - 1]
    if (isClosed && first && (first.x !== last.x || first.y !== last.y)) this.vertex(first.x, first.y, heightOf(first.z))
  }
}

const heightOf = (z: number) => (z === 0 ? Number.NaN : z)
