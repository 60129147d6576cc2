import { defineFormat } from './format.ts'

export default defineFormat({
  id: 'dxf',
  title: { zh: 'DXF', en: 'DXF' },
  extensions: ['dxf'],
  sniff(head, name) {
    const text = new TextDecoder('latin1').decode(head.subarray(0, 400))
    if (text.startsWith('AutoCAD Binary DXF')) return 1
    // comments (999) may come first
    return /^\s*(999\r?\n[^\n]*\n\s*)*0\r?\n\s*SECTION\r?\n/.test(text) ? (/\.dxf$/i.test(name) ? 1 : 0.8) : 0
  },
  readsPieces: true,
  async decode(files, options, task) {
    const { decodeDxf } = await import('./dxf-decode.ts')
    return decodeDxf(files, options, task)
  },
  async encode(input, task) {
    const { encodeDxf } = await import('./dxf-encode.ts')
    return { name: `${input.table.name}.dxf`, mime: 'image/vnd.dxf', bytes: await encodeDxf(input, task) }
  },
  writes: { kinds: ['point', 'line', 'polygon'] },
  async losses(input) {
    const { controlsDropped, shapelessDropped } = await import('./write-losses.ts')
    return [
      ...shapelessDropped(input, 'DXF'),
      ...controlsDropped(input, 'DXF'),
      { code: 'write.noCrsName', detail: {}, level: 'info' },
      { code: 'write.asXdata', detail: {}, level: 'info' },
    ]
  },
})
