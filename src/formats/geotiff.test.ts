import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { encodeCog } from '../../scripts/layers/cog.ts'
import '../core/projections.ts'
import { quietTask } from '../core/task.ts'
import type { DecodeOptions } from './format.ts'
import { decodeFiles } from './registry.ts'

const OPTIONS: DecodeOptions = { extent: [118.2, 37.3, 119.4, 38], likelyCrs: ['EPSG:4490', 'EPSG:4528'] }
const cog = encodeCog({
  width: 300,
  height: 200,
  west: 118.3,
  north: 37.9,
  cellDeg: 0.001,
  nodata: -9999,
  values: Float32Array.from({ length: 300 * 200 }, (_, i) => (i % 300 < 5 ? -9999 : i % 300)),
})
const decode = (bytes: Uint8Array, options = OPTIONS) => decodeFiles([{ name: '高程.tif', bytes }], options, quietTask())

describe('a dropped GeoTIFF', () => {
  it('is a layer of one outline with its file and a ramp over its values', async () => {
    const { layers, failures } = await decode(cog)
    expect(failures).toEqual([])
    const [{ table, grid, receipt, questions }] = layers
    expect(table).toMatchObject({ name: '高程', crs: 'EPSG:4490', length: 1 })
    expect(grid?.file.size).toBe(cog.length)
    expect(grid?.look.range[0]).toBeGreaterThan(4)
    expect(grid?.look.range[0]).toBeLessThan(20)
    expect(grid?.look.range[1]).toBeGreaterThan(280)
    expect(receipt).toMatchObject({
      format: 'geotiff',
      bytes: cog.length,
      crsEvidence: 'header',
      fields: [{ name: '1', type: 'f32' }],
    })
    expect(questions).toEqual([])
    const found = { columns: 300, rows: 200, bands: 1, type: 'Float32', cell: '0.001° × 0.001°', nodata: '-9999' }
    expect(receipt.notes).toEqual([{ code: 'raster.found', detail: found, level: 'info' }])
    const [metres] = (await decode(cog, { ...OPTIONS, crs: 'EPSG:4528' })).layers
    expect(metres.receipt.notes[0]?.detail.cell).toBe('0.001 m × 0.001 m')
  })

  it('without a system is placed by its numbers or asked about, and the answer is taken', async () => {
    const nameless = cog.slice()
    // the code of the system: 4490 → 32767, user-defined, with nothing else said
    const view = new DataView(nameless.buffer)
    for (let at = 0; at < 1000; at += 2) if (view.getUint16(at, true) === 4490) view.setUint16(at, 32767, true)
    const [first] = (await decode(nameless)).layers
    expect(first.receipt.crsEvidence).not.toBe('header')
    const [told] = (await decode(nameless, { ...OPTIONS, crs: 'EPSG:4490' })).layers
    expect(told.table.crs).toBe('EPSG:4490')
    expect(told.receipt.crsEvidence).toBe('user')
  })
})

const BAD = '../shared/data/bad/tif'
if (!existsSync(BAD)) console.warn(`skipped: ${BAD} (folder is absent)`)
describe.skipIf(!existsSync(BAD))('a bad GeoTIFF', () => {
  it.each(['huge_dims', 'no_georef', 'bad_strip_offset', 'ifd_loop', 'singular_scale'])(
    '%s is a failure by name',
    async (name) => {
      const { layers, failures } = await decode(new Uint8Array(readFileSync(`${BAD}/${name}.tif`)))
      expect(layers).toEqual([])
      expect(failures).toHaveLength(1)
      expect(failures[0].code).toMatch(/^raster\./)
      expect(failures[0].file).toBe('高程.tif')
    },
  )
})
