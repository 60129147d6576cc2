import { describe, expect, test } from 'vitest'
import { cellAt, findColumn, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import gpx from './gpx.ts'
import { decodeFiles } from './registry.ts'

const GPX = `<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="37.59" lon="118.55"><ele>3.5</ele><time>2026-03-01T08:00:00Z</time><name>界桩 1</name></wpt>
<wpt lat="x" lon="118.55"><name>坏</name></wpt>
<rte><name>路线</name><rtept lat="37.59" lon="118.55"/><rtept lat="37.6" lon="118.56"/></rte>
<trk><name>轨迹</name><trkseg><trkpt lat="37.59" lon="118.55"><ele>1</ele></trkpt><trkpt lat="37.6" lon="118.56"><ele>2</ele></trkpt></trkseg>
<trkseg><trkpt lat="37.61" lon="118.57"/><trkpt lat="37.62" lon="118.58"/></trkseg></trk></gpx>`
const read = async (bytes: Uint8Array) => {
  const { layers, failures } = await decodeFiles([{ name: '外业.gpx', bytes }], {}, quietTask())
  expect(failures).toEqual([])
  return layers
}
const column = (table: Table, name: string) =>
  Array.from({ length: table.length }, (_, row) => cellAt(findColumn(table, name)!, row))

test('GPX: waypoints, routes and tracks with heights and names', async () => {
  const layers = await read(new TextEncoder().encode(GPX))
  const points = layers.find(({ table }) => table.geometry?.kind === 'point')!
  const lines = layers.find(({ table }) => table.geometry?.kind === 'line')!
  expect(column(points.table, 'name')).toContain('界桩 1')
  expect([...points.table.geometry!.xy, ...points.table.geometry!.z!]).toEqual([118.55, 37.59, 3.5])
  expect(column(lines.table, 'gpx').slice(-2)).toEqual(['route', 'track'])
  expect(lines.table.geometry!.parts.length - 1).toBe(3)
  expect(lines.receipt.notes.map(({ code }) => code)).toContain('gpx.badPoints')
})

describe('writing GPX', () => {
  test('lines come back as they were', async () => {
    const { table } = (await read(new TextEncoder().encode(GPX))).find((layer) => layer.table.geometry?.kind === 'line')!
    const { bytes } = await gpx.encode!({ table, rows: null, fields: [] }, quietTask())
    const again = (await read(bytes))[0].table
    expect(again.geometry!.xy).toEqual(table.geometry!.xy)
    expect(again.geometry!.rows.length - 1).toBe(2)
    expect(column(again, 'name')).toEqual(['路线', '轨迹'])
  })
  test('polygons are refused', async () => {
    const table = { name: '面', crs: 'EPSG:4490', length: 0, columns: [], geometry: { kind: 'polygon' } } as unknown as Table
    await expect(gpx.encode!({ table, rows: null, fields: [] }, quietTask())).rejects.toMatchObject({ code: 'gpx.noShapes' })
  })
})

test('a segment outside of a track, and a waypoint inside one, are no error of ours', async () => {
  const point = '<trkpt lat="37.6" lon="118.5"/><trkpt lat="37.7" lon="118.6"/>'
  const text = `<gpx><trkseg>${point}</trkseg><trk><wpt lat="1" lon="2"/><trkseg>${point}</trkseg></trk></gpx>`
  const { layers, failures } = await decodeFiles([{ name: 'a.gpx', bytes: new TextEncoder().encode(text) }], {}, quietTask())
  expect(failures).toEqual([])
  expect(layers.map(({ table }) => table.geometry?.kind).sort()).toEqual(['line', 'point'])
})
