import type { Geometry } from '../table.ts'
import type { Drawn, PaintedClass } from './drawn.ts'
import { HATCH_SIZE, hatchMask } from './hatch-mask.ts'
import { WIDTH_STOPS, widthFactor } from './line-width.ts'
import { ownersOf, paintedRows, type Raster, rasterOf } from './owners.ts'

/** CSS pixels of a tile's side; images are larger on dense screens. */
const TILE_SIZE = 512
/** Polygons smaller than this many CSS pixels have no border, from FULL_BORDER on the whole of it. */
const NO_BORDER = 3
const FULL_BORDER = 10
/** Smaller polygons have no hatch: a stroke or two in each would be noise. */
const NO_HATCH = 24
const DEFAULT_RADIUS = 3

/** Strokes so far: how much ink, 0…255, and of which class. The strongest wins, so that a shared border is not drawn twice. */
interface Ink {
  readonly cover: Uint8Array
  /** of a pixel with ink */
  readonly classes: Uint16Array
}

/** What a tile is painted with, for the next one of its size: memory that is new each time costs as much as a good part of the painting. */
interface Canvas {
  readonly size: number
  readonly owners: Uint32Array
  readonly ink: Ink
}
let canvas: Canvas | null = null

function canvasOf(size: number): Canvas {
  const count = size * size
  if (canvas?.size !== size)
    canvas = { size, owners: new Uint32Array(count), ink: { cover: new Uint8Array(count), classes: new Uint16Array(count) } }
  return canvas
}

/**
 * Paints image tile z/x/y of `size`² pixels: straight (not premultiplied) RGBA, transparent where nothing is.
 * Polygons are filled by their owners (see ownersOf), hatched, and bordered as far as they are large enough to have one;
 * lines and points are drawn with soft edges.
 */
export function paintImageTile(drawn: Drawn, z: number, x: number, y: number, size: number): Uint8ClampedArray<ArrayBuffer> {
  const raster = rasterOf(z, x, y, size)
  const ratio = size / TILE_SIZE
  const widest = Math.max(
    0,
    ...drawn.paint.map((paint) => Math.max(paint?.lineWidth ?? 1, paint?.casingWidth ?? 0, (paint?.radius ?? 0) * 2)),
  )
  const rows = paintedRows(drawn, raster, widest * ratio + 1)
  const pixels = new Uint8ClampedArray(size * size * 4)
  const geometry = drawn.resident.geometry
  if (!geometry || rows.length === 0) return pixels
  const { owners, ink } = canvasOf(size)
  if (geometry.kind === 'polygon') fill(drawn, ownersOf(drawn, raster, rows, owners), size, raster.scale / ratio, pixels)
  const strokes: readonly Stroke[] = geometry.kind === 'point' ? [DOTS] : [CASINGS, LINES]
  const factor = ratio * widthFactor(WIDTH_STOPS.data, z)
  for (const kind of strokes) {
    if (!drawn.paint.some((paint) => paint && kind.color(paint))) continue
    ink.cover.fill(0)
    for (const row of rows) {
      const klass = drawn.classes[row]
      const paint = drawn.paint[klass]
      if (!paint || !kind.color(paint)) continue
      const strength = geometry.kind === 'polygon' ? borderStrength(sizeOf(drawn, row, raster.scale / ratio)) : 1
      if (geometry.kind === 'point') dot(drawn, geometry, row, raster, ink, klass, kind.width(paint) * ratio)
      else if (strength > 0) stroke(drawn, geometry, row, raster, ink, klass, (kind.width(paint) * factor) / 2, strength)
    }
    blendInk(
      ink,
      drawn.paint.map((paint) => (paint && kind.color(paint)) ?? '#000000'),
      pixels,
    )
  }
  return pixels
}

/** What is drawn with a pen: its colour, and its width in CSS pixels (of dots: their radius). */
interface Stroke {
  color(paint: PaintedClass): string | null
  width(paint: PaintedClass): number
}
const DOTS: Stroke = { color: (paint) => paint.fill, width: (paint) => paint.radius ?? DEFAULT_RADIUS }
const CASINGS: Stroke = { color: (paint) => paint.casing ?? null, width: (paint) => paint.casingWidth ?? 0 }
const LINES: Stroke = { color: (paint) => paint.line, width: (paint) => paint.lineWidth ?? 1 }

