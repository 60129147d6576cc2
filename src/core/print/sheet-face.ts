import { type Paper, paperFactor, paperMm } from './paper.ts'

/** What stands on a sheet besides the map. */
export interface SheetParts {
  readonly title: boolean
  readonly legend: 'left' | 'right' | null
  readonly scale: boolean
  readonly north: boolean
  readonly grid: 'lines' | 'ticks' | null
  readonly check: boolean
  /** 位置示意图 */
  readonly inset?: boolean
}

/** Where the map lies on a paper, millimetres. */
export interface SheetFace {
  readonly x: number
  readonly y: number
  readonly widthMm: number
  readonly heightMm: number
}

export function sheetFace(paper: Paper, parts: SheetParts): SheetFace {
  const [width, height] = paperMm(paper)
  const k = paperFactor(paper)
  const margin = 8 * k + 2
  const border = 5 * k
  const top = margin + (parts.title ? 12 * k : 0) + border
  const bottom = margin + border + 20 * k
  const x = margin + border
  return { x, y: top, widthMm: width - 2 * x, heightMm: height - top - bottom }
}
