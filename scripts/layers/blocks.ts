import { isInside, type Line, nearest, offset } from './curve.ts'
import {
  CANALS,
  COAST_BELT,
  CREEKS,
  DIKES,
  FLOODPLAIN,
  LAKES,
  MARSH_EDGE,
  OUTLINE,
  RESERVOIRS,
  RIVER,
  ROADS,
  SEA_WALL,
  TOWNS,
  TOWNSHIP_LINES,
  TOWNSHIPS,
  WOODS,
} from './drawing.ts'
import { toX, toXY, toY, type XY } from './local-plane.ts'
import { type Face, Partition } from './partition.ts'
import { noise } from './random.ts'

/** What a block of land is, before it is divided into parcels. */
export type Theme =
  | 'river'
  | 'dike'
  | 'creek'
  | 'canal'
  | 'road'
  | 'reservoir'
  | 'dam'
  | 'lake'
  | 'floodplain'
  | 'flat'
  | 'marsh'
  | 'pond'
  | 'pan'
  | 'saline'
  | 'irrigated'
  | 'dry'
  | 'paddy'
  | 'wood'
  | 'town'

export interface Block {
  readonly theme: Theme
  /** index into TOWNSHIPS */
  readonly town: number
  /** what it is part of: the canal, road, lake, town … */
  readonly name: string | null
}

/** The line and the far east: to ask whether a place lies seaward of it. */
const seaward = (line: Line): Line => [[toX(119.9), toY(38.3)], ...line, [toX(119.9), toY(37.2)]]
const BEYOND_BELT = seaward(COAST_BELT)
const BEYOND_WALL = seaward(SEA_WALL)
const BEYOND_MARSH = seaward(MARSH_EDGE)
const DAM_M = 55
const BASINS = RESERVOIRS.map((reservoir) => ({ ...reservoir, water: offset(reservoir.ring, DAM_M, true) }))

const wet = noise(11, 5200)
const salt = noise(12, 4300)
const coastal = noise(13, 3600)

/** What the land between the lines is used for; blocks ask at a point inside them. */
export function landAt(p: XY): Theme {
  const [x, y] = p
  if (isInside(FLOODPLAIN, p) && x < toX(119.062)) return 'floodplain'
  const isYoungDelta = x > toX(119.03) && y > toY(37.685)
  if (isInside(BEYOND_WALL, p)) {
    if (isInside(BEYOND_MARSH, p)) return 'flat'
    return isYoungDelta || coastal(x, y) > -0.1 ? 'marsh' : 'flat'
  }
  if (isInside(BEYOND_BELT, p)) {
    const v = coastal(x, y)
    if (y > toY(37.8)) return v > 0.2 ? 'pond' : v > -0.25 ? 'marsh' : 'saline'
    return v > 0.34 ? 'pan' : v > -0.42 ? 'pond' : 'saline'
  }
  // salt rises to the east and away from the river
  const east = (x - toX(118.68)) / 22_000
  const fromRiver = nearest(
    RIVER.centre.filter((_, i) => i % 6 === 0),
    p,
  ).distanceM
  const salinity = salt(x, y) * 0.75 + east * 0.55 + Math.min(1, fromRiver / 14_000) * 0.25
  if (salinity > 0.72) return wet(x, y) > 0.15 ? 'pond' : 'saline'
  if (wet(x, y) > 0.28 && fromRiver < 8500) return 'paddy'
  if (salinity > 0.32) return 'dry'
  return 'irrigated'
}

function townAt(p: XY, territories: readonly { index: number; ring: Line }[]): number {
  const found = territories.find((territory) => isInside(territory.ring, p))
  if (found) return found.index
  let best = 0
  let distanceM = Infinity
  TOWNSHIPS.forEach((township, i) => {
    const [x, y] = toXY(township.seed)
    const d = Math.hypot(x - p[0], y - p[1])
    if (d < distanceM) [best, distanceM] = [i, d]
  })
  return best
}

