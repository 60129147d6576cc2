/**
 * How coast.geojson was made. Not part of the build: the package is 36 MB and its extract rarely changes.
 *   npm install --prefix /some/folder @geo-maps/earth-seas-10m@0.6.0
 *   npx tsx scripts/layers/source/extract-coast.ts /some/folder/node_modules/@geo-maps/earth-seas-10m/map.geo.json
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Clipper, FillRule } from 'clipper2-ts'

/** west, south, east, north: the Bohai coast about the delta, so that the map has an edge only when far out */
const WINDOW = [116.5, 36.2, 121.5, 39.4] as const
/** kept in detail */
const DELTA = [118.1, 37.2, 119.6, 38.25] as const
const TOLERANCE_DEG = { delta: 0.00025, around: 0.0035 }
const MIN_AREA_DEG2 = { delta: 4e-6, around: 4e-4 }
const DECIMALS = 5

type Ring = [number, number][]
const path = process.argv[2]
if (!path) throw new Error('usage: extract-coast.ts <map.geo.json of @geo-maps/earth-seas-10m>')
const world = JSON.parse(readFileSync(path, 'utf8')) as { geometries: { coordinates: Ring[][] }[] }

const touches = (ring: Ring) => {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [x, y] of ring) {
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  return west < WINDOW[2] && east > WINDOW[0] && south < WINDOW[3] && north > WINDOW[1]
}
const toPath = (ring: Ring) => ring.map(([x, y]) => ({ x, y }))
const box = toPath([
  [WINDOW[0], WINDOW[1]],
  [WINDOW[2], WINDOW[1]],
  [WINDOW[2], WINDOW[3]],
  [WINDOW[0], WINDOW[3]],
])
const rings = world.geometries.flatMap((geometry) => geometry.coordinates.flat().filter(touches)).map(toPath)
const sea = Clipper.intersectD(rings, [box], FillRule.EvenOdd, 8)

const isInDelta = (x: number, y: number) => x > DELTA[0] && x < DELTA[2] && y > DELTA[1] && y < DELTA[3]

/** Douglas–Peucker with a finer tolerance where the line runs through the delta; window corners stay. */
function simplify(ring: Ring): Ring {
  const keep = new Set([0, ring.length - 1])
  const stack = [[0, ring.length - 1]]
  while (stack.length > 0) {
    const [a, b] = stack.pop()!
    const [ax, ay] = ring[a]
    const dx = ring[b][0] - ax
    const dy = ring[b][1] - ay
    const length = Math.hypot(dx, dy)
    let far = -1
    let worst = 1
    for (let i = a + 1; i < b; i++) {
      const [x, y] = ring[i]
      const off = length === 0 ? Math.hypot(x - ax, y - ay) : Math.abs((x - ax) * dy - (y - ay) * dx) / length
      const ratio = off / (isInDelta(x, y) ? TOLERANCE_DEG.delta : TOLERANCE_DEG.around)
      if (ratio > worst) [far, worst] = [i, ratio]
    }
    if (far < 0) continue
    keep.add(far)
    stack.push([a, far], [far, b])
  }
  return ring.filter((_, i) => keep.has(i))
}

const simple = sea
  .map((ring) => simplify([...ring, ring[0]].map(({ x, y }): [number, number] => [x, y])).slice(0, -1))
  .filter((ring) => {
    const area = Math.abs(Clipper.areaD(toPath(ring)))
    return area > (ring.some(([x, y]) => isInDelta(x, y)) ? MIN_AREA_DEG2.delta : MIN_AREA_DEG2.around)
  })
  .map(toPath)

/** A ring that touches itself in a point becomes two. */
function atRepeats(path: { x: number; y: number }[]): { x: number; y: number }[][] {
  const rings: { x: number; y: number }[][] = []
  const stack: { x: number; y: number }[] = []
  for (const p of path) {
    const at = stack.findIndex((q) => q.x === p.x && q.y === p.y)
    if (at >= 0) rings.push(stack.splice(at))
    stack.push(p)
  }
  return [...rings, stack].filter((ring) => ring.length > 2)
}

/** Rings of a clip result as polygons: positive rings are outer, negative ones holes of the smallest outer ring around them. */
function polygons(touching: { x: number; y: number }[][]): Ring[][] {
  const paths = touching.flatMap(atRepeats)
  const round = (v: number) => Number(v.toFixed(DECIMALS))
  const toRing = (p: { x: number; y: number }[]): Ring => [...p, p[0]].map(({ x, y }) => [round(x), round(y)])
  const outers = paths.filter((p) => Clipper.areaD(p) > 0).map((p) => ({ p, rings: [toRing(p)] }))
  outers.sort((a, b) => Clipper.areaD(a.p) - Clipper.areaD(b.p))
  for (const hole of paths.filter((p) => Clipper.areaD(p) < 0))
    outers.find(({ p }) => Clipper.pointInPolygonD(hole[0], p) !== 2)?.rings.push(toRing(hole))
  return outers.map(({ rings: all }) => all)
}

const seaPaths = Clipper.unionD(simple, [], FillRule.EvenOdd, DECIMALS)
const landPaths = Clipper.differenceD([box], seaPaths, FillRule.EvenOdd, DECIMALS)
const feature = (kind: string, coordinates: Ring[][]) => ({
  type: 'Feature',
  properties: { kind },
  geometry: { type: 'MultiPolygon', coordinates },
})
const out = {
  type: 'FeatureCollection',
  attribution: '© OpenStreetMap contributors, ODbL 1.0; extracted from @geo-maps/earth-seas-10m 0.6.0',
  features: [feature('sea', polygons(seaPaths)), feature('land', polygons(landPaths))],
}
const text = `${JSON.stringify(out)}\n`
writeFileSync(join(import.meta.dirname, 'coast.geojson'), text)
console.log(`${text.length} bytes, ${seaPaths.length} sea rings, ${landPaths.length} land rings`)
