import type { HatchName, Symbology, SymbolStyle } from '../../src/core/symbology.ts'
import type { Text } from '../../src/core/text.ts'

/** The palette of the drawings: paper, water, ink; and the voice of each layer. */
export const LAND = '#f3f0e7'
export const SEA = '#d3e4ea'
export const WATER = '#c9dfe8'
export const WATER_INK = '#5b8ba3'
export const INK = '#1d2b2f'
export const INK_2 = '#55666b'
export const PARCEL_EDGE = '#c9c2ae'
export const PAPER = '#faf9f6'

export const single = (style: SymbolStyle): Symbology => ({ kind: 'single', style })

export function categories(
  field: string,
  classes: readonly (readonly [value: string, label: Text | undefined, style: SymbolStyle])[],
  other: SymbolStyle | null = null,
): Symbology {
  return {
    kind: 'categories',
    field,
    classes: classes.map(([value, label, style]) => ({ value, ...(label ? { label } : {}), style })),
    other,
  }
}

/** A tint with a thin, sparse hatch of a darker ink and a firm outline. */
export const zone = (
  fill: string,
  line: string,
  hatch: HatchName | undefined,
  fillOpacity = 0.3,
  lineWidth = 1.6,
): SymbolStyle => ({
  fill,
  fillOpacity,
  line,
  lineWidth,
  ...(hatch ? { hatch, hatchColor: paler(line) } : {}),
})

/** Half way to white: a hatch must let what lies below be read. */
function paler(hex: string): string {
  const part = (i: number) => Math.round((Number.parseInt(hex.slice(i, i + 2), 16) + 255) / 2)
  return `#${[1, 3, 5].map((i) => part(i).toString(16).padStart(2, '0')).join('')}`
}
