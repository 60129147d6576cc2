import { ringAreaM2 } from '../../src/core/plane.ts'
import { isInside } from './curve.ts'
import type { Part } from './dissolve.ts'
import { PARKS, TOWNSHIPS } from './drawing.ts'
import type { Fabric, Plot } from './fabric.ts'
import type { XY } from './local-plane.ts'
import { classBefore, classOf } from './parcel-classes.ts'
import { featureLetters, ownerOf } from './parcel-owners.ts'
import type { Partition } from './partition.ts'
import { type Random, random } from './random.ts'

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
