import type { PaperSize } from './paper.ts'
import type { SheetParts } from './sheet-face.ts'

/** What stays from one sheet to the next. */
export interface SheetSettings {
  readonly size: PaperSize
  readonly isLandscape: boolean
  readonly parts: SheetParts
  /** 'print': land classes in the colours of the survey; 'screen': as on the map */
  readonly colors: 'print' | 'screen'
  readonly organisation: string
  readonly dpi: number
  /** EPSG code; null: the office's first projected one */
  readonly crs: string | null
}

export const SHEET_SETTINGS: SheetSettings = {
  size: 'A4',
  isLandscape: true,
  parts: { title: true, legend: 'right', scale: true, north: true, grid: 'lines', check: true },
  colors: 'print',
  organisation: '',
  dpi: 200,
  crs: null,
}

export const SHEET_SCALES = { least: 100, most: 1_000_000 } as const
export const SHEET_DPIS = [96, 150, 200, 300] as const

/** Pixels that a picture of a page may have: a third of what browsers refuse, as RGB a gigabyte. */
const MOST_PIXELS = 300e6
/** Of one side: wider than this no browser draws. */
const MOST_SIDE = 16_384

/** The finest of the offered resolutions in which a page can be made a picture. */
export function mostDpi(widthMm: number, heightMm: number): number {
  const fits = (dpi: number) => {
    const [width, height] = [(widthMm / 25.4) * dpi, (heightMm / 25.4) * dpi]
    return width <= MOST_SIDE && width * height <= MOST_PIXELS
  }
  return [...SHEET_DPIS].reverse().find(fits) ?? SHEET_DPIS[0]
}

const EARTH_M = 2 * Math.PI * 6378137
const CSS_PIXEL_M = 0.0254 / 96
/** Zoom at which the map on the screen has this scale: which layers and names are shown follows it. */
export function equivalentZoom(lat: number, denominator: number): number {
  return Math.log2((EARTH_M * Math.cos((lat * Math.PI) / 180)) / (512 * CSS_PIXEL_M * denominator))
}
