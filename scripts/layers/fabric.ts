import { type Block, drawBlocks, landAt, type Theme } from './blocks.ts'
import { blob } from './curve.ts'
import { dissolve } from './dissolve.ts'
import { type Face, Partition } from './partition.ts'
import { noise, random } from './random.ts'
import { mergeSlivers } from './slivers.ts'
import { divide, divideWithStrips, type Grain, longAxis } from './subdivide.ts'

/** One parcel before it has an owner and a code. */
export interface Plot {
  readonly theme: Theme | 'village' | 'lane' | 'ditch' | 'street' | 'orchard' | 'pad' | 'pool'
  readonly town: number
  /** the tract (about 0.5–2.5 km²) that it was cut from: neighbours of one tract share crop and village */
  readonly tract: number
  readonly name: string | null
  /** theme of the parcel that a pad or pool lies in; null for any other */
  readonly around: Theme | null
  /** number of the village built here; null elsewhere */
  readonly village: number | null
}

export interface Fabric {
  readonly partition: Partition
  readonly faces: readonly Face<Plot>[]
  readonly villageCount: number
}

const HA = 10_000
/** Themes that stay as drawn, but for a cut across where they are long. */
const RIBBONS: readonly Theme[] = ['river', 'dike', 'creek', 'canal', 'road', 'dam', 'reservoir', 'lake']
const OPEN: readonly Theme[] = ['irrigated', 'dry', 'paddy', 'saline', 'pond', 'pan']

const TRACT: Partial<Record<Theme, Grain>> = {
  irrigated: { targetM2: 62 * HA, aspect: 1.35, jitter: 1, swayM: 9, stepM: 320 },
  paddy: { targetM2: 52 * HA, aspect: 1.5, jitter: 0.7, swayM: 4, stepM: 400 },
  dry: { targetM2: 78 * HA, aspect: 1.3, jitter: 1, swayM: 14, stepM: 280 },
  saline: { targetM2: 130 * HA, aspect: 1.3, jitter: 1, swayM: 26, stepM: 140 },
  pond: { targetM2: 62 * HA, aspect: 1.6, jitter: 0.4, swayM: 0 },
  pan: { targetM2: 95 * HA, aspect: 1.5, jitter: 0.3, swayM: 0 },
  wood: { targetM2: 55 * HA, aspect: 1.4, jitter: 1, swayM: 14, stepM: 150 },
}
const PARCEL: Partial<Record<Theme, Grain>> = {
  irrigated: { targetM2: 8.3 * HA, aspect: 3, jitter: 1, swayM: 4, stepM: 190 },
  paddy: { targetM2: 5.4 * HA, aspect: 3.6, jitter: 0.6, swayM: 2, stepM: 260 },
  dry: { targetM2: 10.6 * HA, aspect: 2.1, jitter: 1, swayM: 7, stepM: 160 },
  saline: { targetM2: 15 * HA, aspect: 1.5, jitter: 1, swayM: 22, stepM: 105 },
  pond: { targetM2: 6.8 * HA, aspect: 2.7, jitter: 0.12, swayM: 0 },
  pan: { targetM2: 8 * HA, aspect: 4.4, jitter: 0.05, swayM: 0 },
  wood: { targetM2: 7 * HA, aspect: 1.7, jitter: 1, swayM: 9, stepM: 120 },
  floodplain: { targetM2: 11 * HA, aspect: 2.2, jitter: 1, swayM: 16, stepM: 115 },
  marsh: { targetM2: 34 * HA, aspect: 1.5, jitter: 1, swayM: 55, stepM: 75 },
  flat: { targetM2: 95 * HA, aspect: 1.9, jitter: 1, swayM: 110, stepM: 95 },
  town: { targetM2: 2.4 * HA, aspect: 1.35, jitter: 0.9, swayM: 0 },
}
const TOWN_QUARTER: Grain = { targetM2: 13 * HA, aspect: 1.25, jitter: 0.8, swayM: 0 }
const VILLAGE_ROW: Grain = { targetM2: 3.4 * HA, aspect: 1.6, jitter: 0.6, swayM: 3, stepM: 120 }
const VILLAGE_PARCEL: Grain = { targetM2: 1.6 * HA, aspect: 1.7, jitter: 0.8, swayM: 0 }

