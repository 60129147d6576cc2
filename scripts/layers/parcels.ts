import { ringAreaM2 } from '../../src/core/plane.ts'
import { landClass } from '../../src/standards/land-classes-2019.ts'
import { isInside, nearest } from './curve.ts'
import type { Part } from './dissolve.ts'
import { PARKS, RIVER, TOWNSHIPS } from './drawing.ts'
import type { Fabric, Plot } from './fabric.ts'
import type { XY } from './local-plane.ts'
import type { Partition } from './partition.ts'
import { noise, type Random, random } from './random.ts'

export interface Village {
  readonly name: string
  readonly town: number
  readonly at: XY
  /** number inside its township, from 1 */
  readonly number: number
}

/** One row of the parcel layer. */
export interface Parcel {
  parts: readonly Part[]
  readonly plot: Plot
  /** a place inside, on the drawing board */
  readonly at: XY
  readonly landClass: string
  /** class in the year before */
  readonly before: string
  /** id of the park or protected wetland that it lies in */
  readonly park: string | null
  /** 权属性质 */
  readonly ownership: '20' | '30' | '32' | '99'
  readonly holder: string
  readonly village: Village | null
  areaM2: number
  registeredM2: number
  code: string
  number: string
}

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
const FIXED: Partial<Record<Plot['theme'], string>> = {
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

function classOf(plot: Plot, at: XY, isInPark: boolean, rng: Random): string {
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
function classBefore(now: string, plot: Plot, at: XY, changed: number): string {
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

const STATE_THEMES: readonly Plot['theme'][] = [
  'river',
  'creek',
  'dike',
  'dam',
  'canal',
  'road',
  'reservoir',
  'lake',
  'flat',
  'marsh',
  'pan',
  'wood',
  'pool',
]
const KEEPERS: Partial<Record<Plot['theme'], string>> = {
  river: '示例河务管理单位',
  dike: '示例河务管理单位',
  creek: '示例海洋与渔业管理单位',
  canal: '示例灌区管理单位',
  dam: '示例水务管理单位',
  reservoir: '示例水务管理单位',
  lake: '示例湿地公园管理单位',
  road: '示例公路管理单位',
  flat: '示例滩涂管理单位',
  marsh: '示例湿地管理单位',
  pool: '示例湿地管理单位',
  wood: '示例生态林场',
  pad: '示例石油开采有限公司',
}
const COMPANIES = [
  '示例水产养殖',
  '示例海晶盐业',
  '示例农业发展',
  '示例苇业',
  '示例生态农业',
  '示例盐化工',
  '示例渔业',
  '示例种业',
]

function ownerOf(
  plot: Plot,
  landClassCode: string,
  village: Village | null,
  rng: Random,
): { ownership: Parcel['ownership']; holder: string } {
  const town = TOWNSHIPS[plot.town]
  const isEast = ['009', '010', '011'].includes(town.zone)
  const collective = village ? `${town.name}${village.name}农民集体` : `${town.name}农民集体`
  if (rng.chance(0.006) && !FIXED[plot.theme])
    return { ownership: '99', holder: `${village?.name ?? town.name}与相邻单位（争议）` }
  const keeper = KEEPERS[plot.theme]
  if (STATE_THEMES.includes(plot.theme))
    return { ownership: '20', holder: plot.theme === 'pan' ? `${COMPANIES[plot.tract % 2 ? 1 : 5]}有限公司` : keeper! }
  if (plot.theme === 'pad') return { ownership: '20', holder: keeper! }
  if (plot.theme === 'town') {
    if (landClassCode === '0701') return { ownership: '20', holder: `${plot.name}示例小区${(plot.tract % 60) + 1}号` }
    if (landClassCode === '0601' || landClassCode === '0508' || landClassCode === '05H1')
      return { ownership: '20', holder: `示例第${(plot.tract % 90) + 1}公司` }
    return { ownership: '20', holder: `${town.name}示例管理单位` }
  }
  if (plot.theme === 'street' && village === null) return { ownership: '20', holder: `${town.name}示例管理单位` }
  if (plot.theme === 'floodplain' && landClassCode === '1106') return { ownership: '20', holder: KEEPERS.river! }
  const isStateFarm =
    isEast || ((plot.theme === 'pond' || plot.theme === 'saline') && plot.tract % 5 < 3) || plot.tract % 17 === 0
  if (isStateFarm && plot.theme !== 'village') {
    const n = (plot.tract % 9) + 1
    return plot.theme === 'pond'
      ? { ownership: '20', holder: `${COMPANIES[plot.tract % COMPANIES.length]}有限公司` }
      : { ownership: '20', holder: `示例国营农场第${n}分场` }
  }
  return { ownership: village ? '32' : '30', holder: collective }
}

/** 宗地特征码 of GB/T 37346: side of ownership and kind of right. */
function featureLetters(ownership: Parcel['ownership'], landClassCode: string): string {
  if (ownership === '99') return 'ZW'
  const group = landClass(landClassCode)!.parent
  const isBuilt =
    ['05', '06', '07', '08'].includes(group) || landClassCode === '1004' || landClassCode === '1003' || landClassCode === '1109'
  if (ownership === '20')
    return isBuilt ? 'GB' : group === '03' ? 'GL' : group === '01' || group === '02' || landClassCode === '1104A' ? 'GN' : 'GY'
  if (landClassCode === '0702') return 'JC'
  if (isBuilt) return 'JB'
  return group === '01'
    ? 'JD'
    : group === '03'
      ? 'JE'
      : group === '04'
        ? 'JF'
        : group === '02' || landClassCode === '1104A'
          ? 'JN'
          : 'JA'
}

const VILLAGE_FIRST = [...'苇柳槐荷雁鸥鹭汀沙渠禾麦棉稻枣榆芦菱蒲鲤晴霞澄泽']
const VILLAGE_LAST = [
  '湾村',
  '岸村',
  '洼村',
  '园村',
  '屯村',
  '圩村',
  '台村',
  '丰村',
  '安村',
  '和村',
  '兴村',
  '屋村',
  '泊村',
  '集村',
]

/** Names of villages are made up; none is meant to be a real one. */
export function nameVillages(fabric: Fabric): Village[] {
  const rng = random('villages')
  const names = VILLAGE_FIRST.flatMap((a) => VILLAGE_LAST.map((b) => a + b))
  for (let i = names.length - 1; i > 0; i--) {
    const j = rng.int(0, i)
    ;[names[i], names[j]] = [names[j], names[i]]
  }
  const sums = Array.from({ length: fabric.villageCount }, () => ({ x: 0, y: 0, n: 0, town: 0 }))
  for (const face of fabric.faces) {
    const v = face.tag.village
    if (v === null || face.tag.theme !== 'village') continue
    const [x, y] = fabric.partition.inner(face.outer)
    sums[v] = { x: sums[v].x + x, y: sums[v].y + y, n: sums[v].n + 1, town: face.tag.town }
  }
  const perTown = new Map<number, number>()
  return sums.map(({ x, y, n, town }, i) => {
    const number = (perTown.get(town) ?? 0) + 1
    perTown.set(town, number)
    return { name: names[i], town, at: [x / n, y / n], number }
  })
}

export function makeParcels(fabric: Fabric, villages: readonly Village[]): Parcel[] {
  const { partition } = fabric
  const rng = random('parcels')
  const parcels = fabric.faces.map((face): Parcel => {
    const plot = face.tag
    const at = partition.inner(face.outer)
    const park = PARKS.find((other) => isInside(other.ring, at))?.id ?? null
    const landClassCode = classOf(plot, at, park !== null, rng)
    const village =
      plot.theme === 'town' ? null : plot.village !== null ? villages[plot.village] : nearestVillage(villages, plot.town, at)
    const { ownership, holder } = ownerOf(plot, landClassCode, village, rng)
    return {
      parts: [[face.outer, ...face.holes]],
      plot,
      at,
      landClass: landClassCode,
      park,
      before: classBefore(landClassCode, plot, at, rng.next()),
      ownership,
      holder,
      village,
      areaM2: 0,
      registeredM2: 0,
      code: '',
      number: '',
    }
  })
  const joined = joinDistant(partition, parcels)
  for (const parcel of joined) {
    parcel.areaM2 = areaM2(partition, parcel.parts)
    parcel.registeredM2 = registered(parcel.areaM2, rng)
  }
  giveCodes(joined, rng)
  return joined
}

function nearestVillage(villages: readonly Village[], town: number, [x, y]: XY): Village | null {
  let best: Village | null = null
  let distanceM = 9000
  for (const village of villages) {
    if (village.town !== town) continue
    const d = Math.hypot(village.at[0] - x, village.at[1] - y)
    if (d < distanceM) [best, distanceM] = [village, d]
  }
  return best
}

/** Ellipsoidal area by the survey's formula, m². */
export function areaM2(partition: Partition, parts: readonly Part[]): number {
  let sum = 0
  for (const part of parts)
    part.forEach((ring, i) => {
      const lngLat = new Float64Array((ring.length + 1) * 2)
      for (let k = 0; k <= ring.length; k++) {
        const id = ring[k % ring.length]
        lngLat[2 * k] = partition.lng[id]
        lngLat[2 * k + 1] = partition.lat[id]
      }
      const area = Math.abs(ringAreaM2(lngLat, 0, ring.length + 1))
      sum += i === 0 ? area : -area
    })
  return sum
}

/** Most certificates say what the geometry says; some were measured otherwise, a few are plainly off. */
function registered(area: number, rng: Random): number {
  const roll = rng.next()
  const bell = rng.next() + rng.next() + rng.next() - 1.5
  const value =
    roll < 0.87
      ? area
      : roll < 0.965
        ? area * (1 + bell * 3e-4)
        : roll < 0.99
          ? Math.round(area / 10) * 10
          : area * (1 + bell * 0.05)
  return Math.round(value * 100) / 100
}

/** About 120 pairs of like parcels of one tract, apart from each other, are one parcel in two parts. */
function joinDistant(partition: Partition, parcels: Parcel[]): Parcel[] {
  const rng = random('multipart')
  const byTract = new Map<string, Parcel[]>()
  for (const parcel of parcels) {
    if (!['0102', '0103', '1104A', '0201', '0101'].includes(parcel.landClass) || parcel.parts[0].length > 1) continue
    const key = `${parcel.plot.tract} ${parcel.landClass} ${parcel.holder}`
    byTract.set(key, [...(byTract.get(key) ?? []), parcel])
  }
  const gone = new Set<Parcel>()
  for (const group of byTract.values()) {
    if (group.length < 6 || !rng.chance(0.14)) continue
    const first = group[0]
    const own = new Set(first.parts[0][0])
    const other = group.find(
      (parcel) => parcel !== first && parcel.before === first.before && !parcel.parts[0][0].some((id) => own.has(id)),
    )
    if (!other) continue
    // the larger part first
    const [a, b] = partition.area(first.parts[0][0]) >= partition.area(other.parts[0][0]) ? [first, other] : [other, first]
    first.parts = [a.parts[0], b.parts[0]]
    gone.add(other)
  }
  return parcels.filter((parcel) => !gone.has(parcel))
}

function giveCodes(parcels: readonly Parcel[], rng: Random): void {
  const serials = new Map<string, number>()
  const numbers = new Map<number, number>()
  for (const parcel of parcels) {
    const { plot } = parcel
    const subzone = String(plot.theme === 'town' ? 0 : (parcel.village?.number ?? 0)).padStart(3, '0')
    const letters = featureLetters(parcel.ownership, parcel.landClass)
    const prefix = `370505${TOWNSHIPS[plot.town].zone}${subzone}${letters}`
    const serial = (serials.get(prefix) ?? 0) + 1
    serials.set(prefix, serial)
    const hasHouse = ['0701', '0702', '0601', '05H1', '08H1', '08H2'].includes(parcel.landClass) && rng.chance(0.7)
    const fixture = hasHouse ? 'F00010001' : parcel.landClass === '0301' && rng.chance(0.5) ? 'L00010001' : 'W00000000'
    parcel.code = `${prefix}${String(serial).padStart(5, '0')}${fixture}`
    const number = (numbers.get(plot.town) ?? 0) + 1
    numbers.set(plot.town, number)
    parcel.number = String(number).padStart(6, '0')
  }
}
