import { defineFormat } from './format.ts'

const MAGIC = [
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
  [0x49, 0x49, 0x2b, 0x00],
  [0x4d, 0x4d, 0x00, 0x2b],
]

export default defineFormat({
  id: 'geotiff',
  title: { zh: 'GeoTIFF 栅格', en: 'GeoTIFF raster' },
  extensions: ['tif', 'tiff'],
  // a world file, and what says its system
  companions: ['tfw', 'tifw', 'tiffw', 'wld', 'prj'],
  sniff: (head) => (MAGIC.some((magic) => magic.every((byte, i) => head[i] === byte)) ? 1 : 0),
  readsPieces: true,
  async decode(files, options, task) {
    const { decodeGeoTiff } = await import('./geotiff-decode.ts')
    return [await decodeGeoTiff(files, options, task)]
  },
})
