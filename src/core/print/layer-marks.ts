import type { Look } from '../appearance.ts'
import type { FaceBox } from './clear-frame.ts'
import type { Mark, Measure, Paint, TextMark } from './marks.ts'
import type { SheetClass, SheetLabel, SheetLayer } from './sheet-layer.ts'

/** A CSS pixel of a line on paper: thinner than on the screen, since paper shows finer lines. */
export const LINE_MM_PER_PX = 0.18
/** A CSS pixel of a letter or dot on paper: 1/96 inch. */
const TEXT_MM_PER_PX = 25.4 / 96
const HALO_MM = 0.6

export interface LayerLook {
  /** by class index; null: not drawn */
  readonly looks: readonly (Look | null)[]
  /** 0…1 */
  readonly opacity: number
  /** by which lines are wider or thinner at this scale */
  readonly widthFactor: number
  readonly isPoint: boolean
}

/** Marks of a layer without its names, bottom first: all areas, then hatches, edges of lines, lines. As map/symbology.ts has them. */
export function layerMarks(layer: SheetLayer, { looks, opacity, widthFactor, isPoint }: LayerLook): readonly Mark[] {
  const marks: Mark[] = []
  const each = (paintOf: (look: Look) => Paint | null) => {
    for (const { index, paths } of layer.classes) {
      const look = looks[index]
      const paint = look && paintOf(look)
      if (paint) marks.push({ kind: 'shapes', paths, paint })
    }
  }
  const mm = (px: number) => px * LINE_MM_PER_PX * widthFactor
  if (isPoint) {
    for (const { index, paths } of layer.classes) {
      const look = looks[index]
      if (!look?.fill) continue
      const paint = { fill: look.fill, fillOpacity: look.fillOpacity * opacity, line: look.line ?? '#ffffff', lineWidthMm: 0.15 }
      marks.push({ kind: 'dots', xy: paths.xy, radiusMm: look.radius * TEXT_MM_PER_PX * 0.7, paint })
    }
    return marks
  }
  each((look) => (look.fill && look.fillOpacity > 0 ? { fill: look.fill, fillOpacity: look.fillOpacity * opacity } : null))
  each((look) => (look.hatch ? { hatch: look.hatch, hatchColor: look.hatchColor } : null))
  each((look) => (look.casing ? { line: look.casing, lineOpacity: opacity, lineWidthMm: mm(look.casingWidth) } : null))
  each((look) =>
    look.line && look.lineWidth > 0
      ? {
          line: look.line,
          lineOpacity: opacity,
          lineWidthMm: mm(look.lineWidth),
          ...(look.lineDash ? { dashMm: look.lineDash.map((length) => Math.max(0.01, mm(look.lineWidth) * length)) } : {}),
        }
      : null,
  )
  return marks
}

export interface NameStyle {
  /** CSS pixels */
  readonly size: number
  readonly color: string
  readonly isBold: boolean
  /** above their place rather than on it: names of dots */
  readonly isAbove: boolean
}

/** Places names so that none lies on another, the names of earlier layers and of larger areas first. */
export function createNames(measure: Measure, widthMm: number, heightMm: number, boxes: readonly FaceBox[] = []) {
  // a name that lies half behind the legend is no name
  const taken: Box[] = boxes.map((box) => [box.x, box.y, box.x + box.widthMm, box.y + box.heightMm])
  const marks: TextMark[] = []
  return {
    marks: marks as readonly TextMark[],
    add(labels: readonly SheetLabel[], classes: readonly SheetClass[], style: NameStyle): void {
      const shown = new Set(classes.map(({ index }) => index))
      const sizeMm = style.size * TEXT_MM_PER_PX
      for (const label of [...labels].sort((a, b) => b.weight - a.weight)) {
        const width = measure(label.text, sizeMm)
        // an area that is much smaller than its name is not named
        if (!shown.has(label.index) || label.weight < width * sizeMm * 0.5) continue
        const y = label.y + (style.isAbove ? -1.2 * sizeMm : 0)
        const angle = (label.turnDeg * Math.PI) / 180
        const halfX = (Math.abs(width * Math.cos(angle)) + Math.abs(sizeMm * Math.sin(angle))) / 2 + HALO_MM
        const halfY = (Math.abs(width * Math.sin(angle)) + Math.abs(sizeMm * Math.cos(angle))) / 2 + HALO_MM
        const own = [label.x - halfX, y - halfY, label.x + halfX, y + halfY] as const
        if (own[0] < 0 || own[1] < 0 || own[2] > widthMm || own[3] > heightMm || taken.some((other) => meet(own, other))) continue
        taken.push(own)
        // the base line lies below the middle of the letters
        const [down, along] = [0.35 * sizeMm * Math.cos(angle), -0.35 * sizeMm * Math.sin(angle)]
        const { text, turnDeg } = label
        marks.push({
          kind: 'text',
          text,
          x: label.x + along,
          y: y + down,
          sizeMm,
          color: style.color,
          align: 'middle',
          turnDeg,
          isBold: style.isBold,
        })
      }
    },
  }
}
type Box = readonly [number, number, number, number]
const meet = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
