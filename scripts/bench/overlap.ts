import Flatbush from 'flatbush'
import GeometryFactory from 'jsts/org/locationtech/jts/geom/GeometryFactory.js'
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js'
import OverlayOp from 'jsts/org/locationtech/jts/operation/overlay/OverlayOp.js'
import polygonClipping from 'polygon-clipping'
import { overlay } from '../../src/core/overlay/layer-overlay.ts'
import { pairAreas } from '../../src/core/overlay/pair-areas.ts'
import { type PlanarLayer, planarLayer } from '../../src/core/overlay/planar-layer.ts'
import { prepareZones } from '../../src/core/overlay/prepared-zones.ts'
import { makeSound, type SoundTable } from '../../src/core/repair.ts'
import { quietTask } from '../../src/core/task.ts'
import { startGeos } from '../../tests/geos.ts'
import { featureOf, layersOf, planarLayers, ringsOf, shoelace, turfSharedM2, ZONES } from './layers.ts'
import { type ChildFigure, type Engine, type Engines, timePart, timeRuns } from './measure.ts'
import { withThreads } from './threads.ts'

/** pairs held against GEOS at each size */
const COMPARED = 20_000
/** GEOS is the nearest rival: its part is the longest */
const GEOS_SHARE = 2

type Pairs = Awaited<ReturnType<typeof pairAreas>>

/** From stored lon/lat: nothing that an earlier run has kept is used. */
async function ourAreas(parcels: SoundTable, zones: SoundTable, task = quietTask()) {
  const { plane } = parcels
  const subject = planarLayer({ ...parcels, xy: plane.toPlane(parcels.lngLat) })
  const prepared = prepareZones(planarLayer({ ...zones }, plane))
  return { subject, zones: prepared.layer, pairs: await pairAreas(subject, prepared, null, task) }
}

async function soundLayers(n: number) {
  const { parcels, zones } = layersOf(n)
  return { a: await makeSound(parcels, quietTask()), b: await makeSound(zones, quietTask()) }
}

async function measureAreas(n: number): Promise<ChildFigure> {
  const { a, b } = await soundLayers(n)
  const { figure, result } = await timeRuns(() => ourAreas(a, b))
  const count = result.pairs.areaM2.length
  return {
    ...figure,
    agreement: await againstGeos(result.subject, result.zones, result.pairs),
    detail: { pairs: count, pairsPerSecond: Math.round((count / figure.ms) * 1000), vertices: a.xy.length / 2 },
  }
}

/** The same on two threads; the second is started in the first run, which is told apart. */
async function measureTwoThreads(n: number): Promise<ChildFigure> {
  const { a, b } = await soundLayers(n)
  return withThreads(2, async (task) => (await timeRuns(() => ourAreas(a, b, task))).figure)
}

async function againstGeos(subject: PlanarLayer, zones: PlanarLayer, pairs: Pairs) {
  const geos = await startGeos()
  const polygons = new Map<number, number>()
  let worst = 0
  let compared = 0
  const step = Math.max(1, Math.floor(pairs.areaM2.length / COMPARED))
  for (let i = 0; i < pairs.areaM2.length; i += step, compared++) {
    const zone = pairs.zone[i]
    const polygon = polygons.get(zone) ?? geos.polygon(zones.geometry, zones.xy, zone)
    polygons.set(zone, polygon)
    const parcel = geos.polygon(subject.geometry, subject.xy, pairs.subject[i])
    worst = Math.max(worst, Math.abs(geos.intersectionArea(parcel, polygon) - pairs.areaM2[i]))
    geos.destroy(parcel)
  }
  return { with: 'GEOS 3.13', worst, compared, unit: 'm2' }
}

async function measurePieces(n: number): Promise<ChildFigure> {
  const { a, b } = await soundLayers(n)
  const { figure, result } = await timeRuns(
    () => overlay({ sound: { ...a }, rows: null }, { sound: { ...b }, rows: null }, 'intersection', quietTask()),
    { repeats: 3 },
  )
  // the pieces against the areas that need no pieces
  const { pairs } = await ourAreas(a, b)
  let worst = 0
  const found = new Map(Array.from(result.areaM2, (area, i) => [result.a[i] * ZONES + result.b[i], area]))
  pairs.areaM2.forEach((area, i) => {
    worst = Math.max(worst, Math.abs(area - (found.get(pairs.subject[i] * ZONES + pairs.zone[i]) ?? 0)))
  })
  return {
    ...figure,
    agreement: { with: 'areas without pieces', worst, compared: pairs.areaM2.length, unit: 'm2' },
    detail: { pieces: result.areaM2.length, pairsPerSecond: Math.round((pairs.areaM2.length / figure.ms) * 1000) },
  }
}

/** A peer that knows one pair at a time: `subject` makes its object of a parcel, `zone` of a zone, `meet` the shared area. */
interface PairPeer<P, Z> {
  readonly subject: (layers: PeerLayers, row: number) => P
  readonly zone: (layers: PeerLayers, row: number) => Z
  readonly meet: (parcel: P, zone: Z) => number
  readonly release?: (parcel: P) => void
}
interface PeerLayers {
  readonly subject: PlanarLayer
  readonly zones: PlanarLayer
  readonly lngLat: Float64Array
  readonly zoneLngLat: Float64Array
}

