import { fromArrayBuffer } from 'geotiff'
import { describe, expect, it } from 'vitest'
import { encodeCog, type Raster } from './cog.ts'

const raster = (width: number, height: number): Raster => ({
  width,
  height,
  west: 118.24,
  north: 37.96,
  cellDeg: 0.001,
  nodata: -9999,
  values: Float32Array.from({ length: width * height }, (_, i) => (i % 7 === 0 ? -9999 : (i % 1000) / 4)),
})

describe('cloud-optimised GeoTIFF writer', () => {
  it('writes what geotiff.js reads back: values, place, CRS, nodata', async () => {
    const source = raster(600, 300)
    const tiff = await fromArrayBuffer(encodeCog(source).slice().buffer)
    const image = await tiff.getImage()
    expect([image.getWidth(), image.getHeight(), image.getTileWidth()]).toEqual([600, 300, 256])
    expect(image.getGDALNoData()).toBe(-9999)
    expect(image.getGeoKeys()).toMatchObject({ GTModelTypeGeoKey: 2, GeographicTypeGeoKey: 4490 })
    const [west, south, east, north] = image.getBoundingBox()
    expect([west, south, east, north].map((v) => Number(v.toFixed(9)))).toEqual([118.24, 37.66, 118.84, 37.96])
    const [band] = (await image.readRasters()) as unknown as Float32Array[]
    expect(band).toEqual(source.values)
  })

  it('has overviews down to one tile, means of the valid cells', async () => {
    const source = raster(600, 300)
    const tiff = await fromArrayBuffer(encodeCog(source).slice().buffer)
    expect(await tiff.getImageCount()).toBe(3)
    const overview = await tiff.getImage(1)
    expect([overview.getWidth(), overview.getHeight()]).toEqual([300, 150])
    const [band] = (await overview.readRasters()) as unknown as Float32Array[]
    const block = [2, 3, 602, 603].map((i) => source.values[i]).filter((value) => value !== -9999)
    expect(band[1]).toBeCloseTo(block.reduce((sum, value) => sum + value, 0) / block.length, 4)
    expect((await tiff.getImage(2)).getWidth()).toBe(150)
  })

  it('puts all directories before all tiles, the full size last', () => {
    const bytes = encodeCog(raster(600, 300))
    const view = new DataView(bytes.buffer)
    const firstTile: number[] = []
    let at = view.getUint32(4, true)
    let lastDirectory = 0
    while (at !== 0) {
      lastDirectory = at
      const count = view.getUint16(at, true)
      for (let k = 0; k < count; k++) {
        const entry = at + 2 + k * 12
        if (view.getUint16(entry, true) !== 324) continue
        const many = view.getUint32(entry + 4, true) > 1
        const value = view.getUint32(entry + 8, true)
        firstTile.push(many ? view.getUint32(value, true) : value)
      }
      at = view.getUint32(at + 2 + count * 12, true)
    }
    expect(Math.min(...firstTile)).toBeGreaterThan(lastDirectory)
    expect(firstTile).toEqual([...firstTile].sort((a, b) => b - a))
  })

  it('gives the same bytes twice', () => {
    expect(encodeCog(raster(300, 280))).toEqual(encodeCog(raster(300, 280)))
  })
})
