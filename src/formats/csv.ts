import { isBlankSeparated } from './blank-separated.ts'
import { defineFormat } from './format.ts'

/** Bytes that are looked at: the last line of so many may be cut. */
const HEAD_BYTES = 64 << 10
/** Names with which spreadsheets and survey programs save separated text. */
const NAMED = /\.(csv|tsv|tab)$/i

export default defineFormat({
  id: 'csv',
  title: { zh: 'CSV / TSV', en: 'CSV / TSV' },
  extensions: ['csv', 'tsv', 'tab', 'dat'],
  sniff(head, name) {
    // “Unicode text” of Excel is tabs in UTF-16 and called .txt
    const isWide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
    if (head.length === 0 || (!isWide && head.subarray(0, 1024).includes(0))) return 0
    const encoding = isWide ? (head[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'gb18030'
    if (NAMED.test(name)) return /^\s*[{<]/.test(new TextDecoder(encoding).decode(head.subarray(0, 64))) ? 0 : 0.6
    // what web systems give out as a workbook is often separated text
    if (!/\.(txt|xls|dat)$/i.test(name)) return 0
    // a table under a name that says nothing: at least three lines of the same number of cells
    const lines = new TextDecoder(encoding).decode(head).split(/\r?\n/).slice(0, 20).filter(Boolean)
    if (lines.length < 3) return 0
    if (isBlankSeparated(head.length < HEAD_BYTES ? lines : lines.slice(0, -1))) return 0.5
    return [',', '\t', ';', '|', '；', '，'].some((sign) => {
      const count = lines[0].split(sign).length
      return count > 1 && lines.slice(0, -1).every((line) => line.split(sign).length === count)
    })
      ? 0.5
      : 0
  },
  readsPieces: true,
  async decode(files, options, task) {
    const { decodeCsv } = await import('./csv-decode.ts')
    return decodeCsv(files, options, task)
  },
  async sample([file], options, task) {
    const [{ sampleLines }, { decodeCsv }] = await Promise.all([import('./text-sample.ts'), import('./csv-decode.ts')])
    return sampleLines(file, options, decodeCsv, task)
  },
  async encode(input, task) {
    const { encodeCsv } = await import('./csv-encode.ts')
    return { name: `${input.table.name}.csv`, mime: 'text/csv;charset=utf-8', bytes: await encodeCsv(input, task) }
  },
  async stream(input, task) {
    const { streamCsv } = await import('./csv-encode.ts')
    return { name: `${input.schema.name}.csv`, mime: 'text/csv;charset=utf-8', content: await streamCsv(input, task) }
  },
  writes: {
    dropsHeights: true,
    extension: 'csv',
    encodings: ['utf-8', 'gb18030'],
    hasHeadings: true,
    hasNumberStyles: true,
    canMarkCodes: true,
  },
  async losses(input) {
    const [{ countTexts }, { isFormula }] = await Promise.all([import('./write-losses.ts'), import('./report-csv.ts')])
    const count = countTexts(input, isFormula)
    return count > 0 ? [{ code: 'csv.defused', detail: { count }, level: 'info' }] : []
  },
})
