import type { Geometry } from '../table.ts'
import { anchorOf } from './anchors.ts'
import { ByteWriter } from './byte-writer.ts'
import { clipLine, clipRing, PointList } from './clip.ts'
import { type Drawn, HIDDEN } from './drawn.ts'
import { EXTENT, LayerWriter } from './layer-writer.ts'
import { WORLD } from './mercator.ts'
import { rowsInBox } from './resident.ts'

export const BUFFER = 64
/** From this zoom each tile unit is kept; below, borders are snapped to every second one: a quarter pixel. */
const FINE_ZOOM = 14
/** Polygons that vanish keep a square of this size: one CSS pixel of a 512-pixel tile. */
const SPECK = 8
const POINT = 1
const LINE = 2
const POLYGON = 3
const MOVE_TO = 1
const LINE_TO = 2
const CLOSE = 15

const points = new PointList()

/** From world pixels to a tile's units. */
interface Frame {
  readonly x0: number
  readonly y0: number
  readonly scale: number
  readonly snap: number
}

/**
 * Cuts the vector tile z/x/y (y from the north): source-layer 'shapes' with id = row + 1 and c = class index;
 * source-layer 'labels' with a point a polygon or point and the line itself for lines, t = text, c = class index.
 */
export function cutVectorTile(drawn: Drawn, z: number, x: number, y: number): Uint8Array<ArrayBuffer> {
  const { resident, classes } = drawn
  const geometry = resident.geometry
  if (!geometry) return new Uint8Array(0)
  const size = WORLD / 2 ** z
  const scale = EXTENT / size
  const frame: Frame = { x0: x * size, y0: y * size, scale, snap: z < FINE_ZOOM ? 2 : 1 }
  const margin = BUFFER / scale
  const rows = rowsInBox(resident, frame.x0 - margin, frame.y0 - margin, frame.x0 + size + margin, frame.y0 + size + margin)
  const shapes = z >= drawn.shapesFromZoom ? new LayerWriter('shapes') : null
  const labels = drawn.label || drawn.hasAnchors ? new LayerWriter('labels') : null
  const commands = new ByteWriter(1024)
  for (const row of rows) {
    const klass = classes[row]
    if (klass === HIDDEN) continue
    const isPainted = drawn.paint[klass] !== null
    if (shapes && isPainted) {
      commands.clear()
      writeShape(drawn, geometry, row, frame, commands)
      if (commands.length > 0) shapes.add(idOf(drawn, row), typeOf(geometry), commands.view(), [['c', klass]])
    }
    if (labels && isPainted) writeLabel(drawn, geometry, row, frame, commands, labels)
  }
  const tile = new ByteWriter(4096)
  shapes?.writeTo(tile)
  labels?.writeTo(tile)
  return tile.view().slice()
}

function idOf({ numbers }: Drawn, row: number): number {
  return (numbers ? numbers[row] : row) + 1
}
function typeOf(geometry: Geometry): number {
  return geometry.kind === 'polygon' ? POLYGON : geometry.kind === 'line' ? LINE : POINT
}

function writeShape(drawn: Drawn, geometry: Geometry, row: number, frame: Frame, out: ByteWriter): void {
  const pen = { x: 0, y: 0 }
  if (geometry.kind === 'polygon') writePolygon(drawn, geometry, row, frame, out, pen)
  else if (geometry.kind === 'line') writeLines(drawn, geometry, row, frame, out, pen)
  else writePoints(drawn, geometry, row, frame, out)
}

function load(world: Uint32Array, from: number, to: number, { x0, y0, scale }: Frame): void {
  points.clear()
  for (let i = from; i < to; i++) points.push((world[2 * i] - x0) * scale, (world[2 * i + 1] - y0) * scale)
}

function isInside(boxes: Uint32Array, row: number, { x0, y0, scale }: Frame): boolean {
  return (
    (boxes[row * 4] - x0) * scale >= -BUFFER &&
    (boxes[row * 4 + 1] - y0) * scale >= -BUFFER &&
    (boxes[row * 4 + 2] - x0) * scale <= EXTENT + BUFFER &&
    (boxes[row * 4 + 3] - y0) * scale <= EXTENT + BUFFER
  )
}