export function buildFabric(): Fabric {
  const partition = new Partition()
  const rng = random('fabric')
  const leaves: Face<Plot>[] = []
  let tract = 0
  let villages = 0

  const asPlot = (block: Block, theme: Plot['theme'] = block.theme): Plot => ({
    theme,
    town: block.town,
    tract,
    name: block.name,
    around: null,
    village: null,
  })
  const retag = <A, B>(face: Face<A>, tag: B): Face<B> => ({ ...face, tag })
  const axis = (face: Face<unknown>) => longAxis(partition, partition.expand(face.outer))
  const keep = (faces: readonly Face<Plot>[]) => leaves.push(...faces)
  const areaOf = (face: Face<unknown>) => partition.area(partition.expand(face.outer))

  function village(face: Face<Plot>): void {
    const tag: Plot = { ...face.tag, theme: 'village', village: villages++ }
    const { units, strips } = divideWithStrips<Plot>(
      partition,
      retag(face, tag),
      axis(face),
      VILLAGE_ROW,
      () => ({ widthM: 9, isDitch: false }),
      (t) => ({ ...t, theme: 'street' as const }),
      rng,
    )
    keep(strips)
    for (const unit of units) keep(divide(partition, unit, axis(unit) + Math.PI / 2, VILLAGE_PARCEL, rng))
  }

  /** A tract of one use: parcels, and in farmland now and then a village with orchards about it. */
  function farm(face: Face<Block>, theme: Theme, angle: number): void {
    tract++
    const plot = retag(face, asPlot(face.tag, theme))
    const grain = PARCEL[theme]!
    const isSettled = theme === 'irrigated' || theme === 'paddy' || theme === 'dry'
    if (!isSettled || areaOf(plot) < 34 * HA || !rng.chance(theme === 'dry' ? 0.16 : 0.25)) {
      keep(divide(partition, plot, angle, grain, rng))
      return
    }
    const quarters = divide(
      partition,
      plot,
      angle,
      { targetM2: rng.between(11, 19) * HA, aspect: 1.25, jitter: 1, swayM: 12, stepM: 60 },
      rng,
    )
    const home = rng.int(0, quarters.length - 1)
    quarters.forEach((quarter, i) => {
      if (i === home) village(quarter)
      else if (rng.chance(0.3))
        keep(
          divide(
            partition,
            retag(quarter, { ...quarter.tag, theme: 'orchard' as const }),
            angle,
            { ...grain, targetM2: 4 * HA },
            rng,
          ),
        )
      else keep(divide(partition, quarter, angle, grain, rng))
    })
  }

  const laneOrDitch = (depth: number) => (depth % 2 === 0 ? { widthM: 14, isDitch: true } : { widthM: 8, isDitch: false })

  /** Large open land: estates of some 300 ha, each with its own use, cut into tracts. */
  function open(face: Face<Block>): void {
    const estates = divideWithStrips(
      partition,
      face,
      axis(face),
      { targetM2: 330 * HA, aspect: 1.3, jitter: 1, swayM: 20, stepM: 200 },
      (depth) => (depth % 2 === 0 ? { widthM: 20, isDitch: true } : { widthM: 10, isDitch: false }),
      (tag) => tag,
      rng,
    )
    // strips keep the block's tag here; they are told apart by where they came from
    for (const strip of estates.strips) keep([retag(strip, asPlot(strip.tag, rng.chance(0.55) ? 'ditch' : 'lane'))])
    for (const estate of estates.units) {
      const p = partition.inner(partition.expand(estate.outer))
      const found = landAt(p)
      const theme = OPEN.includes(found) ? found : estate.tag.theme
      const angle = axis(estate) + (rng.next() - 0.5) * 0.05
      const { units, strips } = divideWithStrips<{ block: Block; strip: boolean | null }>(
        partition,
        retag(estate, { block: estate.tag, strip: null }),
        angle,
        TRACT[theme]!,
        laneOrDitch,
        (tag, strip) => ({ ...tag, strip: strip.isDitch }),
        rng,
      )
      for (const strip of strips) keep([retag(strip, asPlot(strip.tag.block, strip.tag.strip ? 'ditch' : 'lane'))])
      for (const unit of units) farm(retag(unit, unit.tag.block), theme, axis(unit))
    }
  }

  function town(face: Face<Block>): void {
    const { units, strips } = divideWithStrips<Plot>(
      partition,
      retag(face, asPlot(face.tag)),
      axis(face),
      TOWN_QUARTER,
      (depth) => ({ widthM: depth < 2 ? 26 : 15, isDitch: false }),
      (tag) => ({ ...tag, theme: 'street' as const }),
      rng,
    )
    keep(strips)
    for (const unit of units) {
      tract++
      keep(divide(partition, retag(unit, { ...unit.tag, tract }), axis(unit), PARCEL.town!, rng))
    }
  }

  for (const face of drawBlocks(partition)) {
    tract++
    const theme = face.tag.theme
    if (theme === 'town') town(face)
    else if (RIBBONS.includes(theme)) keep(acrossRibbon(retag(face, asPlot(face.tag)), theme))
    else if (OPEN.includes(theme)) open(face)
    else if (theme === 'wood') {
      const { units, strips } = divideWithStrips(
        partition,
        retag(face, asPlot(face.tag)),
        axis(face),
        TRACT.wood!,
        laneOrDitch,
        (tag, strip) => ({ ...tag, theme: strip.isDitch ? ('ditch' as const) : ('lane' as const) }),
        rng,
      )
      keep(strips)
      for (const unit of units) keep(divide(partition, unit, axis(unit), PARCEL.wood!, rng))
    } else keep(divide(partition, retag(face, asPlot(face.tag)), axis(face), PARCEL[theme]!, rng))
  }

  function acrossRibbon(face: Face<Plot>, theme: Theme): Face<Plot>[] {
    const isWide = theme === 'river' || theme === 'reservoir' || theme === 'lake'
    if (isWide && theme !== 'river') return [face]
    const wanted = theme === 'river' ? 150 * HA : theme === 'creek' ? 60 * HA : 5 * HA
    return divide(partition, face, axis(face), { targetM2: wanted, aspect: 0.05, jitter: 1, swayM: 0 }, rng)
  }

  const merged = joinWaters(partition, mergeSlivers(partition, leaves))
  const islands = placeIslands(partition, merged)
  const faces = [...merged, ...islands].map((face) => ({
    ...face,
    outer: partition.expand(face.outer),
    holes: face.holes.map((hole) => partition.expand(hole)),
  }))
  return { partition, faces, villageCount: villages }
}

