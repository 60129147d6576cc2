import type { AnalysisResult } from '../analysis.ts'
import { rowBox } from '../geometry.ts'
import { cellAt, findColumn } from '../table.ts'
import type { FindingKind } from './kinds.ts'

type LngLat = readonly [number, number]

/** Wrong in a corner or a side: the whole feature would show it too small to be seen. */
const AT_A_CORNER: ReadonlySet<string> = new Set<FindingKind>([
  'near-vertex',
  'self-intersection',
  'touches-itself',
  'hole-outside',
  'degenerate',
  'spike',
  'short-edge',
])

export interface FindingPlace {
  /** what is to be in sight: a corner, else two corners of the box of what overlaps, of the gap or of the wrong feature */
  readonly show: readonly LngLat[]
  /** where a corner or a side is wrong */
  readonly corner: LngLat | null
}

/** Where each line's finding lies, of a result whose lines have a place; null of others. */
export function findingPlaces({
  table,
  pieces,
}: Pick<AnalysisResult, 'table' | 'pieces'>): ((line: number) => FindingPlace) | null {
  const [lng, lat, kind] = ['lng', 'lat', 'kind'].map((name) => findColumn(table, name))
  if (lng?.type !== 'number' || lat?.type !== 'number') return null
  const finding = pieces && findColumn(pieces, 'finding')
  const numbers = finding?.type === 'number' ? finding.values : null
  return (line) => {
    if (Number.isNaN(lng.values[line])) return { show: [], corner: null }
    const at: LngLat = [lng.values[line], lat.values[line]]
    if (kind && AT_A_CORNER.has(String(cellAt(kind, line)))) return { show: [at], corner: at }
    const piece = numbers ? numbers.indexOf(line + 1) : -1
    const box = piece >= 0 && pieces?.geometry ? rowBox(pieces.geometry, piece) : null
    if (!box) return { show: [at], corner: null }
    const [west, south, east, north] = box
    return {
      show: [
        [west, south],
        [east, north],
      ],
      corner: null,
    }
  }
}
