import type { Drawing } from '../core/print/drawing.ts'
import { openFontBook } from '../core/print/font-book.ts'
import { escapeXml, svgMarks } from '../core/print/svg-marks.ts'
import { chaptersOf, type ReportExport } from '../core/report-export.ts'
import type { Task } from '../core/task.ts'
import type { OutputFile } from './format.ts'
import { type DocumentTable, type ReportDocument, reportDocument, reportTitle } from './report-document.ts'
import { chartDrawing } from './report-drawings.ts'
import { reportMap } from './report-map.ts'

const LANGUAGE = { zh: 'zh-CN', en: 'en' } as const

/** A report as one file that any browser opens without a network and prints on A4: figures, map, notes, method, sources. */
export async function encodeReportHtml(input: ReportExport, task: Task): Promise<OutputFile> {
  const documents: ReportDocument[] = []
  const articles: string[] = []
  for (const chapter of chaptersOf(input)) {
    const document = reportDocument(chapter)
    documents.push(document)
    articles.push(article(document, await reportMap(chapter, document, task)))
  }
  const title = reportTitle(documents, input.locale)
  return {
    name: `${title}.html`,
    mime: 'text/html',
    bytes: new TextEncoder().encode(page(title, articles, LANGUAGE[input.locale])),
  }
}

function page(title: string, articles: readonly string[], language: string): string {
  const names = articles.length > 1 ? `<p class="several">${escapeXml(title)}</p>` : ''
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeXml(title)}</title><style>${STYLE}</style></head><body><main>
${names}${articles.join('\n')}
</main></body></html>
`
}

function article(document: ReportDocument, map: Drawing | null): string {
  const { title, notice, made, conclusion, notes, chart, tables, provenance, headings } = document
  const list = notes.map((note) => `<li>${escapeXml(note)}</li>`).join('')
  const lines = provenance.map(([label, value]) => `<dt>${escapeXml(label)}</dt><dd>${escapeXml(value)}</dd>`).join('')
  // the reader's own typeface: measured by guess, with room left
  const drawn = chartDrawing(document, openFontBook([]).measure)
  return `<article>
<h1>${escapeXml(title)}</h1><p class="made">${escapeXml(made)}</p>
${notice ? `<p class="notice">${escapeXml(notice)}</p>` : ''}
<p class="conclusion">${escapeXml(conclusion)}</p>
${map ? figure(map, headings.map) : ''}
${drawn ? figure(drawn, chart?.caption ?? '') : ''}
${list ? `<section><h2>${escapeXml(headings.notes)}</h2><ul>${list}</ul></section>` : ''}
${tables.map(table).join('\n')}
<section><h2>${escapeXml(headings.provenance)}</h2><dl>${lines}</dl></section>
</article>`
}
const figure = ({ marks, widthMm, heightMm }: Drawing, label: string) =>
  `<figure>${svgMarks(marks, widthMm, heightMm, label)}</figure>`

function table({ title, columns, rows, totals, over, rest }: DocumentTable): string {
  const cell = (tag: 'td' | 'th', text: string, c: number) =>
    `<${tag}${tag === 'th' ? ' scope="col"' : ''}${columns[c].isNumber ? ' class="n"' : ''}>${escapeXml(text)}</${tag}>`
  const line = (cells: readonly string[]) => `<tr>${cells.map((text, c) => cell('td', text, c)).join('')}</tr>`
  const all = [...columns.keys()]
  const isUnder = (c: number) => over !== null && c >= over.from && c < over.from + over.count
  const alone = (c: number) => cell('th', columns[c].head, c).replace('<th', '<th rowspan="2"')
  const heads = over
    ? `<tr>${all.map((c) => (c === over.from ? `<th scope="colgroup" colspan="${over.count}" class="over">${escapeXml(over.head)}</th>` : isUnder(c) ? '' : alone(c))).join('')}</tr><tr>${all
        .filter(isUnder)
        .map((c) => cell('th', columns[c].head, c))
        .join('')}</tr>`
    : `<tr>${all.map((c) => cell('th', columns[c].head, c)).join('')}</tr>`
  return `<section><h2>${escapeXml(title)}</h2><div class="wide"><table><thead>${heads}</thead><tbody>${rows.map(line).join('\n')}</tbody>${
    totals ? `<tfoot>${line(totals)}</tfoot>` : ''
  }</table></div>${rest ? `<p>${escapeXml(rest)}</p>` : ''}</section>`
}

const STYLE = `
body{margin:0;background:#faf9f6;color:#1d2b2f;font:14px/1.5 "Noto Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif}
main{max-width:1000px;margin:0 auto;padding:32px 24px;background:#fff}
h1{margin:0 0 4px;font-size:24px}h2{margin:24px 0 8px;font-size:16px}
.made{margin:0;color:#55666b;font-size:12px}.notice{padding:8px 12px;background:#fdf3df;color:#7a4600}
.conclusion{font-size:16px;font-weight:600}figure{margin:16px 0}svg{max-width:100%;height:auto}
.several{color:#55666b}article+article{margin-top:48px;padding-top:24px;border-top:1px solid #1d2b2f}th.over{text-align:center}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:12px}
th,td{padding:4px 8px;border-bottom:1px solid #e3e1da;text-align:left;vertical-align:top}
th{border-bottom:1px solid #1d2b2f;font-weight:600}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
/* beside ten columns of figures a name had the width of one letter: long heads make way */
th.n{white-space:normal}td:not(.n){min-width:4.5em}
tfoot td{border-top:1px solid #1d2b2f;font-weight:600}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px;font-size:12px}dt{color:#55666b}dd{margin:0;overflow-wrap:anywhere}
/* a shade where the table goes on, for a figure cut there looks whole */
@media screen{.wide{background:linear-gradient(270deg,#fff 12px,#fff0 28px) right/28px 100% no-repeat local,linear-gradient(270deg,#0003,#0000) right/14px 100% no-repeat #fff}}
@media screen and (max-width:700px){main{padding:24px 16px}}
@page{size:A4;margin:16mm 15mm}
@media print{article+article{break-before:page;border:0;margin:0;padding:0}body,main{background:#fff}main{max-width:none;padding:0}svg{max-width:none}.wide{overflow:visible}
table{font-size:8.5px}th,td{padding:3px 2px}td:not(.n){min-width:4em;overflow-wrap:anywhere}thead{display:table-header-group}tfoot{display:table-row-group}tr{break-inside:avoid}h2{break-after:avoid}}
`