function writePolygon(drawn: Drawn, geometry: Geometry, row: number, frame: Frame, out: ByteWriter, pen: Pen): void {
  const { world, boxes } = drawn.resident
  const isWhole = isInside(boxes, row, frame)
  for (let part = geometry.rows[row]; part < geometry.rows[row + 1]; part++) {
    for (let ring = geometry.parts[part]; ring < geometry.parts[part + 1]; ring++) {
      const isOuter = ring === geometry.parts[part]
      load(world, geometry.rings[ring], geometry.rings[ring + 1] - 1, frame)
      if (!isWhole) clipRing(points, -BUFFER, EXTENT + BUFFER)
      snapRing(frame.snap)
      const area = points.length < 3 ? 0 : doubleArea()
      if (area !== 0) writeRing(out, pen, area > 0 !== isOuter)
      // without its outer ring a hole would become land
      else if (isOuter) break
    }
  }
  if (out.length === 0) writeSpeck(boxes, row, frame, out, pen)
}

interface Pen {
  x: number
  y: number
}

/** Rounds to the grid, drops repeated points, and below FINE_ZOOM those that lie on the straight line of their neighbours. */
function snapRing(snap: number): void {
  const { data } = points
  let length = 0
  for (let i = 0; i < points.length; i++) {
    const x = Math.round(data[2 * i] / snap) * snap
    const y = Math.round(data[2 * i + 1] / snap) * snap
    if (length > 0 && data[2 * length - 2] === x && data[2 * length - 1] === y) continue
    data[2 * length] = x
    data[2 * length + 1] = y
    length++
  }
  while (length > 1 && data[0] === data[2 * length - 2] && data[1] === data[2 * length - 1]) length--
  points.length = snap > 1 ? dropStraight(data, length) : length
}

function dropStraight(data: Float64Array, length: number): number {
  let kept = 0
  for (let i = 0; i < length; i++) {
    const before = kept > 0 ? kept - 1 : length - 1
    const after = i + 1 === length ? 0 : i + 1
    const turn =
      (data[2 * i] - data[2 * before]) * (data[2 * after + 1] - data[2 * i + 1]) -
      (data[2 * i + 1] - data[2 * before + 1]) * (data[2 * after] - data[2 * i])
    if (turn === 0) continue
    data[2 * kept] = data[2 * i]
    data[2 * kept + 1] = data[2 * i + 1]
    kept++
  }
  return kept
}

/** Positive when clockwise on screen (y down): an outer ring of the specification. */
function doubleArea(): number {
  const { data, length } = points
  let sum = 0
  for (let i = 0, j = length - 1; i < length; j = i++) sum += data[2 * j] * data[2 * i + 1] - data[2 * i] * data[2 * j + 1]
  return sum
}

function writeRing(out: ByteWriter, pen: Pen, isReversed: boolean): void {
  const { data, length } = points
  for (let k = 0; k < length; k++) {
    const i = isReversed ? length - 1 - k : k
    if (k === 0) out.varint((1 << 3) | MOVE_TO)
    else if (k === 1) out.varint(((length - 1) << 3) | LINE_TO)
    draw(out, pen, data[2 * i], data[2 * i + 1])
  }
  out.varint(CLOSE)
}

function draw(out: ByteWriter, pen: Pen, x: number, y: number): void {
  out.zigzag(x - pen.x)
  out.zigzag(y - pen.y)
  pen.x = x
  pen.y = y
}

function writeSpeck(boxes: Uint32Array, row: number, { x0, y0, scale }: Frame, out: ByteWriter, pen: Pen): void {
  const width = (boxes[row * 4 + 2] - boxes[row * 4]) * scale
  const height = (boxes[row * 4 + 3] - boxes[row * 4 + 1]) * scale
  if (width > SPECK || height > SPECK) return
  const x = Math.round(((boxes[row * 4] + boxes[row * 4 + 2]) / 2 - x0) * scale - SPECK / 2)
  const y = Math.round(((boxes[row * 4 + 1] + boxes[row * 4 + 3]) / 2 - y0) * scale - SPECK / 2)
  if (x < -BUFFER || y < -BUFFER || x > EXTENT + BUFFER || y > EXTENT + BUFFER) return
  points.clear()
  points.push(x, y)
  points.push(x + SPECK, y)
  points.push(x + SPECK, y + SPECK)
  points.push(x, y + SPECK)
  writeRing(out, pen, false)
}

