import type { Appearance } from '../core/appearance.ts'

/** Colours of the map itself; those of the layers come from their symbology. The roles are those of ui/styles/tokens.css. */
export interface Palette {
  readonly graticule: string
  readonly graticuleLabel: string
  readonly land: string
  readonly label: string
  readonly halo: string
  readonly selection: string
  readonly selectionLine: string
  readonly accent: string
}
const PALETTES: Readonly<Record<Appearance, Palette>> = {
  light: {
    graticule: '#dbd6c8',
    graticuleLabel: '#6f7b7e',
    land: '#f3f0e7',
    label: '#1d2b2f',
    halo: '#ffffff',
    selection: '#ffd24a',
    selectionLine: '#1d2b2f',
    accent: '#0f6b62',
  },
  dark: {
    graticule: '#2a3538',
    graticuleLabel: '#8b9a9d',
    land: '#12191b',
    label: '#e6ebea',
    halo: '#12191b',
    selection: '#ffd24a',
    selectionLine: '#fff3cf',
    accent: '#5fc2b5',
  },
}
export function paletteOf(appearance: Appearance): Palette {
  return PALETTES[appearance]
}
