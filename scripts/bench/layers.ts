import { featureCollection, area as turfArea, intersect as turfIntersect, polygon as turfPolygon } from '@turf/turf'
import type { Feature, Polygon, Position } from 'geojson'
import { type PlanarLayer, planarLayer, rowBoxes } from '../../src/core/overlay/planar-layer.ts'
import { planeOf } from '../../src/core/plane.ts'
import { makeSound } from '../../src/core/repair.ts'
import type { Table } from '../../src/core/table.ts'
import { quietTask } from '../../src/core/task.ts'
import { parcelFabric } from './fabric.ts'
import { zoneLayer } from './zones.ts'

export const ZONES = 500

export interface Layers {
  readonly parcels: Table
  readonly zones: Table
}

/** n parcels, and zones over their ground. */
export function layersOf(n: number): Layers {
  const parcels = parcelFabric(n)
  return { parcels, zones: zoneLayer(ZONES, boundsOf(parcels)) }
}

/** @returns west, south, east, north */
export function boundsOf(table: Table): [number, number, number, number] {
  const bounds: [number, number, number, number] = [180, 90, -180, -90]
  const xy = table.geometry?.xy ?? []
  for (let i = 0; i < xy.length; i += 2) {
    bounds[0] = Math.min(bounds[0], xy[i])
    bounds[1] = Math.min(bounds[1], xy[i + 1])
    bounds[2] = Math.max(bounds[2], xy[i])
    bounds[3] = Math.max(bounds[3], xy[i + 1])
  }
  return bounds
}

/** Both layers in one plane for a peer, which is spared the check of validity; the parcels are valid as they are made. */
export async function planarLayers({ parcels, zones }: Layers): Promise<{ subject: PlanarLayer; zones: PlanarLayer }> {
  const subject = planarParcels(parcels)
  return { subject: subject.layer, zones: planarLayer(await makeSound(zones, quietTask()), subject.plane) }
}
export function planarParcels(parcels: Table) {
  const geometry = parcels.geometry!
  const plane = planeOf(geometry.xy)
  const xy = plane.toPlane(geometry.xy)
  return { plane, layer: { geometry, xy, boxes: rowBoxes(geometry, xy) } satisfies PlanarLayer }
}

export function ringsOf({ geometry }: Pick<PlanarLayer, 'geometry'>, xy: Float64Array, row: number): Position[][] {
  const rings: Position[][] = []
  for (let ring = geometry.parts[geometry.rows[row]]; ring < geometry.parts[geometry.rows[row + 1]]; ring++) {
    const points: Position[] = []
    for (let i = geometry.rings[ring]; i < geometry.rings[ring + 1]; i++) points.push([xy[2 * i], xy[2 * i + 1]])
    rings.push(points)
  }
  return rings
}

export function featureOf(layer: Pick<PlanarLayer, 'geometry'>, lngLat: Float64Array, row: number): Feature<Polygon> {
  return turfPolygon(ringsOf(layer, lngLat, row))
}

/** As in the manual: the shared piece, then its area. */
export function turfSharedM2(a: Feature<Polygon>, b: Feature<Polygon>): number {
  const shared = turfIntersect(featureCollection([a, b]))
  return shared ? turfArea(shared) : 0
}

export function shoelace(ring: readonly (readonly number[])[]): number {
  let twice = 0
  for (let i = 0; i + 1 < ring.length; i++) twice += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1]
  return twice / 2
}
