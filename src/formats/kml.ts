import { defineFormat } from './format.ts'
import { xmlHead } from './xml-head.ts'

export default defineFormat({
  id: 'kml',
  title: { zh: 'KML / KMZ', en: 'KML / KMZ' },
  extensions: ['kml', 'kmz'],
  sniff(head, name) {
    if (head[0] === 0x50 && head[1] === 0x4b) {
      if (/\.kmz$/i.test(name)) return 0.9
      return /doc\.kml/.test(new TextDecoder('latin1').decode(head.subarray(0, 200))) ? 0.7 : 0
    }
    const text = xmlHead(head, 8192)
    if (/<(\w+:)?kml[\s>]/.test(text)) return 1
    return /<(\w+:)?Placemark[\s>]/.test(text) ? 0.6 : 0
  },
  readsPieces: true,
  async decode(files, options, task) {
    const { decodeKml } = await import('./kml-decode.ts')
    return decodeKml(files, options, task)
  },
  async sample([file], options, task) {
    const { sampleKml } = await import('./kml-decode.ts')
    return sampleKml(file, options, task)
  },
  async encode(input, task) {
    const { encodeKmz } = await import('./kml-encode.ts')
    return { name: `${input.table.name}.kmz`, mime: 'application/vnd.google-earth.kmz', bytes: await encodeKmz(input, task) }
  },
  writes: { extension: 'kmz', crs: 'lngLat', hasHeadings: true, holdsMetadata: true },
  async losses(input) {
    const { controlsDropped, datesAsText } = await import('./write-losses.ts')
    return [...controlsDropped(input, 'KML'), ...datesAsText(input, 'KML')]
  },
})
