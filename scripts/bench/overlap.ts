// Overlap areas and pieces of n parcels × 500 zones, against other engines. Run by run.ts; as a child: overlap.ts MEASURE ENGINE N

import { featureCollection, area as turfArea, intersect as turfIntersect, polygon as turfPolygon } from '@turf/turf'
import Flatbush from 'flatbush'
import type { Feature, Polygon, Position } from 'geojson'
import polygonClipping from 'polygon-clipping'
import { overlay } from '../../src/core/overlay/layer-overlay.ts'
import { pairAreas } from '../../src/core/overlay/pair-areas.ts'
import { type PlanarLayer, planarLayer } from '../../src/core/overlay/planar-layer.ts'
import { prepareZones } from '../../src/core/overlay/prepared-zones.ts'
import { makeSound, type SoundTable } from '../../src/core/repair.ts'
import type { Table } from '../../src/core/table.ts'
import { quietTask } from '../../src/core/task.ts'
import { startGeos } from '../../tests/geos.ts'
import { parcelFabric } from './fabric.ts'
import { type ChildFigure, inChild, type MeasureRow, peakMiB } from './measure.ts'
import { randomOf, zoneLayer } from './zones.ts'

const ZONES = 500
const REPEATS = 5
/** how long a peer may work; the rest is extrapolated and labelled so */
const PEER_LIMIT_MS = 10_000
const GEOS_LIMIT_MS = 60_000
/** pairs held against GEOS at each size */
const COMPARED = 20_000

export type OverlapMeasure = 'overlap-areas' | 'overlay-pieces'
type Engine = 'ours' | 'geos-wasm' | 'polygon-clipping' | 'turf'
const PEERS: readonly (readonly [name: string, engine: Engine])[] = [
  ['geos-wasm, flatbush, prepared', 'geos-wasm'],
  ['flatbush + polygon-clipping', 'polygon-clipping'],
  ['flatbush + turf.intersect', 'turf'],
]
/** Objects for a million features do not fit beside a peer's own. */
const PEER_MAX = 100_000

export async function benchOverlap(measure: OverlapMeasure, sizes: readonly number[]): Promise<MeasureRow[]> {
  const rows: MeasureRow[] = []
  for (const n of sizes) {
    if (measure === 'overlay-pieces' && n > PEER_MAX) continue
    const ours = await inChild(import.meta.filename, [measure, 'ours', String(n)])
    const peers: Record<string, ChildFigure> = {}
    for (const [name, engine] of n <= PEER_MAX ? PEERS : []) {
      const { ms, mib, extrapolated } = await inChild(import.meta.filename, [measure, engine, String(n)])
      peers[name] = { ms, mib, extrapolated }
    }
    const ratios = Object.fromEntries(Object.entries(peers).map(([name, { ms }]) => [name, ms / ours.ms]))
    rows.push({ measure, n, oursMs: ours.ms, oursMiB: ours.mib, peers, ratios, agreement: ours.agreement ?? null })
  }
  return rows
}

export function overlapReport(measure: OverlapMeasure, rows: readonly MeasureRow[]): string {
  const title =
    measure === 'overlap-areas'
      ? `All overlap areas of n parcels × ${ZONES} zones`
      : `All shared pieces of n parcels × ${ZONES} zones`
  const names = PEERS.map(([name]) => name)
  const lines = rows.map(({ n, oursMs, oursMiB, peers, ratios, agreement }) => {
    const others = names.map((name) =>
      peers[name] ? `${Math.round(peers[name].ms)}${peers[name].extrapolated ? ' *' : ''} (${ratios[name].toFixed(0)} ×)` : '–',
    )
    return `| ${n} | ${oursMs.toFixed(0)} | ${oursMiB} | ${others.join(' | ')} | ${agreement ? agreement.worst.toExponential(1) : '–'} |`
  })
  const growth = rows.slice(1).map((row, i) => Math.log(row.oursMs / rows[i].oursMs) / Math.log(row.n / rows[i].n))
  return `## ${title}

Milliseconds on one thread, projection, index and preparation included, validity checked before; peak memory of the process, data included.
* only a part was run (${PEER_LIMIT_MS / 1000} s, GEOS ${GEOS_LIMIT_MS / 1000} s), extrapolated. Last column: worst difference to GEOS of a pair, m².

| n | one map ms | MiB | ${names.join(' | ')} | worst m² |
|---:|---:|---:|${names.map(() => '---:|').join('')}---:|
${lines.join('\n')}

Growth exponent from size to size: ${growth.map((value) => value.toFixed(2)).join(', ') || '–'}.`
}

