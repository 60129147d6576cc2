import { describe, expect, it } from 'vitest'
import { PAIR_COLORS, RAMPS, rampClasses } from './ramps.ts'

/** Linear light → what an eye without one kind of cone sees, severity 1.0; Machado, Oliveira, Fernandes 2009, table 1. */
const EYES: Readonly<Record<string, readonly number[]>> = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
}

function linear(hex: string): number[] {
  const value = Number.parseInt(hex.slice(1), 16)
  return [16, 8, 0].map((shift) => {
    const c = ((value >> shift) & 255) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
}
/** CIE L*a*b*, D65 */
function lab(hex: string, eye: string): [number, number, number] {
  const m = EYES[eye]
  const c = linear(hex)
  const [r, g, b] = [0, 3, 6].map((at) => Math.min(1, Math.max(0, m[at] * c[0] + m[at + 1] * c[1] + m[at + 2] * c[2])))
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (t * (24389 / 27) + 16) / 116)
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}
const apart = (a: readonly number[], b: readonly number[]) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])

describe.each(Object.keys(EYES))('for a %s eye', (eye) => {
  const ordered = RAMPS.filter(({ kind }) => kind === 'sequential')
  it.each(ordered)('$id keeps its order of lightness in seven classes', (ramp) => {
    const lights = rampClasses(ramp, 7).map((color) => lab(color, eye)[0])
    const way = Math.sign(lights[6] - lights[0])
    lights.slice(1).forEach((light, i) => {
      expect((light - lights[i]) * way).toBeGreaterThan(3)
    })
  })
  it.each(RAMPS.filter(({ kind }) => kind === 'diverging'))('$id is lightest in the middle and its ends differ', (ramp) => {
    const seen = rampClasses(ramp, 7).map((color) => lab(color, eye))
    for (const i of [0, 1, 2]) {
      expect(seen[i + 1][0]).toBeGreaterThan(seen[i][0] + 3)
      expect(seen[5 - i][0]).toBeGreaterThan(seen[6 - i][0] + 3)
      expect(apart(seen[i], seen[6 - i])).toBeGreaterThan(10)
    }
  })
  it.each(RAMPS.filter(({ kind }) => kind === 'qualitative'))('the colours of $id are told apart', ({ colors }) => {
    const seen = colors.map((color) => lab(color, eye))
    for (let i = 0; i < seen.length; i++)
      for (let k = 0; k < i; k++) expect(apart(seen[i], seen[k]), `${colors[k]} and ${colors[i]}`).toBeGreaterThan(8)
  })
  it('the nine colours of two numbers are told apart, and each grows darker along both', () => {
    const seen = PAIR_COLORS.map((color) => lab(color, eye))
    for (let i = 0; i < seen.length; i++) for (let k = 0; k < i; k++) expect(apart(seen[i], seen[k])).toBeGreaterThan(15)
    for (let k = 0; k < 3; k++)
      for (let j = 0; j < 2; j++) {
        expect(seen[3 * k + j][0] - seen[3 * k + j + 1][0]).toBeGreaterThan(5)
        expect(seen[3 * j + k][0] - seen[3 * (j + 1) + k][0]).toBeGreaterThan(5)
      }
  })
})

it('spreads an ordered row over its classes, end to end, either way', () => {
  const row = { kind: 'sequential', colors: ['#000000', '#ffffff'] } as const
  expect(rampClasses(row, 3)).toEqual(['#000000', '#808080', '#ffffff'])
  expect(rampClasses(row, 3, true)).toEqual(['#ffffff', '#808080', '#000000'])
  expect(rampClasses({ kind: 'qualitative', colors: ['#111111', '#222222'] }, 3)).toEqual(['#111111', '#222222', '#111111'])
})
