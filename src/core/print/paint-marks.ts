import { atOnce, type Slices } from '../slices.ts'
import { HATCH_CELL, HATCH_CELL_MM, hatchLines } from './hatch-lines.ts'
import type { DotsMark, Mark, Paint, PictureMark, ShapesMark, TextMark } from './marks.ts'

/** As pictures name it; not the name of a typeface that the device may have in another version. */
export const PRINT_FONT = 'Print Sans SC'

/** A canvas of the screen has the same. */
type Pen = Omit<OffscreenCanvasRenderingContext2D, 'canvas'>
/** Decoded pictures by their bytes: decoding waits, painting does not. */
export type Pictures = ReadonlyMap<Uint8Array, ImageBitmap>
/** Of a mark, before others may have their turn. */
const PATHS_AT_ONCE = 1000
/** As in pdf-marks.ts. */
const BOLD = 0.035

/** Paints a page's marks; the pen's unit must be the millimetre. */
export function paintMarks(pen: Pen, marks: readonly Mark[], pictures: Pictures): void {
  atOnce(paintSteps(pen, marks, pictures))
}

/** The same mark by mark, and piece by piece where one is of many shapes. */
export function* paintSteps(pen: Pen, marks: readonly Mark[], pictures: Pictures): Slices<void> {
  for (const mark of marks) {
    pen.save()
    switch (mark.kind) {
      case 'clip':
        pen.beginPath()
        pen.rect(mark.x, mark.y, mark.widthMm, mark.heightMm)
        pen.clip()
        yield* paintSteps(pen, mark.marks, pictures)
        break
      case 'text':
        paintText(pen, mark)
        break
      case 'picture': {
        const picture = pictures.get(mark.jpeg)
        pen.globalAlpha = mark.opacity ?? 1
        if (picture) pen.drawImage(picture, mark.x, mark.y, mark.widthMm, mark.heightMm)
        break
      }
      default:
        yield* paintShapes(pen, mark)
    }
    pen.restore()
    yield
  }
}

function* paintShapes(pen: Pen, mark: ShapesMark | DotsMark): Slices<void> {
  const { fill, fillOpacity = 1, hatch, line, lineOpacity = 1, lineWidthMm = 0.2, dashMm } = mark.paint
  const isArea = mark.kind === 'dots' || mark.paths.isClosed
  pen.beginPath()
  if (mark.kind === 'dots') traceDots(pen, mark)
  else yield* tracePaths(pen, mark)
  if (fill && isArea) {
    pen.globalAlpha = fillOpacity
    pen.fillStyle = fill
    pen.fill()
  }
  if (hatch && isArea) {
    pen.globalAlpha = 1
    const pattern = hatchPattern(pen, mark.paint)
    if (pattern) {
      pen.fillStyle = pattern
      pen.fill()
    }
  }
  if (line && lineWidthMm > 0) {
    pen.globalAlpha = lineOpacity
    pen.strokeStyle = line
    pen.lineWidth = lineWidthMm
    pen.lineJoin = 'round'
    // where a ring was closed by hand; dashes would grow by it
    if (isArea && !dashMm) pen.lineCap = 'round'
    if (dashMm) pen.setLineDash([...dashMm])
    pen.stroke()
  }
}

/**
 * Rings are led back to their begin by hand: at each `closePath` Chromium measures all that was traced before, for a hundred thousand rings
 * forty seconds.
 */
function* tracePaths(pen: Pen, { paths: { xy, starts, isClosed } }: ShapesMark): Slices<void> {
  for (let p = 0; p + 1 < starts.length; p++) {
    if (p % PATHS_AT_ONCE === PATHS_AT_ONCE - 1) yield
    pen.moveTo(xy[2 * starts[p]], xy[2 * starts[p] + 1])
    for (let i = starts[p] + 1; i < starts[p + 1]; i++) pen.lineTo(xy[2 * i], xy[2 * i + 1])
    if (isClosed) pen.lineTo(xy[2 * starts[p]], xy[2 * starts[p] + 1])
  }
}
function traceDots(pen: Pen, { xy, radiusMm }: DotsMark): void {
  for (let i = 0; i + 1 < xy.length; i += 2) {
    pen.moveTo(xy[i] + radiusMm, xy[i + 1])
    pen.arc(xy[i], xy[i + 1], radiusMm, 0, 2 * Math.PI)
  }
}

/** Pixels of a hatch's cell: enough for 300 dpi. */
const CELL_PX = 64
const patterns = new Map<string, OffscreenCanvas>()
function hatchPattern(pen: Pen, { hatch = 'diagonal', hatchColor = '#55666b' }: Paint): CanvasPattern | null {
  const key = `${hatch} ${hatchColor}`
  let cell = patterns.get(key)
  if (!cell) {
    cell = new OffscreenCanvas(CELL_PX, CELL_PX)
    const context = cell.getContext('2d')
    if (!context) return null
    const { lines, width } = hatchLines(hatch)
    context.scale(CELL_PX / HATCH_CELL, CELL_PX / HATCH_CELL)
    context.beginPath()
    for (const points of lines)
      for (let i = 0; i + 1 < points.length; i += 2) context[i ? 'lineTo' : 'moveTo'](points[i], points[i + 1])
    context.fillStyle = hatchColor
    context.strokeStyle = hatchColor
    context.lineWidth = width
    if (width === 0) context.fill()
    else context.stroke()
    patterns.set(key, cell)
  }
  const pattern = pen.createPattern(cell, 'repeat')
  pattern?.setTransform(new DOMMatrix().scale(HATCH_CELL_MM / CELL_PX))
  return pattern
}

function paintText(pen: Pen, { text, x, y, sizeMm, color, align = 'start', turnDeg = 0, isBold, opacity = 1 }: TextMark): void {
  pen.translate(x, y)
  if (turnDeg) pen.rotate((turnDeg * Math.PI) / 180)
  // letters are set at a size that no browser rounds, and scaled
  pen.scale(sizeMm / 100, sizeMm / 100)
  pen.font = `100px "${PRINT_FONT}", sans-serif`
  pen.textAlign = align === 'middle' ? 'center' : align
  pen.globalAlpha = opacity
  pen.fillStyle = color
  pen.fillText(text, 0, 0)
  if (!isBold) return
  pen.strokeStyle = color
  pen.lineWidth = BOLD * 100
  pen.lineJoin = 'round'
  pen.strokeText(text, 0, 0)
}

/** All pictures of a page, decoded. */
export async function decodePictures(marks: readonly Mark[]): Promise<Pictures> {
  const pictures = new Map<Uint8Array, ImageBitmap>()
  const visit = async (list: readonly Mark[]): Promise<void> => {
    for (const mark of list) {
      if (mark.kind === 'clip') await visit(mark.marks)
      else if (mark.kind === 'picture' && !pictures.has(mark.jpeg)) pictures.set(mark.jpeg, await decode(mark))
    }
  }
  await visit(marks)
  return pictures
}

async function decode({ jpeg, mask }: PictureMark): Promise<ImageBitmap> {
  const picture = await createImageBitmap(new Blob([jpeg], { type: 'image/jpeg' }))
  if (!mask) return picture
  const seen = new ImageData(mask.widthPx, mask.heightPx)
  for (let i = 0; i < mask.bytes.length; i++) seen.data[4 * i + 3] = mask.bytes[i]
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  const pen = canvas.getContext('2d')
  if (!pen) return picture
  pen.drawImage(picture, 0, 0)
  pen.globalCompositeOperation = 'destination-in'
  pen.drawImage(await createImageBitmap(seen), 0, 0, picture.width, picture.height)
  return canvas.transferToImageBitmap()
}