interface Layers {
  readonly parcels: Table
  readonly zones: Table
}
function layersOf(n: number): Layers {
  const parcels = parcelFabric(n)
  const bounds = [180, 90, -180, -90]
  const xy = parcels.geometry?.xy ?? new Float64Array(0)
  for (let i = 0; i < xy.length; i += 2) {
    bounds[0] = Math.min(bounds[0], xy[i])
    bounds[1] = Math.min(bounds[1], xy[i + 1])
    bounds[2] = Math.max(bounds[2], xy[i])
    bounds[3] = Math.max(bounds[3], xy[i + 1])
  }
  return { parcels, zones: zoneLayer(ZONES, [bounds[0], bounds[1], bounds[2], bounds[3]]) }
}

/** From stored lon/lat: nothing that an earlier repeat has kept is used. */
async function ourAreas(parcels: SoundTable, zones: SoundTable) {
  const { plane } = parcels
  const subject = planarLayer({ ...parcels, xy: plane.toPlane(parcels.lngLat) })
  const prepared = prepareZones(planarLayer({ ...zones }, plane))
  return { subject, prepared, pairs: await pairAreas(subject, prepared, null, quietTask()) }
}

async function measureOurs(measure: OverlapMeasure, { parcels, zones }: Layers): Promise<ChildFigure> {
  const [a, b] = [await makeSound(parcels, quietTask()), await makeSound(zones, quietTask())]
  const times: number[] = []
  let areas = await ourAreas(a, b)
  let pieces: Awaited<ReturnType<typeof overlay>> | null = null
  for (let repeat = 0; repeat < (measure === 'overlap-areas' ? REPEATS : 3); repeat++) {
    const start = performance.now()
    if (measure === 'overlap-areas') areas = await ourAreas(a, b)
    else pieces = await overlay({ sound: { ...a }, rows: null }, { sound: { ...b }, rows: null }, 'intersection', quietTask())
    times.push(performance.now() - start)
  }
  const mib = peakMiB()
  const ms = times.sort((x, y) => x - y)[times.length >> 1]
  const { subject, prepared, pairs } = areas
  if (pieces) {
    // the pieces against the areas that need no pieces
    let worst = 0
    const found = new Map(Array.from(pieces.areaM2, (area, i) => [pieces.a[i] * ZONES + pieces.b[i], area]))
    pairs.areaM2.forEach((area, i) => {
      worst = Math.max(worst, Math.abs(area - (found.get(pairs.subject[i] * ZONES + pairs.zone[i]) ?? 0)))
    })
    const agreement = { with: 'overlap-areas', worst, compared: pairs.areaM2.length, unit: 'm2' }
    return { ms, mib, extrapolated: false, agreement, detail: { pieces: pieces.areaM2.length } }
  }
  const geos = await startGeos()
  const zonePolygons = new Map<number, number>()
  let worst = 0
  let compared = 0
  const step = Math.max(1, Math.floor(pairs.areaM2.length / COMPARED))
  for (let i = 0; i < pairs.areaM2.length; i += step, compared++) {
    const zone = pairs.zone[i]
    const polygon = zonePolygons.get(zone) ?? geos.polygon(prepared.layer.geometry, prepared.layer.xy, zone)
    zonePolygons.set(zone, polygon)
    const parcel = geos.polygon(subject.geometry, subject.xy, pairs.subject[i])
    worst = Math.max(worst, Math.abs(geos.intersectionArea(parcel, polygon) - pairs.areaM2[i]))
    geos.destroy(parcel)
  }
  return {
    ms,
    mib,
    extrapolated: false,
    agreement: { with: 'GEOS 3.13', worst, compared, unit: 'm2' },
    detail: { pairs: pairs.areaM2.length },
  }
}

/** Rows in an order that a part of is like the whole. */
function shuffled(n: number): Uint32Array {
  const next = randomOf(12)
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const kept = order[i]
    order[i] = order[j]
    order[j] = kept
  }
  return order
}

