import { defineFormat } from './format.ts'

export default defineFormat({
  id: 'gpx',
  title: { zh: 'GPX 轨迹', en: 'GPX tracks' },
  extensions: ['gpx'],
  sniff(head) {
    return /<(\w+:)?gpx[\s>]/.test(new TextDecoder().decode(head.subarray(0, 4096))) ? 1 : 0
  },
  readsPieces: true,
  async decode(files, options, task) {
    const { decodeGpx } = await import('./gpx-decode.ts')
    return decodeGpx(files, options, task)
  },
  async encode(input, task) {
    const { encodeGpx } = await import('./gpx-encode.ts')
    return { name: `${input.table.name}.gpx`, mime: 'application/gpx+xml', bytes: await encodeGpx(input, task) }
  },
  writes: { kinds: ['point', 'line'], crs: 'lngLat' },
  async losses(input) {
    const { gpxLosses } = await import('./gpx-encode.ts')
    return gpxLosses(input)
  },
})
