import { defineFormat } from './format.ts'

/** 界址点坐标交换格式: the text in which 自然资源 offices hand over boundary points. */
export default defineFormat({
  id: 'txt',
  title: { zh: '界址点坐标 TXT', en: 'Boundary points (TXT)' },
  extensions: ['txt'],
  sniff(head, name) {
    const isWide = head[0] === 0xff && head[1] === 0xfe
    for (const encoding of isWide ? ['utf-16le'] : ['utf-8', 'gb18030']) {
      const text = new TextDecoder(encoding).decode(head)
      if (/[[【](属性描述|地块坐标)[\]】]/.test(text)) return 1
      // the line of a parcel, then a point of it
      if (/^\s*\d+[,，][^\n]*[,，]\s*[@＠}]\s*$[\s]*^[^\n,]+[,，]\s*\d+\s*[,，]\s*[\d.]+[,，]\s*[\d.]+/m.test(text))
        return /\.txt$/i.test(name) ? 0.9 : 0.6
    }
    return 0
  },
  async decode(files, options, task) {
    const { decodeBoundaryText } = await import('./txt-decode.ts')
    return decodeBoundaryText(files, options, task)
  },
  async encode(input, task) {
    const { encodeBoundaryText } = await import('./txt-encode.ts')
    return { name: `${input.table.name}.txt`, mime: 'text/plain', bytes: await encodeBoundaryText(input, task) }
  },
  writes: { dropsHeights: true, crs: 'gaussKruger', kinds: ['polygon', 'line', 'point'], encodings: ['utf-8', 'gb18030'] },
  async losses(input) {
    const { boundaryTextLosses } = await import('./txt-encode.ts')
    return boundaryTextLosses(input)
  },
})