/** Index over zones, then every parcel with the zones whose boxes it meets, until the limit. */
function timePeer(
  subject: PlanarLayer,
  zones: PlanarLayer,
  limitMs: number,
  prepare: () => (parcel: number, zone: number) => number,
): ChildFigure {
  const count = subject.geometry.rows.length - 1
  const order = shuffled(count)
  const start = performance.now()
  const meet = prepare()
  const index = new Flatbush(ZONES)
  for (let z = 0; z < ZONES; z++)
    index.add(zones.boxes[4 * z], zones.boxes[4 * z + 1], zones.boxes[4 * z + 2], zones.boxes[4 * z + 3])
  index.finish()
  const ready = performance.now() - start
  const begin = performance.now()
  let done = 0
  // used, so that no engine is spared the work
  let found = 0
  for (; done < count && (done % 8 !== 0 || performance.now() - begin < limitMs); done++) {
    const row = order[done]
    const [x0, y0, x1, y1] = subject.boxes.subarray(4 * row, 4 * row + 4)
    for (const zone of index.search(x0, y0, x1, y1)) found += meet(row, zone)
  }
  return {
    ms: ready + ((performance.now() - begin) * count) / done,
    mib: peakMiB(),
    extrapolated: done < count,
    detail: { foundM2: found },
  }
}

function ringsOf({ geometry }: PlanarLayer, xy: Float64Array, row: number): Position[][] {
  const rings: Position[][] = []
  for (let ring = geometry.parts[geometry.rows[row]]; ring < geometry.parts[geometry.rows[row + 1]]; ring++) {
    const points: Position[] = []
    for (let i = geometry.rings[ring]; i < geometry.rings[ring + 1]; i++) points.push([xy[2 * i], xy[2 * i + 1]])
    rings.push(points)
  }
  return rings
}

function shoelace(ring: readonly (readonly [number, number])[]): number {
  let twice = 0
  for (let i = 0; i + 1 < ring.length; i++) twice += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1]
  return twice / 2
}

async function measurePeer(engine: Exclude<Engine, 'ours'>, layers: Layers): Promise<ChildFigure> {
  const [a, b] = [await makeSound(layers.parcels, quietTask()), await makeSound(layers.zones, quietTask())]
  const [subject, zones] = [planarLayer(a), planarLayer(b, a.plane)]
  const count = subject.geometry.rows.length - 1
  if (engine === 'geos-wasm') {
    const geos = await startGeos()
    return timePeer(subject, zones, GEOS_LIMIT_MS, () => {
      const zonePolygons = Array.from({ length: ZONES }, (_, z) => geos.polygon(zones.geometry, zones.xy, z))
      const prepared = zonePolygons.map((zone) => geos.prepare(zone))
      const parcels = Array.from({ length: count }, (_, row) => geos.polygon(subject.geometry, subject.xy, row))
      // with geometry too GEOS must make the shared part; its area is then nearly free
      return (row, zone) => geos.preparedArea(prepared[zone], zonePolygons[zone], parcels[row])
    })
  }
  const isTurf = engine === 'turf'
  const parcels = Array.from({ length: count }, (_, row) => ringsOf(subject, isTurf ? a.lngLat : subject.xy, row))
  const others = Array.from({ length: ZONES }, (_, z) => ringsOf(zones, isTurf ? b.lngLat : zones.xy, z))
  if (isTurf) {
    const features = (list: readonly Position[][][]): Feature<Polygon>[] => list.map((rings) => turfPolygon(rings))
    const [parcelFeatures, zoneFeatures] = [features(parcels), features(others)]
    return timePeer(subject, zones, PEER_LIMIT_MS, () => (row, zone) => {
      const shared = turfIntersect(featureCollection([parcelFeatures[row], zoneFeatures[zone]]))
      return shared ? turfArea(shared) : 0
    })
  }
  type Rings = Parameters<typeof polygonClipping.intersection>[0]
  return timePeer(subject, zones, PEER_LIMIT_MS, () => (row, zone) => {
    const shared = polygonClipping.intersection(parcels[row] as Rings, others[zone] as Rings)
    return shared.reduce((sum, polygon) => sum + polygon.reduce((area, ring) => area + shoelace(ring), 0), 0)
  })
}

if (process.argv[1] === import.meta.filename) {
  const [measure, engine, n] = process.argv.slice(2)
  const layers = layersOf(Number(n))
  const figure =
    engine === 'ours'
      ? await measureOurs(measure as OverlapMeasure, layers)
      : await measurePeer(engine as Exclude<Engine, 'ours'>, layers)
  console.log(JSON.stringify(figure))
}