function rgb(hex: string): readonly [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

/** @param scale CSS pixels a world pixel */
function fill(drawn: Drawn, owners: Uint32Array, size: number, scale: number, pixels: Uint8ClampedArray): void {
  const ratio = Math.max(1, Math.round(size / TILE_SIZE))
  const side = HATCH_SIZE * ratio
  const inks = drawn.paint.map((paint) => {
    const [r, g, b] = paint?.fill ? rgb(paint.fill) : [0, 0, 0]
    const hatch = paint?.hatch ? { mask: hatchMask(paint.hatch, ratio), color: rgb(paint.hatchColor ?? '#000000') } : null
    return { r, g, b, alpha: paint?.fill ? Math.round(paint.fillOpacity * 255) : 0, hatch }
  })
  const words = new Uint32Array(pixels.buffer)
  const colors = Uint32Array.from(inks, ({ r, g, b, alpha }) => wordOf(r, g, b, alpha))
  // pixels beside each other mostly have one owner: what is known of it is looked up once
  let owner = 0
  let word = 0
  let hatch: (typeof inks)[number]['hatch'] = null
  for (let i = 0; i < owners.length; i++) {
    if (owners[i] === 0) continue
    if (owners[i] !== owner) {
      owner = owners[i]
      const klass = drawn.classes[owner - 1]
      word = colors[klass]
      hatch = inks[klass].hatch
      if (hatch && sizeOf(drawn, owner - 1, scale) < NO_HATCH) hatch = null
    }
    words[i] = word
    if (!hatch) continue
    const cover = hatch.mask[(((i / size) | 0) % side) * side + ((i % size) % side)]
    if (cover > 0) over(pixels, 4 * i, hatch.color, cover / 255)
  }
}

/** The four bytes of a pixel as one number, as this machine has them. */
function wordOf(...rgba: number[]): number {
  return new Uint32Array(Uint8Array.from(rgba).buffer)[0]
}

/** Source over destination, both straight alpha. */
function over(pixels: Uint8ClampedArray, at: number, color: readonly [number, number, number], alpha: number): void {
  const below = (pixels[at + 3] / 255) * (1 - alpha)
  const sum = alpha + below
  pixels[at] = (color[0] * alpha + pixels[at] * below) / sum
  pixels[at + 1] = (color[1] * alpha + pixels[at + 1] * below) / sum
  pixels[at + 2] = (color[2] * alpha + pixels[at + 2] * below) / sum
  pixels[at + 3] = sum * 255
}

function blendInk(ink: Ink, classColors: readonly string[], pixels: Uint8ClampedArray): void {
  const colors = classColors.map(rgb)
  const { cover, classes } = ink
  // most have none: four are looked at together
  const fours = new Uint32Array(cover.buffer, 0, cover.length >> 2)
  for (let k = 0; k <= fours.length; k++) {
    if (fours[k] === 0) continue
    for (let i = 4 * k; i < Math.min(cover.length, 4 * k + 4); i++)
      if (cover[i] > 0) over(pixels, i * 4, colors[classes[i]], cover[i] / 255)
  }
}

/** Side of a square as large as the row's box, CSS pixels. */
function sizeOf(drawn: Drawn, row: number, scale: number): number {
  const { boxes } = drawn.resident
  return Math.sqrt((boxes[row * 4 + 2] - boxes[row * 4]) * (boxes[row * 4 + 3] - boxes[row * 4 + 1])) * scale
}

/** Borders fade in with a polygon's size, or fine fabrics would be nothing but borders. */
function borderStrength(size: number): number {
  return Math.max(0, Math.min(1, (size - NO_BORDER) / (FULL_BORDER - NO_BORDER)))
}

function stroke(
  drawn: Drawn,
  geometry: Geometry,
  row: number,
  { x0, y0, scale, size }: Raster,
  ink: Ink,
  klass: number,
  half: number,
  strength: number,
): void {
  const { world } = drawn.resident
  const firstRing = geometry.parts[geometry.rows[row]]
  const endRing = geometry.parts[geometry.rows[row + 1]]
  for (let ring = firstRing; ring < endRing; ring++) {
    for (let i = geometry.rings[ring]; i + 1 < geometry.rings[ring + 1]; i++) {
      const ax = (world[2 * i] - x0) * scale
      const ay = (world[2 * i + 1] - y0) * scale
      const bx = (world[2 * i + 2] - x0) * scale
      const by = (world[2 * i + 3] - y0) * scale
      segment(ax, ay, bx, by, half, strength, size, ink, klass)
    }
  }
}

/**
 * A line with soft edges: for each pixel along its longer axis, how much of the pixels across it covers. Its end pixels are covered
 * whole: the strongest ink wins, so that two half covered ones of segments that meet would leave a gap.
 */
function segment(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  half: number,
  strength: number,
  size: number,
  ink: Ink,
  klass: number,
): void {
  const { cover, classes } = ink
  const isSteep = Math.abs(by - ay) > Math.abs(bx - ax)
  const along = isSteep ? size : 1
  const across = isSteep ? 1 : size
  const isBackward = isSteep ? ay > by : ax > bx
  const u0 = isSteep ? Math.min(ay, by) : Math.min(ax, bx)
  const u1 = isSteep ? Math.max(ay, by) : Math.max(ax, bx)
  const v0 = isSteep ? (isBackward ? bx : ax) : isBackward ? by : ay
  const v1 = isSteep ? (isBackward ? ax : bx) : isBackward ? ay : by
  const slope = u1 === u0 ? 0 : (v1 - v0) / (u1 - u0)
  const reach = half * Math.sqrt(1 + slope * slope)
  const first = Math.max(0, Math.floor(u0))
  const last = Math.min(size - 1, Math.floor(u1))
  for (let u = first; u <= last; u++) {
    const from = Math.max(u, u0)
    const to = Math.min(u + 1, u1)
    const middle = v0 + ((from + to) / 2 - u0) * slope
    const low = middle - reach
    const high = middle + reach
    const end = Math.min(size - 1, Math.floor(high))
    for (let v = Math.max(0, Math.floor(low)); v <= end; v++) {
      const inked = Math.min(v + 1, high) - Math.max(v, low)
      // as put() does, written out: it is most of the work of a tile of a fine fabric
      const amount = Math.min(255, inked * strength * 255)
      const at = u * along + v * across
      if (amount <= cover[at]) continue
      cover[at] = amount
      classes[at] = klass
    }
  }
}

function put(ink: Ink, x: number, y: number, size: number, cover: number, klass: number): void {
  const at = y * size + x
  const amount = Math.min(255, cover * 255)
  if (amount <= ink.cover[at]) return
  ink.cover[at] = amount
  ink.classes[at] = klass
}

function dot(
  drawn: Drawn,
  geometry: Geometry,
  row: number,
  { x0, y0, scale, size }: Raster,
  ink: Ink,
  klass: number,
  radius: number,
): void {
  const { world } = drawn.resident
  const firstRing = geometry.parts[geometry.rows[row]]
  const endRing = geometry.parts[geometry.rows[row + 1]]
  for (let i = geometry.rings[firstRing]; i < geometry.rings[endRing]; i++) {
    const cx = (world[2 * i] - x0) * scale
    const cy = (world[2 * i + 1] - y0) * scale
    for (let y = Math.max(0, Math.floor(cy - radius)); y <= Math.min(size - 1, Math.floor(cy + radius)); y++) {
      for (let x = Math.max(0, Math.floor(cx - radius)); x <= Math.min(size - 1, Math.floor(cx + radius)); x++) {
        const cover = radius + 0.5 - Math.hypot(x + 0.5 - cx, y + 0.5 - cy)
        if (cover > 0) put(ink, x, y, size, Math.min(1, cover), klass)
      }
    }
  }
}
