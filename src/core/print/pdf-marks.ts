import type { FontBook } from './font-book.ts'
import { HATCH_CELL, HATCH_CELL_MM, hatchLines } from './hatch-lines.ts'
import type { DotsMark, Mark, Paint, Paths, PictureMark, ShapesMark, TextMark } from './marks.ts'
import { latin, number as n, type PdfFile, type Ref, ref } from './pdf-file.ts'
import type { UsedGlyphs } from './pdf-fonts.ts'

export const POINTS_PER_MM = 72 / 25.4
/** Of the em: what a stroke around the letters makes of them stands for bold. */
const BOLD = 0.035
/** Control points of a quarter circle, of the radius. */
const KAPPA = 0.5522847

/** What the pages share: opacities, hatches and pictures, each once. */
export interface PdfResources {
  opacity(value: number): string
  hatch(paint: Paint, pageHeightMm: number): string
  picture(mark: PictureMark): string
  /** entries of the /Resources dictionary besides the fonts */
  write(): string
}

export function createResources(pdf: PdfFile): PdfResources {
  const opacities = new Map<string, Ref>()
  const hatches = new Map<string, Ref>()
  const pictures = new Map<Uint8Array, Ref>()
  const entries = (prefix: string, refs: Iterable<Ref>) => [...refs].map((id) => `/${prefix}${id} ${ref(id)}`).join(' ')
  return {
    opacity(value) {
      const text = n(value)
      const id = opacities.get(text) ?? pdf.add(`<< /Type /ExtGState /ca ${text} /CA ${text} >>`)
      opacities.set(text, id)
      return `/G${id} gs`
    },
    hatch({ hatch = 'diagonal', hatchColor = '#55666b' }, pageHeightMm) {
      const key = `${hatch} ${hatchColor} ${pageHeightMm}`
      let id = hatches.get(key)
      if (!id) {
        const { lines, width } = hatchLines(hatch)
        const paths = lines.map((line) => `${points(line, 0, line.length / 2)}${width === 0 ? ' h' : ''}`).join('\n')
        const color = rgb(hatchColor)
        const body = width === 0 ? `${color} rg\n${paths}\nf` : `${color} RG ${n(width)} w\n${paths}\nS`
        const scale = (HATCH_CELL_MM / HATCH_CELL) * POINTS_PER_MM
        id = pdf.addStream(
          latin(body),
          `/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 ${HATCH_CELL} ${HATCH_CELL}] ` +
            `/XStep ${HATCH_CELL} /YStep ${HATCH_CELL} /Resources << >> ` +
            `/Matrix [${n(scale, 6)} 0 0 ${n(-scale, 6)} 0 ${n(pageHeightMm * POINTS_PER_MM)}]`,
        )
        hatches.set(key, id)
      }
      return `/Pattern cs /P${id} scn`
    },
    picture({ jpeg, widthPx, heightPx, mask }) {
      const image = (width: number, height: number, space: string) =>
        `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /${space} /BitsPerComponent 8`
      let id = pictures.get(jpeg)
      if (!id) {
        const soft = mask ? ` /SMask ${ref(pdf.addStream(mask.bytes, image(mask.widthPx, mask.heightPx, 'DeviceGray')))}` : ''
        id = pdf.addStream(jpeg, `${image(widthPx, heightPx, 'DeviceRGB')} /Filter /DCTDecode${soft}`, { isPacked: true })
      }
      pictures.set(jpeg, id)
      return `/I${id} Do`
    },
    write: () =>
      `/ExtGState << ${entries('G', opacities.values())} >> /Pattern << ${entries('P', hatches.values())} >> ` +
      `/XObject << ${entries('I', pictures.values())} >>`,
  }
}

export interface PdfPen {
  readonly book: FontBook
  readonly glyphs: UsedGlyphs
  readonly resources: PdfResources
  readonly pageHeightMm: number
}

