import type { Symbology } from '../symbology.ts'
import type { Geometry } from '../table.ts'

/** A colour that none of the shipped layers speaks in: what is occupied. */
export const PIECE_STYLE: Symbology = {
  kind: 'single',
  style: { fill: '#c2352b', fillOpacity: 0.45, line: '#8f1d16', lineWidth: 1.2 },
}

/** The same for lines and points. */
export function pieceStyle(kind: Geometry['kind']): Symbology {
  if (kind === 'line') return { kind: 'single', style: { line: '#8f1d16', lineWidth: 1.6 } }
  if (kind === 'point') return { kind: 'single', style: { fill: '#c2352b', radius: 4, line: '#ffffff', lineWidth: 1 } }
  return PIECE_STYLE
}
