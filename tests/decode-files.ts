import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { toLngLat } from '../src/core/crs.ts'
import type { Table } from '../src/core/table.ts'
import { quietTask } from '../src/core/task.ts'
import type { DecodeAnswer, DecodeOptions, InputFile } from '../src/formats/format.ts'
import { decodeFiles } from '../src/formats/registry.ts'

const { Geodesic } = createRequire(import.meta.url)('geographiclib-geodesic') as { Geodesic: { WGS84: GeodesicModel } }
interface GeodesicModel {
  Polygon(isLine: boolean): { AddPoint(lat: number, lng: number): void; Compute(r: boolean, s: boolean): { area: number } }
}
export const KENLI: DecodeOptions = {
  extent: [118.2, 37.3, 119.4, 38],
  likelyCrs: ['EPSG:4490', 'EPSG:4528', 'EPSG:4527', 'EPSG:4549', 'EPSG:4548'],
}

export function load(path: string, name = path.split('/').pop() as string): InputFile {
  return { name, bytes: new Uint8Array(readFileSync(path)) }
}
export function decode(files: readonly InputFile[], options = KENLI): Promise<DecodeAnswer> {
  return decodeFiles(files, options, quietTask())
}
/** Hectares on the WGS 84 ellipsoid: outer rings minus holes, as the expected numbers were made. */
export function hectares({ geometry, crs }: Table): number {
  if (!geometry) return 0
  const lngLat = toLngLat(crs, geometry.xy)
  let sum = 0
  for (let part = 0; part + 1 < geometry.parts.length; part++)
    for (let ring = geometry.parts[part]; ring < geometry.parts[part + 1]; ring++) {
      const polygon = Geodesic.WGS84.Polygon(false)
      for (let v = geometry.rings[ring]; v + 1 < geometry.rings[ring + 1]; v++) polygon.AddPoint(lngLat[v * 2 + 1], lngLat[v * 2])
      sum += Math.abs(polygon.Compute(false, true).area) * (ring === geometry.parts[part] ? 1 : -1)
    }
  return sum / 10_000
}
