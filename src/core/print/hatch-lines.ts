import { swatchOf } from '../appearance.ts'
import type { HatchName } from '../symbology.ts'

/** Side of the cell that repeats, in units of the paths; and on paper. */
export const HATCH_CELL = 16
export const HATCH_CELL_MM = 3.2
/** pieces that a curve of a hatch is drawn with */
const CURVE = 4

export interface HatchLines {
  /** points in the cell, x0 y0 x1 y1 … */
  readonly lines: readonly (readonly number[])[]
  /** of the stroke in units of the cell; 0: the lines are filled outlines */
  readonly width: number
}
const known = new Map<HatchName, HatchLines>()

/** A hatch of the screen as straight lines, for what draws no SVG. Understands what core/appearance.ts writes: M L H V h v q t a z. */
export function hatchLines(name: HatchName): HatchLines {
  let hatch = known.get(name)
  if (!hatch) {
    const path = swatchOf({ hatch: name }, 'polygon', 'light').hatchPath
    hatch = { lines: flatten(path?.d ?? ''), width: path?.width ?? 1 }
    known.set(name, hatch)
  }
  return hatch
}

function flatten(d: string): number[][] {
  const lines: number[][] = []
  let current: number[] = []
  let [x, y, controlX, controlY] = [0, 0, 0, 0]
  const to = (nextX: number, nextY: number) => {
    x = nextX
    y = nextY
    current.push(x, y)
  }
  const quadratic = (cx: number, cy: number, endX: number, endY: number) => {
    const [fromX, fromY] = [x, y]
    for (let i = 1; i <= CURVE; i++) {
      const t = i / CURVE
      const at = (a: number, b: number, c: number) => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c
      to(at(fromX, cx, endX), at(fromY, cy, endY))
    }
    controlX = 2 * endX - cx
    controlY = 2 * endY - cy
  }
  for (const [, letter, rest] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const values = (rest.match(/-?\d*\.?\d+/g) ?? []).map(Number)
    const size = { M: 2, L: 2, H: 1, V: 1, q: 4, t: 2, a: 7 }[letter] ?? 1
    for (let i = 0; i + size <= values.length; i += size) {
      const v = values.slice(i, i + size)
      if (letter === 'M') {
        current = []
        lines.push(current)
        to(v[0], v[1])
      } else if (letter === 'L') to(v[0], v[1])
      else if (letter === 'H') to(v[0], y)
      else if (letter === 'V') to(x, v[0])
      else if (letter === 'q') quadratic(x + v[0], y + v[1], x + v[2], y + v[3])
      else if (letter === 't') quadratic(controlX, controlY, x + v[0], y + v[1])
      else if (letter === 'a') halfCircle(v[0], v[5], to, x, y)
    }
  }
  return lines
}
function halfCircle(radius: number, dx: number, to: (x: number, y: number) => void, x: number, y: number): void {
  const side = Math.sign(dx)
  for (let i = 1; i <= 2 * CURVE; i++) {
    const angle = Math.PI * (1 - i / (2 * CURVE))
    to(x + side * (radius + radius * Math.cos(angle)), y + side * radius * Math.sin(angle))
  }
}