/** Operators of a page whose unit is the millimetre, y down. */
export function pdfOperators(marks: readonly Mark[], pen: PdfPen, out: string[] = []): string[] {
  for (const mark of marks) {
    switch (mark.kind) {
      case 'clip':
        out.push(`q ${n(mark.x)} ${n(mark.y)} ${n(mark.widthMm)} ${n(mark.heightMm)} re W n`)
        pdfOperators(mark.marks, pen, out)
        out.push('Q')
        break
      case 'text':
        text(mark, pen, out)
        break
      case 'picture':
        out.push(
          `q ${pen.resources.opacity(mark.opacity ?? 1)} ${n(mark.widthMm)} 0 0 ${n(-mark.heightMm)} ${n(mark.x)} ${n(mark.y + mark.heightMm)} cm ${pen.resources.picture(mark)} Q`,
        )
        break
      default:
        painted(mark, pen, out)
    }
  }
  return out
}

function painted(mark: ShapesMark | DotsMark, { resources, pageHeightMm }: PdfPen, out: string[]): void {
  const { fill, fillOpacity = 1, hatch, line, lineOpacity = 1, lineWidthMm = 0.2, dashMm } = mark.paint
  const trace = () => (mark.kind === 'dots' ? circles(mark, out) : paths(mark.paths, out))
  const isArea = mark.kind === 'dots' || mark.paths.isClosed
  if (fill && isArea) {
    out.push(`q ${resources.opacity(fillOpacity)} ${rgb(fill)} rg`)
    trace()
    out.push('f Q')
  }
  if (hatch && isArea) {
    out.push(`q ${resources.opacity(1)} ${resources.hatch(mark.paint, pageHeightMm)}`)
    trace()
    out.push('f Q')
  }
  if (line && lineWidthMm > 0) {
    const dash = dashMm ? ` [${dashMm.map((each) => n(each)).join(' ')}] 0 d` : ''
    out.push(`q ${resources.opacity(lineOpacity)} ${rgb(line)} RG ${n(lineWidthMm)} w 1 j${dash}`)
    trace()
    out.push('S Q')
  }
}

function paths({ xy, starts, isClosed }: Paths, out: string[]): void {
  for (let p = 0; p + 1 < starts.length; p++) {
    if (starts[p + 1] - starts[p] < 2) continue
    out.push(points(xy, starts[p], starts[p + 1]) + (isClosed ? ' h' : ''))
  }
}
function points(xy: ArrayLike<number>, from: number, to: number): string {
  let text = `${n(xy[2 * from])} ${n(xy[2 * from + 1])} m`
  for (let i = from + 1; i < to; i++) text += ` ${n(xy[2 * i])} ${n(xy[2 * i + 1])} l`
  return text
}
function circles({ xy, radiusMm: r }: DotsMark, out: string[]): void {
  const k = r * KAPPA
  for (let i = 0; i + 1 < xy.length; i += 2) {
    const [x, y] = [xy[i], xy[i + 1]]
    const curve = (...values: number[]) => `${values.map((value) => n(value)).join(' ')} c`
    out.push(
      `${n(x + r)} ${n(y)} m`,
      curve(x + r, y + k, x + k, y + r, x, y + r),
      curve(x - k, y + r, x - r, y + k, x - r, y),
      curve(x - r, y - k, x - k, y - r, x, y - r),
      `${curve(x + k, y - r, x + r, y - k, x + r, y)} h`,
    )
  }
}

function text(mark: TextMark, { book, glyphs, resources }: PdfPen, out: string[]): void {
  const { sizeMm, align = 'start', turnDeg = 0, opacity = 1, isBold = false } = mark
  const runs = glyphs.encode(mark.text)
  if (runs.length === 0) return
  const width = align === 'start' ? 0 : book.measure(mark.text, sizeMm) * (align === 'middle' ? 0.5 : 1)
  const angle = (turnDeg * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [x, y] = [mark.x - width * cos, mark.y - width * sin]
  const bold = isBold ? `2 Tr ${rgb(mark.color)} RG ${n(sizeMm * BOLD)} w ` : ''
  out.push(
    `q ${resources.opacity(opacity)} BT ${rgb(mark.color)} rg ${bold}${n(cos, 6)} ${n(sin, 6)} ${n(sin, 6)} ${n(-cos, 6)} ${n(x)} ${n(y)} Tm`,
  )
  for (const { name, hex } of runs) out.push(`/${name} ${n(sizeMm)} Tf <${hex}> Tj`)
  out.push('ET Q')
}

function rgb(hex: string): string {
  const value = Number.parseInt(hex.slice(1, 7), 16)
  return [value >> 16, (value >> 8) & 255, value & 255].map((channel) => n(channel / 255)).join(' ')
}
