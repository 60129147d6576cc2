import type { Locale } from '../text.ts'
import type { Check } from './check.ts'
import type { TimeOf } from './local-time.ts'
import { type SheetWords, sheetWords } from './sheet-words.ts'

const CSS = `@page{size:A4 landscape;margin:15mm}body{font:10.5pt/1.5 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;color:#000;margin:24px}
h1{font-size:16pt;text-align:center;margin:0 0 8pt}section{break-after:page}section:last-child{break-after:auto}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:9pt}th,td{border:.5pt solid #000;padding:2pt 4pt;text-align:right}
th{font-weight:600;text-align:center}td.w{text-align:left}dl{display:grid;grid-template-columns:auto 1fr auto 1fr;gap:2pt 12pt;margin:0 0 8pt}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
p{margin:6pt 0}footer{display:flex;gap:24pt;margin-top:18pt}footer span{flex:1;border-bottom:.5pt solid #000;padding-bottom:14pt}tr{break-inside:avoid}`

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c)

/** 界址核实表 of some checks as a page of HTML to be printed, one sheet a check. Nothing in it is fetched or run. */
export function checkSheet(checks: readonly Check[], locale: Locale, timeOf: TimeOf): string {
  const sheets = checks.map((check) => sheetWords(check, locale, timeOf))
  const title = escaped(sheets[0]?.title ?? '')
  return `<!doctype html><html lang="${locale === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><title>${title}</title><style>${CSS}</style></head><body>${sheets.map(sectionOf).join('')}</body></html>`
}

function sectionOf({ title, colon, about, heads, rows, isWords, paragraphs, signatures }: SheetWords): string {
  const cells = (row: readonly string[]) =>
    row.map((text, c) => `<td${isWords[c] ? ' class="w"' : ''}>${escaped(text)}</td>`).join('')
  const lines = paragraphs.map(([head, value]) => `<p>${head ? `<b>${escaped(head + colon)}</b>` : ''}${escaped(value)}</p>`)
  return `<section><h1>${escaped(title)}</h1><dl>${about.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>
<table><thead><tr>${heads.map((head) => `<th>${escaped(head)}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table>
${lines.join('')}<footer>${signatures.map(([name, value]) => `<span>${escaped(name + colon + value)}</span>`).join('')}</footer></section>`
}
