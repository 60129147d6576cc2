/** ISO 216, millimetres, upright. */
export const PAPERS = {
  A4: [210, 297],
  A3: [297, 420],
  A2: [420, 594],
  A1: [594, 841],
  A0: [841, 1189],
} as const
export type PaperSize = keyof typeof PAPERS
export const PAPER_SIZES = Object.keys(PAPERS) as readonly PaperSize[]

export interface Paper {
  readonly size: PaperSize
  readonly isLandscape: boolean
}

export function paperMm({ size, isLandscape }: Paper): readonly [width: number, height: number] {
  const [short, long] = PAPERS[size]
  return isLandscape ? [long, short] : [short, long]
}
/** How much larger letters and margins are than on A4: a large sheet is read from farther away, but not from as much farther as it is larger. */
export function paperFactor({ size }: Paper): number {
  return (PAPERS[size][0] / PAPERS.A4[0]) ** 0.6
}
