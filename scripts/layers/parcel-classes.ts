import { nearest } from './curve.ts'
import { RIVER } from './drawing.ts'
import type { Plot } from './fabric.ts'
import type { XY } from './local-plane.ts'
import { noise, type Random } from './random.ts'

type Weighted = readonly (readonly [string, number])[]
const MIX: Partial<Record<Plot['theme'], Weighted>> = {
  marsh: [
    ['1108', 58],
    ['0404', 20],
    ['0306', 8],
    ['0305', 7],
    ['1105', 7],
  ],
  pond: [
    ['1104A', 92],
    ['1104', 3],
    ['1202', 3],
    ['1204', 2],
  ],
  saline: [
    ['1204', 52],
    ['0404', 26],
    ['0305', 10],
    ['0103', 9],
    ['1104', 3],
  ],
  irrigated: [
    ['0102', 84],
    ['0103', 7],
    ['0301', 3],
    ['1104', 2],
    ['1202', 2],
    ['0201', 1],
    ['0404', 1],
  ],
  paddy: [
    ['0101', 92],
    ['0102', 5],
    ['1104', 3],
  ],
  dry: [
    ['0103', 76],
    ['0102', 12],
    ['0404', 4],
    ['1204', 3],
    ['1104', 2],
    ['0305', 2],
    ['1202', 1],
  ],
  wood: [
    ['0301', 66],
    ['0307', 14],
    ['0305', 12],
    ['0201', 4],
    ['1104', 2],
    ['0404', 2],
  ],
  orchard: [
    ['0201', 76],
    ['0204', 10],
    ['0102', 14],
  ],
  village: [
    ['0702', 84],
    ['0601', 4],
    ['0301', 4],
    ['1104', 3],
    ['08H2', 2],
    ['05H1', 2],
    ['0810', 1],
  ],
  town: [
    ['0701', 46],
    ['05H1', 12],
    ['08H2', 10],
    ['0601', 9],
    ['0810', 9],
    ['08H1', 5],
    ['0809', 3],
    ['0508', 3],
    ['1201', 2],
    ['1005', 1],
  ],
}
const INDUSTRIAL: Weighted = [
  ['0601', 56],
  ['0508', 10],
  ['0701', 12],
  ['05H1', 6],
  ['0810', 6],
  ['1201', 5],
  ['0809', 5],
]
export const FIXED: Partial<Record<Plot['theme'], string>> = {
  river: '1101',
  creek: '1101',
  dike: '1109',
  dam: '1109',
  canal: '1107A',
  road: '1003',
  reservoir: '1103',
  lake: '1102',
  flat: '1105',
  pan: '0603',
  lane: '1006',
  ditch: '1107',
  street: '1004',
  pad: '0602',
  pool: '1104',
}
const patch = noise(31, 1400)
const bank = noise(32, 2100)

const IN_PARK: Weighted = [
  ['1108', 46],
  ['0404', 14],
  ['1104', 12],
  ['0301', 12],
  ['0305', 4],
  ['0102', 12],
]

export function classOf(plot: Plot, at: XY, isInPark: boolean, rng: Random): string {
  const fixed = FIXED[plot.theme]
  if (fixed) return fixed
  if (plot.theme === 'floodplain') {
    const fromRiver = nearest(RIVER.centre, at).distanceM
    const v = bank(at[0], at[1])
    if (fromRiver < 520 + v * 320) return rng.chance(0.9) ? '1106' : '0404'
    if (v > 0.36) return rng.chance(0.8) ? '0301' : '0307'
    if (v < -0.42) return rng.chance(0.75) ? '1106' : '0404'
    return rng.weigh([
      ['0102', 58],
      ['0103', 34],
      ['0404', 4],
      ['1104', 4],
    ])
  }
  if (isInPark && ['irrigated', 'dry', 'paddy', 'saline', 'orchard'].includes(plot.theme)) return rng.weigh(IN_PARK)
  // patches: neighbours tend to be alike
  const v = patch(at[0], at[1])
  if (plot.theme === 'marsh' && v > 0.45) return '0404'
  if (plot.theme === 'saline' && v > 0.35) return '0404'
  if (plot.theme === 'irrigated' && v > 0.55) return rng.chance(0.8) ? '0103' : '0102'
  if (plot.theme === 'dry' && v < -0.5) return rng.chance(0.8) ? '0102' : '0103'
  return rng.weigh(plot.theme === 'town' && plot.name === '开发区' ? INDUSTRIAL : MIX[plot.theme]!)
}

/** What the land was a year earlier: a few per cent changed, whole tracts together, in ways that happen in the delta. */
export function classBefore(now: string, plot: Plot, at: XY, changed: number): string {
  const v = noise(41, 2600)(at[0], at[1])
  if (plot.theme === 'marsh' && now === '1108' && v > 0.42 && changed < 0.8) return '1104A'
  if (plot.theme === 'pond' && now === '1104A' && v > 0.62 && changed < 0.7) return '1204'
  if (plot.theme === 'town' && (now === '0601' || now === '0701') && changed < 0.09) return '0102'
  if (plot.theme === 'floodplain' && now === '0301' && v > 0.1 && changed < 0.5) return '0103'
  if (plot.theme === 'wood' && now === '0307' && changed < 0.4) return '0404'
  if (now === '0102' && v < -0.66 && changed < 0.6) return '0103'
  if (now === '1202' && changed < 0.2) return '0103'
  if (now === '0404' && changed < 0.05) return '1204'
  return now
}
