import { defineFormat } from './format.ts'

export default defineFormat({
  id: 'mapinfo',
  title: { zh: 'MapInfo（TAB、MIF）', en: 'MapInfo (TAB, MIF)' },
  extensions: ['tab', 'mif'],
  companions: ['dat', 'map', 'id', 'ind', 'mid'],
  sniff(head) {
    const text = new TextDecoder('latin1').decode(head.subarray(0, 200)).trimStart()
    return /^!table\b/i.test(text) || /^version\s+\d+\s+charset\b/i.test(text) ? 1 : 0
  },
  async decode(files, options, task) {
    const { decodeMapinfo } = await import('./mapinfo-decode.ts')
    return decodeMapinfo(files, options, task)
  },
})