function writeLines(drawn: Drawn, geometry: Geometry, row: number, frame: Frame, out: ByteWriter, pen: Pen): void {
  const { world, boxes } = drawn.resident
  const isWhole = isInside(boxes, row, frame)
  const emit = (piece: PointList) => writePath(out, pen, piece, frame.snap)
  const firstRing = geometry.parts[geometry.rows[row]]
  const endRing = geometry.parts[geometry.rows[row + 1]]
  for (let ring = firstRing; ring < endRing; ring++) {
    load(world, geometry.rings[ring], geometry.rings[ring + 1], frame)
    if (isWhole) emit(points)
    else clipLine(points, -BUFFER, EXTENT + BUFFER, emit)
  }
}

function writePath(out: ByteWriter, pen: Pen, { data, length }: PointList, snap: number): void {
  let count = 0
  for (let i = 0; i < length; i++) {
    const x = Math.round(data[2 * i] / snap) * snap
    const y = Math.round(data[2 * i + 1] / snap) * snap
    if (count > 0 && data[2 * count - 2] === x && data[2 * count - 1] === y) continue
    data[2 * count] = x
    data[2 * count + 1] = y
    count++
  }
  if (count < 2) return
  for (let i = 0; i < count; i++) {
    if (i === 0) out.varint((1 << 3) | MOVE_TO)
    else if (i === 1) out.varint(((count - 1) << 3) | LINE_TO)
    draw(out, pen, data[2 * i], data[2 * i + 1])
  }
}

function writePoints(drawn: Drawn, geometry: Geometry, row: number, { x0, y0, scale }: Frame, out: ByteWriter): void {
  const { world } = drawn.resident
  points.clear()
  const firstRing = geometry.parts[geometry.rows[row]]
  const endRing = geometry.parts[geometry.rows[row + 1]]
  for (let i = geometry.rings[firstRing]; i < geometry.rings[endRing]; i++) {
    const x = Math.round((world[2 * i] - x0) * scale)
    const y = Math.round((world[2 * i + 1] - y0) * scale)
    if (x >= -BUFFER && y >= -BUFFER && x <= EXTENT + BUFFER && y <= EXTENT + BUFFER) points.push(x, y)
  }
  if (points.length === 0) return
  const pen = { x: 0, y: 0 }
  out.varint((points.length << 3) | MOVE_TO)
  for (let i = 0; i < points.length; i++) draw(out, pen, points.data[2 * i], points.data[2 * i + 1])
}

function writeLabel(
  drawn: Drawn,
  geometry: Geometry,
  row: number,
  frame: Frame,
  commands: ByteWriter,
  labels: LayerWriter,
): void {
  const text = drawn.label?.(row) ?? ''
  // of a line its shape will do where its words come later
  if (text === '' && (!drawn.hasAnchors || geometry.kind === 'line')) return
  const properties: (readonly [string, string | number])[] = [['c', drawn.classes[row]]]
  if (text !== '') properties.unshift(['t', text])
  commands.clear()
  if (geometry.kind === 'line') {
    writeLines(drawn, geometry, row, frame, commands, { x: 0, y: 0 })
    if (commands.length > 0) labels.add(idOf(drawn, row), LINE, commands.view(), properties)
    return
  }
  const [worldX, worldY] = anchorOf(drawn.resident, row)
  const x = Math.floor((worldX - frame.x0) * frame.scale)
  const y = Math.floor((worldY - frame.y0) * frame.scale)
  // one tile owns the name
  if (x < 0 || y < 0 || x >= EXTENT || y >= EXTENT) return
  commands.varint((1 << 3) | MOVE_TO)
  commands.zigzag(x)
  commands.zigzag(y)
  labels.add(idOf(drawn, row), POINT, commands.view(), properties)
}
