import type { Symbology } from '../symbology.ts'
import type { Geometry } from '../table.ts'
import { PIECE_STYLE } from './overlap-pieces.ts'

/** The colour of results, as the geometry needs it. */
export function derivedStyle(kind: Geometry['kind']): Symbology {
  if (kind === 'line') return { kind: 'single', style: { line: '#8f1d16', lineWidth: 1.6 } }
  if (kind === 'point') return { kind: 'single', style: { fill: '#c2352b', radius: 4, line: '#ffffff', lineWidth: 1 } }
  return PIECE_STYLE
}