/** The territory of each township: the pieces of the district between the township lines, by the seed inside or the nearest. */
function territories(): { index: number; ring: Line }[] {
  const sketch = new Partition()
  let faces: Face<null>[] = [{ outer: OUTLINE.map((p) => sketch.add(p)), holes: [], tag: null }]
  for (const line of TOWNSHIP_LINES) faces = sketch.cut(faces, line, 1)
  return faces.map((face) => {
    const ring = sketch.line(sketch.expand(face.outer))
    const inside = TOWNSHIPS.findIndex((township) => isInside(ring, toXY(township.seed)))
    return { index: inside >= 0 ? inside : townAt(sketch.inner(face.outer), []), ring }
  })
}

/** The district cut by everything that is drawn. */
export function drawBlocks(partition: Partition): Face<Block>[] {
  const start: Block = { theme: 'flat', town: 0, name: null }
  let faces: Face<Block>[] = [{ outer: OUTLINE.map((p) => partition.add(p)), holes: [], tag: start }]
  const cut = (line: Line) => {
    faces = partition.cut(faces, line, 4)
  }
  /** A ring that crosses nothing would become a hole; a line through its middle ties it to what lies around. */
  const cutRing = (ring: Line) => {
    const middle: XY = [
      ring.reduce((sum, p) => sum + p[0], 0) / ring.length,
      ring.reduce((sum, p) => sum + p[1], 0) / ring.length,
    ]
    const around = faces.filter((face) => partition.contains(partition.expand(face.outer), middle[0], middle[1]))
    const isLoose = around.some((face) => ring.every((p) => partition.contains(partition.expand(face.outer), p[0], p[1])))
    if (isLoose) cutOnly(around, [[middle[0] - 15_000, middle[1] - 2100], middle, [middle[0] + 15_000, middle[1] + 2100]])
    faces = partition.cutRing(faces, ring, 4)
  }
  const cutOnly = (some: readonly Face<Block>[], line: Line) => {
    faces = [...faces.filter((face) => !some.includes(face)), ...partition.cut(some, line, 4)]
  }

  for (const bank of [RIVER.left, RIVER.right]) cut(bank)
  cut(SEA_WALL)
  for (const line of TOWNSHIP_LINES) cut(line)
  for (const dike of DIKES) for (const side of [dike.left, dike.right]) cut(side)
  cut(MARSH_EDGE)
  cut(COAST_BELT)
  for (const creek of CREEKS) for (const side of [creek.left, creek.right]) cut(side)
  for (const canal of CANALS) for (const side of [canal.left, canal.right]) cut(side)
  for (const road of ROADS) for (const side of [road.left, road.right]) cut(side)
  for (const basin of BASINS) {
    cutRing(basin.ring)
    cutRing(basin.water)
  }
  for (const { ring } of [...LAKES, ...TOWNS, ...WOODS]) cutRing(ring)

  const lands = territories()
  return faces.map((face) => {
    const ring = partition.expand(face.outer)
    const p = partition.inner(ring)
    return { outer: ring, holes: [], tag: { ...classify(p), town: townAt(p, lands) } }
  })
}

function classify(p: XY): Omit<Block, 'town'> {
  const within = <T extends { ring: Line; name: string }>(items: readonly T[]) => items.find((item) => isInside(item.ring, p))
  if (isInside(RIVER.ring, p)) return { theme: 'river', name: RIVER.name }
  const isFar = p[0] > toX(119.062)
  const dike = isFar ? undefined : within(DIKES)
  if (dike) return { theme: 'dike', name: dike.name }
  const creek = within(CREEKS)
  if (creek && isInside(BEYOND_WALL, p)) return { theme: 'creek', name: creek.name }
  const basin = within(BASINS)
  if (basin) return { theme: isInside(basin.water, p) ? 'reservoir' : 'dam', name: basin.name }
  const lake = within(LAKES)
  if (lake) return { theme: 'lake', name: lake.name }
  const isPolder = !isInside(BEYOND_WALL, p)
  const canal = isPolder && !isInside(FLOODPLAIN, p) ? within(CANALS) : undefined
  if (canal) return { theme: 'canal', name: canal.name }
  const road = isPolder || p[0] < toX(119.1) ? within(ROADS) : undefined
  if (road) return { theme: 'road', name: road.name }
  const town = isInside(FLOODPLAIN, p) ? undefined : within(TOWNS)
  if (town) return { theme: 'town', name: town.name }
  const wood = isInside(FLOODPLAIN, p) ? undefined : within(WOODS)
  if (wood) return { theme: 'wood', name: wood.name }
  return { theme: landAt(p), name: null }
}
