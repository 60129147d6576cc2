import type { Text } from './text.ts'

/** A row of colours that stays in order for eyes without red, green or blue cones; ramps.test.ts holds that. */
export interface Ramp {
  readonly id: string
  readonly title: Text
  /** 'sequential' from low to high, 'diverging' around a middle, 'qualitative' without order */
  readonly kind: 'sequential' | 'diverging' | 'qualitative'
  /** '#rrggbb'; of the ordered kinds, stops that are evenly spread */
  readonly colors: readonly string[]
}

/**
 * Pale to dark, for data on paper. cividis: Nuñez, Anderton, Renslow 2018; viridis: van der Walt, Smith (CC0); the diverging ones keep
 * blue against brown and orange, which no dichromat confuses; qualitative: Okabe, Ito 2008 and Tol's light scheme, both free to use.
 */
export const RAMPS: readonly Ramp[] = [
  {
    id: 'teal',
    title: { zh: '青绿', en: 'Teal' },
    kind: 'sequential',
    colors: ['#eef5ef', '#bfdcd3', '#82bcb2', '#44948d', '#0f6b62', '#083f3b'],
  },
  {
    id: 'ochre',
    title: { zh: '赭黄', en: 'Ochre' },
    kind: 'sequential',
    colors: ['#fdf3d8', '#f2d693', '#dca950', '#b87a2c', '#85501c', '#4f2c10'],
  },
  {
    id: 'water',
    title: { zh: '蓝', en: 'Blue' },
    kind: 'sequential',
    colors: ['#eff5fa', '#c3d9ea', '#8bb8d6', '#4f8fbb', '#27638f', '#123a5c'],
  },
  {
    id: 'cividis',
    title: { zh: '蓝灰—黄 cividis', en: 'Cividis' },
    kind: 'sequential',
    colors: ['#00204d', '#31446b', '#666970', '#958f78', '#cbba69', '#ffea46'],
  },
  {
    id: 'viridis',
    title: { zh: '紫—黄 viridis', en: 'Viridis' },
    kind: 'sequential',
    colors: ['#440154', '#414487', '#2a788e', '#22a884', '#7ad151', '#fde725'],
  },
  {
    id: 'terrain',
    title: { zh: '地势（蓝绿—沙）', en: 'Terrain' },
    kind: 'sequential',
    colors: ['#27476e', '#2f6f86', '#4c9684', '#8bb87c', '#d0d08a', '#f3e6bd'],
  },
  {
    id: 'blue-brown',
    title: { zh: '蓝—白—褐', en: 'Blue to brown' },
    kind: 'diverging',
    colors: ['#1c4f7c', '#5e93bf', '#b9d3e6', '#f5f3ee', '#e6c99a', '#bd8138', '#7a4310'],
  },
  {
    id: 'purple-orange',
    title: { zh: '紫—白—橙', en: 'Purple to orange' },
    kind: 'diverging',
    colors: ['#46296f', '#8274b0', '#c5c0dd', '#f6f3ef', '#f4c68c', '#d98324', '#8a4306'],
  },
  {
    id: 'okabe-ito',
    title: { zh: '八色', en: 'Eight colours' },
    kind: 'qualitative',
    colors: ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7', '#1d2b2f'],
  },
  {
    id: 'light',
    title: { zh: '浅色九色', en: 'Nine pale colours' },
    kind: 'qualitative',
    colors: ['#77aadd', '#ee8866', '#eedd88', '#ffaabb', '#99ddff', '#44bb99', '#bbcc33', '#aaaa00', '#dddddd'],
  },
]

/**
 * Of three classes by two numbers: gold grows with the first, blue with the second, multiplied, so that both at once are darkest. For each class
 * of the first number those of the second; ramps.test.ts holds that all nine are told apart without red, green or blue cones.
 */
export const PAIR_COLORS = ['#f4f1ea', '#a8c0d3', '#578bbb', '#f2c879', '#a79f6d', '#567361', '#d98f2b', '#967227', '#4d5222']

/** @throws Error for an unknown id: the ids are ours */
export function rampById(id: string): Ramp {
  const ramp = RAMPS.find((each) => each.id === id)
  if (!ramp) throw new Error(`no ramp ${id}`)
  return ramp
}

/** `count` colours of a row: evenly spread over an ordered one, one after the other and then again of a qualitative one. */
export function rampClasses({ kind, colors }: Pick<Ramp, 'kind' | 'colors'>, count: number, isReversed = false): string[] {
  const row = isReversed ? [...colors].reverse() : colors
  return Array.from({ length: count }, (_, i) => {
    if (kind === 'qualitative') return row[i % row.length]
    return mixAt(row, count === 1 ? 0.6 : i / (count - 1))
  })
}

function mixAt(colors: readonly string[], share: number): string {
  const at = share * (colors.length - 1)
  const before = Math.min(colors.length - 2, Math.floor(at))
  const [a, b] = [colors[before], colors[before + 1]].map((hex) => Number.parseInt(hex.slice(1), 16))
  const channel = (shift: number) => {
    const from = (a >> shift) & 255
    return Math.round(from + (((b >> shift) & 255) - from) * (at - before))
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(16)}${channel(8)}${channel(0)}`
}
