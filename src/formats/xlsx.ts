import { defineFormat } from './format.ts'

export default defineFormat({
  id: 'xlsx',
  title: { zh: 'Excel 工作簿', en: 'Excel workbook' },
  extensions: ['xlsx', 'xlsm'],
  sniff(head, name) {
    const isZip = head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4
    if (!isZip) return 0
    if (/\.xls[xm]$/i.test(name)) return 0.9
    // the first members of a workbook are written in no fixed order, but their names are
    const names = new TextDecoder('latin1').decode(head)
    return names.includes('[Content_Types].xml') && names.includes('xl/') ? 0.8 : 0
  },
  readsPieces: true,
  async decode(files, options, task) {
    const { decodeXlsx } = await import('./xlsx-decode.ts')
    return decodeXlsx(files, options, task)
  },
  async sample([file], options, task) {
    const { sampleXlsx } = await import('./xlsx-decode.ts')
    return sampleXlsx(file, options, task)
  },
  async encode(input, task) {
    const { encodeXlsx } = await import('./xlsx-encode.ts')
    const { XLSX_MIME } = await import('./xlsx-parts.ts')
    return { name: `${input.table.name}.xlsx`, mime: XLSX_MIME, bytes: await encodeXlsx(input, task) }
  },
  writes: { dropsHeights: true, extension: 'xlsx', hasHeadings: true, hasNumberStyles: true, holdsMetadata: true },
  async losses(input) {
    const { xlsxLosses } = await import('./xlsx-losses.ts')
    return xlsxLosses(input)
  },
})
