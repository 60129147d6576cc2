import type { CellValue, Column, Geometry, Table } from '../../src/core/table.ts'
import type { Line } from './curve.ts'
import type { Part } from './dissolve.ts'
import { toLat, toLng } from './local-plane.ts'
import type { Partition } from './partition.ts'

export const CRS = 'EPSG:4490'

type Row = Readonly<Record<string, CellValue>>

/** Columns from row objects: text where the first value is text, else numbers. */
export function columnsOf(names: readonly string[], rows: readonly Row[]): Column[] {
  return names.map((name): Column => {
    const sample = rows.find((row) => row[name] !== null && row[name] !== undefined)?.[name]
    if (typeof sample === 'number')
      return { name, type: 'number', values: Float64Array.from(rows, (row) => (row[name] as number | null) ?? Number.NaN) }
    const dictionary: (string | null)[] = []
    const codeOf = new Map<string | null, number>()
    const codes = Uint32Array.from(rows, (row) => {
      const value = (row[name] ?? null) as string | null
      let code = codeOf.get(value)
      if (code === undefined) {
        code = dictionary.push(value) - 1
        codeOf.set(value, code)
      }
      return code
    })
    return { name, type: 'text', codes, dictionary }
  })
}

class GeometryWriter {
  private readonly xy: number[] = []
  private readonly rings = [0]
  private readonly parts = [0]
  private readonly rows = [0]

  /** @param ring lon/lat pairs; not closed: the first vertex is repeated when `isClosed` */
  ring(ring: Iterable<readonly [number, number]>, isClosed: boolean): void {
    let first: readonly [number, number] | null = null
    for (const p of ring) {
      first ??= p
      this.xy.push(p[0], p[1])
    }
    if (isClosed && first) this.xy.push(first[0], first[1])
    this.rings.push(this.xy.length / 2)
  }

  endPart(): void {
    this.parts.push(this.rings.length - 1)
  }

  endRow(): void {
    this.rows.push(this.parts.length - 1)
  }

  finish(kind: Geometry['kind']): Geometry {
    return {
      kind,
      xy: Float64Array.from(this.xy),
      rings: Uint32Array.from(this.rings),
      parts: Uint32Array.from(this.parts),
      rows: Uint32Array.from(this.rows),
    }
  }
}

/** Polygons of a partition; rings of vertex ids. */
export function polygonTable(
  name: string,
  partition: Partition,
  shapes: readonly (readonly Part[])[],
  fields: readonly string[],
  rows: readonly Row[],
): Table {
  const writer = new GeometryWriter()
  for (const shape of shapes) {
    for (const part of shape) {
      for (const ring of part)
        writer.ring(
          ring.map((id) => [partition.lng[id], partition.lat[id]] as const),
          true,
        )
      writer.endPart()
    }
    writer.endRow()
  }
  return { name, crs: CRS, length: rows.length, columns: columnsOf(fields, rows), geometry: writer.finish('polygon') }
}

/** Polygons from rings on the drawing board (counter-clockwise, not closed); a row may have several parts of one or more rings. */
export function drawnPolygonTable(
  name: string,
  shapes: readonly (readonly (readonly Line[])[])[],
  fields: readonly string[],
  rows: readonly Row[],
): Table {
  const writer = new GeometryWriter()
  for (const shape of shapes) {
    for (const part of shape) {
      part.forEach((ring, i) => {
        const isCounterClockwise = areaOf(ring) > 0
        const turned = isCounterClockwise === (i === 0) ? ring : ring.slice().reverse()
        writer.ring(
          turned.map(([x, y]) => [toLng(x), toLat(y)] as const),
          true,
        )
      })
      writer.endPart()
    }
    writer.endRow()
  }
  return { name, crs: CRS, length: rows.length, columns: columnsOf(fields, rows), geometry: writer.finish('polygon') }
}

export function drawnLineTable(
  name: string,
  lines: readonly (readonly Line[])[],
  fields: readonly string[],
  rows: readonly Row[],
): Table {
  const writer = new GeometryWriter()
  for (const line of lines) {
    for (const part of line) {
      writer.ring(
        part.map(([x, y]) => [toLng(x), toLat(y)] as const),
        false,
      )
      writer.endPart()
    }
    writer.endRow()
  }
  return { name, crs: CRS, length: rows.length, columns: columnsOf(fields, rows), geometry: writer.finish('line') }
}

export function drawnPointTable(name: string, points: Line, fields: readonly string[], rows: readonly Row[]): Table {
  const writer = new GeometryWriter()
  for (const [x, y] of points) {
    writer.ring([[toLng(x), toLat(y)]], false)
    writer.endPart()
    writer.endRow()
  }
  return { name, crs: CRS, length: rows.length, columns: columnsOf(fields, rows), geometry: writer.finish('point') }
}

function areaOf(ring: Line): number {
  let twice = 0
  for (let i = 0; i < ring.length; i++) {
    const [ax, ay] = ring[i]
    const [bx, by] = ring[(i + 1) % ring.length]
    twice += ax * by - bx * ay
  }
  return twice / 2
}
