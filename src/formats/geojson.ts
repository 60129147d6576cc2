import { defineFormat } from './format.ts'

export default defineFormat({
  id: 'geojson',
  title: { zh: 'GeoJSON', en: 'GeoJSON' },
  extensions: ['geojson', 'json', 'geojsonl', 'ndjson', 'geojsons'],
  sniff(head, name) {
    const isWide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
    const text = new TextDecoder(isWide ? (head[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8')
      .decode(head)
      .replace('\u001e', '')
      .trimStart()
    if (!text.startsWith('{')) return 0
    if (/"type"\s*:\s*"(FeatureCollection|Feature|(Multi)?(Point|LineString|Polygon)|GeometryCollection)"/.test(text)) return 1
    return /json[ls]?$/i.test(name) ? 0.6 : 0.2
  },
  readsPieces: true,
  async decode(files, options, task) {
    const { decodeGeojson } = await import('./geojson-decode.ts')
    return decodeGeojson(files, options, task)
  },
  async sample([file], options, task) {
    const { sampleGeojson } = await import('./geojson-decode.ts')
    return sampleGeojson(file, options, task)
  },
  async encode(input, task) {
    const { encodeGeojson } = await import('./geojson-encode.ts')
    return { name: `${input.table.name}.geojson`, mime: 'application/geo+json', bytes: await encodeGeojson(input, task) }
  },
  async encodeInto(input, file, task) {
    const { writeGeojson } = await import('./geojson-encode.ts')
    await writeGeojson(input, file, task)
  },
  async stream(input, task) {
    const { streamGeojson } = await import('./geojson-encode.ts')
    return { name: `${input.schema.name}.geojson`, mime: 'application/geo+json', content: await streamGeojson(input, task) }
  },
  writes: { holdsMetadata: true, prefersLngLat: true },
})
