import type { Mark } from './marks.ts'

const INK = '#1d2b2f'

/** A needle about its middle, half of it filled, with the letter of north at its tip. @param turnDeg of grid north, clockwise */
export function northArrow(x: number, y: number, sizeMm: number, turnDeg: number, letter: string): readonly Mark[] {
  const angle = (turnDeg * Math.PI) / 180
  const turned = (dx: number, dy: number) => [
    x + sizeMm * (dx * Math.cos(angle) - dy * Math.sin(angle)),
    y + sizeMm * (dx * Math.sin(angle) + dy * Math.cos(angle)),
  ]
  const half = (side: 1 | -1, fill: string): Mark => ({
    kind: 'shapes',
    paths: { xy: [turned(0, -0.42), turned(side * 0.2, 0.5), turned(0, 0.34)].flat(), starts: [0, 3], isClosed: true },
    paint: { fill, line: INK, lineWidthMm: sizeMm * 0.012 },
  })
  const [letterX, letterY] = turned(0, -0.5)
  return [
    half(-1, INK),
    half(1, '#ffffff'),
    {
      kind: 'text',
      text: letter,
      x: letterX,
      y: letterY,
      sizeMm: sizeMm * 0.32,
      color: INK,
      align: 'middle',
      isBold: true,
      turnDeg,
    },
  ]
}
