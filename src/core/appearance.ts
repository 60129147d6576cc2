import type { HatchName, SymbolStyle } from './symbology.ts'

/** From this zoom on every table is drawn as vectors; below, large ones are drawn as images. */
export const VECTOR_ZOOM = 14
/** A table with no more than this is drawn as vectors at every zoom. */
const SMALL = { rows: 5_000, vertices: 200_000 }

export function isDrawnAsImage(rows: number, vertices: number): boolean {
  return rows > SMALL.rows || vertices > SMALL.vertices
}

/** 'grid': a raster, which has no symbols but its ramp; 'remote': another service's, of any kind of shape */
export type SymbolGeometry = 'point' | 'line' | 'polygon' | 'none' | 'grid' | 'remote'

export type Appearance = 'light' | 'dark'

/** A style as it is seen: every colour decided. Used by the map, by the legend and by what is printed, so that they agree. */
export interface Look {
  readonly fill: string | null
  readonly fillOpacity: number
  readonly hatch: HatchName | null
  readonly hatchColor: string
  readonly line: string | null
  /** CSS pixels */
  readonly lineWidth: number
  readonly lineDash: readonly number[] | null
  readonly casing: string | null
  /** of the whole casing, line included, CSS pixels */
  readonly casingWidth: number
  /** of points, CSS pixels */
  readonly radius: number
}

/** @param geometry lines without a line colour take the fill's, and the other way round for points */
export function lookOf(style: SymbolStyle, geometry: SymbolGeometry, appearance: Appearance): Look {
  const ground = (hex: string | undefined) => (hex === undefined ? null : appearance === 'dark' ? darkGround(hex) : hex)
  const ink = (hex: string | undefined) => (hex === undefined ? null : appearance === 'dark' ? darkInk(hex) : hex)
  const lineWidth = style.lineWidth ?? 1
  const isLine = geometry === 'line'
  return {
    fill: isLine ? null : geometry === 'point' ? ink(style.fill ?? style.line ?? '#0f6b62') : ground(style.fill),
    fillOpacity: style.fillOpacity ?? 1,
    hatch: geometry === 'polygon' ? (style.hatch ?? null) : null,
    hatchColor: ink(style.hatchColor ?? style.line ?? '#55666b') ?? '#55666b',
    // roads are light on light ground: on dark ground they are ground, not ink
    line:
      style.casing && appearance === 'dark'
        ? ground(style.line)
        : ink(isLine ? (style.line ?? style.fill ?? '#55666b') : style.line),
    lineWidth,
    lineDash: style.lineDash && style.lineDash.length > 1 ? style.lineDash : null,
    casing: ink(style.casing),
    casingWidth: style.casingWidth ?? lineWidth + 2,
    radius: style.radius ?? 4,
  }
}

/** What a legend draws beside a class: a box, a stroke or a dot. */
export interface Swatch extends Look {
  readonly shape: 'box' | 'stroke' | 'dot'
  readonly hatchPath: HatchPath | null
}
export function swatchOf(style: SymbolStyle, geometry: SymbolGeometry, appearance: Appearance): Swatch {
  const look = lookOf(style, geometry, appearance)
  const shape = geometry === 'line' ? 'stroke' : geometry === 'point' ? 'dot' : 'box'
  return { ...look, shape, hatchPath: look.hatch ? HATCH_PATHS[look.hatch] : null }
}

/** A hatch as an SVG path in a cell of 16 × 16 that repeats: stroked with `width`, or filled when it is 0. */
export interface HatchPath {
  readonly d: string
  readonly width: number
}
const dot = (x: number, y: number, r: number) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`
const wave = (y: number) => `M0 ${y}q2 2.6 4 2.6t4-2.6 4-2.6 4 2.6`
const HATCH_PATHS: Readonly<Record<HatchName, HatchPath>> = {
  diagonal: { d: 'M-4 20L20-4', width: 1 },
  'back-diagonal': { d: 'M-4-4L20 20', width: 1 },
  cross: { d: 'M-4 20L20-4M-4-4L20 20', width: 0.8 },
  horizontal: { d: 'M0 4H16M0 12H16', width: 0.9 },
  vertical: { d: 'M4 0V16M12 0V16', width: 0.9 },
  grid: { d: 'M8 0V16M0 8H16', width: 0.8 },
  dots: { d: dot(4, 4, 0.95) + dot(12, 12, 0.95), width: 0 },
  'sparse-dots': { d: dot(8, 8, 0.9), width: 0 },
  wave: { d: wave(4) + wave(12), width: 1 },
  marsh: { d: 'M0 2H9M9 6H15M0 10H9M9 14H15', width: 1 },
}

/** What is as grey as paper is ground; a fill with this much colour stands clear of it. */
const TINT = { from: 0.03, to: 0.16 }
/**
 * A fill for dark ground. Paper turns into the cool dark of the land, darkest of all; what has a colour keeps its hue and is lifted
 * from the land by how much of it there is and how deep it is, so that the tints of one hue (0101, 0102, 0103) stay as far apart as on paper.
 */
export function darkGround(hex: string): string {
  const [h, s, l] = toHsl(hex)
  const c = chroma(s, l)
  const tint = Math.min(1, Math.max(0, (c - TINT.from) / (TINT.to - TINT.from)))
  const hue = tint < 0.15 ? LAND_HUE : h
  const depth = Math.min(0.1, (1 - l) * (0.12 + 0.48 * tint))
  return withChroma(hue, 0.035 + Math.min(0.155, c * 0.55) * tint, 0.09 + 0.13 * tint + depth)
}
const LAND_HUE = 195
/** A line or sign for dark ground: lightness is turned round, so that what was quiet stays quiet and what was strong stays strong. */
export function darkInk(hex: string): string {
  const [h, s, l] = toHsl(hex)
  return withChroma(h, chroma(s, l) * 0.8, Math.min(0.86, 0.14 + (1 - l) * 0.8))
}

/** Saturation in HSL says little of pale colours: what is seen is the distance from grey. */
const chroma = (s: number, l: number) => s * (1 - Math.abs(2 * l - 1))
const withChroma = (h: number, c: number, l: number) => toHex(h, Math.min(1, c / (1 - Math.abs(2 * l - 1))), l)

function toHsl(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16)
  const [r, g, b] = [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255]
  const high = Math.max(r, g, b)
  const low = Math.min(r, g, b)
  const l = (high + low) / 2
  const d = high - low
  if (d === 0) return [0, 0, l]
  const s = d / (1 - Math.abs(2 * l - 1))
  const h = high === r ? ((g - b) / d + 6) % 6 : high === g ? (b - r) / d + 2 : (r - g) / d + 4
  return [h * 60, s, l]
}
function toHex(h: number, s: number, l: number): string {
  const channel = (n: number) => {
    const k = (n + h / 30) % 12
    const value = l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    return Math.round(255 * Math.min(1, Math.max(0, value)))
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(0)}${channel(8)}${channel(4)}`
}
