import type { Symbology, SymbolStyle } from '../symbology.ts'
import type { Geometry } from '../table.ts'

interface Hue {
  readonly fill: string
  /** the same, darker */
  readonly line: string
}

/** What is occupied is a finding: red, in which none of the shipped layers speaks. */
const OCCUPIED: Hue = { fill: '#c2352b', line: '#8f1d16' }

/** Calm colours of what is made and found fault with by nobody; none is that of a shipped layer, of findings or of imported ones. */
const CALM: readonly Hue[] = [
  { fill: '#4453b0', line: '#2b367d' },
  { fill: '#a8489f', line: '#762f70' },
  { fill: '#86532b', line: '#5b3617' },
  { fill: '#4a6578', line: '#2f4352' },
  { fill: '#2b86b8', line: '#185b80' },
]
const HUES = [OCCUPIED, ...CALM]

/** Pieces of an overlap. */
export const OCCUPIED_STYLE = styled('polygon', OCCUPIED)

/** Any other shapes that an analysis makes. */
export function pieceStyle(kind: Geometry['kind'], more: SymbolStyle = {}): Symbology {
  return styled(kind, CALM[0], more)
}

/**
 * The look of a result beside others on the map: its own colour, or the calm one that fewest of them have, so that two results are told apart.
 * What is coloured by its values stays as it is.
 */
export function apartFrom(symbology: Symbology, others: readonly Symbology[]): Symbology {
  const own = hueOf(symbology)
  if (!own || symbology.kind !== 'single') return symbology
  const uses = (hue: Hue) => others.filter((other) => hueOf(other) === hue).length
  const [free] = [own, ...CALM].sort((a, b) => uses(a) - uses(b))
  const { style } = symbology
  const line = style.line === own.line ? free.line : style.line
  return { kind: 'single', style: { ...style, ...(style.fill && { fill: free.fill }), ...(line && { line }) } }
}

function hueOf(symbology: Symbology): Hue | undefined {
  if (symbology.kind !== 'single') return undefined
  const { fill, line } = symbology.style
  return HUES.find((hue) => (fill ? fill === hue.fill : line === hue.line))
}

function styled(kind: Geometry['kind'], { fill, line }: Hue, more: SymbolStyle = {}): Symbology {
  const style: Record<Geometry['kind'], SymbolStyle> = {
    polygon: { fill, fillOpacity: 0.45, line, lineWidth: 1.2 },
    line: { line, lineWidth: 1.6 },
    point: { fill, radius: 4, line: '#ffffff', lineWidth: 1 },
  }
  return { kind: 'single', style: { ...style[kind], ...more } }
}
