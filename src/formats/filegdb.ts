import { defineFormat } from './format.ts'

export default defineFormat({
  id: 'filegdb',
  title: { zh: 'Esri 文件地理数据库（zip）', en: 'Esri File Geodatabase (zip)' },
  extensions: ['gdb'],
  // a folder, which comes as an archive: its members' names stand in the head
  sniff(head, name) {
    if (head[0] !== 0x50 || head[1] !== 0x4b) return 0
    if (/\.gdb\.zip$/i.test(name)) return 1
    return /\.gdb[\\/]|\.gdbtable/i.test(new TextDecoder('latin1').decode(head)) ? 1 : 0
  },
  async decode(files, options, task) {
    const { decodeFilegdb } = await import('./filegdb-decode.ts')
    return decodeFilegdb(files, options, task)
  },
})