/**
 * Index over the zones, then every parcel with the zones whose boxes it meets; without index with all of them.
 * `isConverted`: the peer's own objects are made from our arrays in the time, as nobody has them before; GeoJSON is what others begin with.
 */
function pairEngine<P, Z>(make: () => Promise<PairPeer<P, Z>>, { indexed = true, isConverted = false, share = 1 } = {}): Engine {
  return async (n, { partMs }) => {
    const layers = layersOf(n)
    const { subject, zones } = await planarLayers(layers)
    const lngLat = layers.parcels.geometry!.xy
    const both: PeerLayers = { subject, zones, lngLat, zoneLngLat: (await makeSound(layers.zones, quietTask())).lngLat }
    const peer = await make()
    const every = Array.from({ length: ZONES }, (_, z) => z)
    const index = new Flatbush(ZONES)
    let others: Z[] = []
    return timePart(n, partMs * share, {
      prepare() {
        others = every.map((z) => peer.zone(both, z))
        for (const z of every) index.add(...boxOf(zones, z))
        index.finish()
      },
      load: (row) => (isConverted ? null : peer.subject(both, row)),
      work(loaded, row) {
        const parcel = loaded ?? peer.subject(both, row)
        let found = 0
        for (const zone of indexed ? index.search(...boxOf(subject, row)) : every) found += peer.meet(parcel, others[zone])
        if (isConverted) peer.release?.(parcel)
        return found
      },
    })
  }
}
function boxOf({ boxes }: PlanarLayer, row: number): [number, number, number, number] {
  return [boxes[4 * row], boxes[4 * row + 1], boxes[4 * row + 2], boxes[4 * row + 3]]
}

async function geosPrepared() {
  const geos = await startGeos()
  return {
    subject: ({ subject }: PeerLayers, row: number) => geos.polygon(subject.geometry, subject.xy, row),
    zone({ zones }: PeerLayers, row: number) {
      const polygon = geos.polygon(zones.geometry, zones.xy, row)
      return { polygon, prepared: geos.prepare(polygon) }
    },
    meet: (parcel: number, zone: { polygon: number; prepared: number }) => geos.preparedArea(zone.prepared, zone.polygon, parcel),
    release: geos.destroy,
  }
}
async function geosPlain() {
  const geos = await startGeos()
  return {
    subject: ({ subject }: PeerLayers, row: number) => geos.polygon(subject.geometry, subject.xy, row),
    zone: ({ zones }: PeerLayers, row: number) => geos.polygon(zones.geometry, zones.xy, row),
    meet: geos.intersectionArea,
    release: geos.destroy,
  }
}
type Rings = Parameters<typeof polygonClipping.intersection>[0]
async function clipping() {
  return {
    subject: ({ subject }: PeerLayers, row: number) => ringsOf(subject, subject.xy, row) as Rings,
    zone: ({ zones }: PeerLayers, row: number) => ringsOf(zones, zones.xy, row) as Rings,
    meet: (parcel: Rings, zone: Rings) =>
      polygonClipping
        .intersection(parcel, zone)
        .reduce((sum, polygon) => sum + polygon.reduce((area, ring) => area + shoelace(ring), 0), 0),
  }
}
async function jsts() {
  const reader = new GeoJSONReader(new GeometryFactory())
  const read = (layer: PlanarLayer, row: number) =>
    reader.read({ type: 'Polygon', coordinates: ringsOf(layer, layer.xy, row) }) as { getArea(): number }
  return {
    subject: ({ subject }: PeerLayers, row: number) => read(subject, row),
    zone: ({ zones }: PeerLayers, row: number) => read(zones, row),
    meet: (parcel: unknown, zone: unknown) => (OverlayOp.intersection(parcel, zone) as { getArea(): number }).getArea(),
  }
}
async function turf() {
  return {
    subject: ({ subject, lngLat }: PeerLayers, row: number) => featureOf(subject, lngLat, row),
    zone: ({ zones, zoneLngLat }: PeerLayers, row: number) => featureOf(zones, zoneLngLat, row),
    meet: turfSharedM2,
  }
}

const peers: Engines = {
  'flatbush + geos-wasm prepared': pairEngine(geosPrepared, { isConverted: true, share: GEOS_SHARE }),
  'flatbush + geos-wasm': pairEngine(geosPlain, { isConverted: true, share: GEOS_SHARE }),
  'flatbush + polygon-clipping': pairEngine(clipping),
  'flatbush + jsts': pairEngine(jsts),
  'flatbush + turf.intersect': pairEngine(turf),
  'turf.intersect, every pair': pairEngine(turf, { indexed: false }),
}
export const areaEngines: Engines = { ours: measureAreas, 'one map, 2 threads': measureTwoThreads, ...peers }
/** An engine that knows no formula has the piece in hand when it has the area. */
export const pieceEngines: Engines = { ours: measurePieces, ...peers }