/** The halves of a lake or reservoir, cut only to tie its ring to the fabric, become one again where they are in one township. */
function joinWaters(partition: Partition, faces: Face<Plot>[]): Face<Plot>[] {
  const waters = new Map<string, Face<Plot>[]>()
  const rest: Face<Plot>[] = []
  for (const face of faces) {
    if (face.tag.theme !== 'lake' && face.tag.theme !== 'reservoir') {
      rest.push(face)
      continue
    }
    const key = `${face.tag.name} ${face.tag.town}`
    waters.set(key, [...(waters.get(key) ?? []), face])
  }
  for (const group of waters.values()) {
    const parts = dissolve(
      partition,
      group.map((face) => [partition.expand(face.outer)]),
    )
    if (parts.every((part) => part.length === 1))
      for (const [outer] of parts) rest.push({ outer: [...outer], holes: [], tag: group[0].tag })
    else rest.push(...group)
  }
  return rest
}

/** Oil-well pads in fields, pools in marsh: islands that leave a hole in the parcel around them. */
function placeIslands(partition: Partition, faces: Face<Plot>[]): Face<Plot>[] {
  const rng = random('islands')
  const oil = noise(21, 5200)
  const islands: Face<Plot>[] = []
  for (const face of faces) {
    const { theme } = face.tag
    const isField = theme === 'irrigated' || theme === 'dry' || theme === 'saline' || theme === 'floodplain'
    const isWet = theme === 'marsh' || theme === 'flat'
    if (!isField && !isWet) continue
    const ring = partition.expand(face.outer)
    const area = partition.area(ring)
    const [x, y] = partition.inner(ring)
    const clear = ring.reduce((best, id, i) => {
      const next = ring[(i + 1) % ring.length]
      return Math.min(best, toEdge(x, y, partition.xy(id), partition.xy(next)))
    }, Infinity)
    if (isField && (area < 2.6 * HA || clear < 52 || oil(x, y) < 0.12 || !rng.chance(0.2))) continue
    if (isWet && (area < 12 * HA || clear < 95 || !rng.chance(0.24))) continue
    const turn = longAxis(partition, ring)
    const size = isField ? rng.between(24, 34) : Math.min(clear * 0.78, rng.between(70, 210))
    const shape = isField
      ? [
          [-1, -0.72],
          [1, -0.72],
          [1, 0.72],
          [-1, 0.72],
        ].map(([u, v]): [number, number] => [
          x + (u * Math.cos(turn) - v * Math.sin(turn)) * size,
          y + (u * Math.sin(turn) + v * Math.cos(turn)) * size,
        ])
      : blob([x, y], size, size * 0.62, turn, rng, 0.16, 40)
    const ids = shape.map((p) => partition.add(p))
    face.holes.push(ids.slice().reverse())
    islands.push({
      outer: ids,
      holes: [],
      tag: { ...face.tag, theme: isField ? 'pad' : 'pool', around: face.tag.theme as Theme },
    })
  }
  return islands
}

function toEdge(x: number, y: number, a: readonly [number, number], b: readonly [number, number]): number {
  const dx = b[0] - a[0]
  const dy = b[1] - a[1]
  const t = Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - a[0] - t * dx, y - a[1] - t * dy)
}
