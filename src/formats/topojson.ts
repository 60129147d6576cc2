import { defineFormat } from './format.ts'

export default defineFormat({
  id: 'topojson',
  title: { zh: 'TopoJSON', en: 'TopoJSON' },
  extensions: ['topojson'],
  // where the type stands behind the arcs the reader of GeoJSON finds it and hands the file over
  sniff: (head) => (/^\s*\{\s*"type"\s*:\s*"Topology"/.test(new TextDecoder().decode(head.subarray(0, 200))) ? 1.1 : 0),
  async decode(files, options, task) {
    const { decodeTopojson } = await import('./topojson-decode.ts')
    return decodeTopojson(files, options, task)
  },
})
