import { expect } from 'vitest'
import { cellAt, type Table } from '../src/core/table.ts'
import type { DecodedLayer, DecodeOptions } from '../src/formats/format.ts'
import { decode } from './decode-files.ts'

export const NS =
  'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:a="http://a.example" xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xlink="http://www.w3.org/1999/xlink"'
export const URN = 'urn:ogc:def:crs:EPSG::4549'
export const file = (text: string, name = '宗地.gml') => ({ name, bytes: new TextEncoder().encode(text) })
export const collection = (members: string, head = '') => `<wfs:FeatureCollection ${NS}>${head}${members}</wfs:FeatureCollection>`
export const member = (inner: string, type = 'a:宗地', id = 'z.1') =>
  `<wfs:member><${type} gml:id="${id}">${inner}</${type}></wfs:member>`
export const geom = (inner: string) => member(`<a:geom>${inner}</a:geom>`)
/** north, east of a square of 100 m in zone 40 without its number */
export const RING = '4162979 371933 4162979 372033 4163079 372033 4163079 371933 4162979 371933'
export const HOLE = '4162999 371953 4163009 371953 4163009 371963 4162999 371953'
export const polygon = (srs = URN, ring = RING) =>
  `<gml:Polygon srsName="${srs}"><gml:exterior><gml:LinearRing><gml:posList>${ring}</gml:posList></gml:LinearRing></gml:exterior><gml:interior><gml:LinearRing><gml:posList>${HOLE}</gml:posList></gml:LinearRing></gml:interior></gml:Polygon>`

export async function layersOf(text: string, options?: DecodeOptions): Promise<readonly DecodedLayer[]> {
  const { layers, failures } = await decode([file(text)], options)
  expect(failures).toEqual([])
  return layers
}
export async function only(text: string, options?: DecodeOptions): Promise<DecodedLayer> {
  const layers = await layersOf(text, options)
  expect(layers).toHaveLength(1)
  return layers[0]
}
export const codes = ({ receipt }: DecodedLayer) =>
  receipt.notes.map(({ code }) => code).filter((code) => code !== 'gml.northFirst')
export const rowOf = ({ columns }: Table, row: number) =>
  Object.fromEntries(columns.map((column) => [column.name, cellAt(column, row)]))
export const pairs = ({ geometry }: Table) => [...(geometry?.xy ?? [])]
export const rings = ({ geometry }: Table) => [...(geometry?.rings ?? [])]
