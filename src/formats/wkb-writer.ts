import type { Geometry } from '../core/table.ts'

const TYPES = { point: 1, line: 2, polygon: 3 } as const

/** Whether any of the rows has more than one part, so that the layer's type is Multi…. @param rows null: all */
export function hasMultiParts({ rows: ends }: Geometry, rows: Uint32Array | null): boolean {
  const count = rows ? rows.length : ends.length - 1
  for (let i = 0; i < count; i++) {
    const row = rows ? rows[i] : i
    if (ends[row + 1] - ends[row] > 1) return true
  }
  return false
}

/**
 * One row as little-endian ISO WKB (OGC 06-103r4), with Z where the geometry has heights; null without geometry.
 * @param isMulti whether the layer's type is Multi…: then single parts are written as such too
 * @param room bytes that are left free at the head, for a container's own header
 */
export function writeWkb(geometry: Geometry, row: number, isMulti: boolean, room = 0): Uint8Array | null {
  const { kind, xy, z, rings, parts, rows } = geometry
  const firstPart = rows[row]
  const endPart = rows[row + 1]
  if (firstPart === endPart) return null
  const hasZ = z !== undefined
  const firstRing = parts[firstPart]
  const endRing = parts[endPart]
  const vertices = rings[endRing] - rings[firstRing]
  const perPart = 5 + (kind === 'point' ? 0 : 4)
  const size =
    (isMulti ? 9 : 0) +
    (endPart - firstPart) * perPart +
    (kind === 'polygon' ? (endRing - firstRing) * 4 : 0) +
    vertices * (hasZ ? 24 : 16)
  const bytes = new Uint8Array(room + size)
  const view = new DataView(bytes.buffer)
  let at = room
  const head = (type: number) => {
    view.setUint8(at, 1)
    view.setUint32(at + 1, type + (hasZ ? 1000 : 0), true)
    at += 5
  }
  const count = (value: number) => {
    view.setUint32(at, value, true)
    at += 4
  }
  if (isMulti) {
    head(TYPES[kind] + 3)
    count(endPart - firstPart)
  }
  for (let part = firstPart; part < endPart; part++) {
    head(TYPES[kind])
    if (kind === 'polygon') count(parts[part + 1] - parts[part])
    for (let ring = parts[part]; ring < parts[part + 1]; ring++) {
      if (kind !== 'point') count(rings[ring + 1] - rings[ring])
      for (let v = rings[ring]; v < rings[ring + 1]; v++) {
        view.setFloat64(at, xy[v * 2], true)
        view.setFloat64(at + 8, xy[v * 2 + 1], true)
        if (hasZ) view.setFloat64(at + 16, z[v], true)
        at += hasZ ? 24 : 16
      }
    }
  }
  return bytes
}

/** minX, minY, maxX, maxY of a row; null without vertices. */
export function rowBox({ xy, rings, parts, rows }: Geometry, row: number): [number, number, number, number] | null {
  const start = rings[parts[rows[row]]]
  const end = rings[parts[rows[row + 1]]]
  if (!(start < end)) return null
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let v = start; v < end; v++) {
    box[0] = Math.min(box[0], xy[v * 2])
    box[1] = Math.min(box[1], xy[v * 2 + 1])
    box[2] = Math.max(box[2], xy[v * 2])
    box[3] = Math.max(box[3], xy[v * 2 + 1])
  }
  return box
}
