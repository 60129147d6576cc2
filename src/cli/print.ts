import { headerOf } from '../core/report.ts'
import type { ReportExport } from '../core/report-export.ts'
import type { Locale, Text } from '../core/text.ts'
import { reportOf, TOTAL } from '../formats/report-lines.ts'
import type { LayerInfo } from './info.ts'
import type { RasterInfo } from './rasters.ts'
import { wordsOf } from './words.ts'

/** Names of the lines that `info` prints. */
const LINES = {
  count: { zh: '要素', en: 'features' },
  crs: { zh: '坐标系', en: 'CRS' },
  unknown: { zh: '未知', en: 'unknown' },
  encoding: { zh: '编码', en: 'encoding' },
  bbox: { zh: '范围', en: 'extent' },
  fields: { zh: '字段', en: 'fields' },
  levels: { zh: '金字塔级数', en: 'overviews' },
} satisfies Record<string, Text>

export function infoText(layers: readonly LayerInfo[], rasters: readonly RasterInfo[], locale: Locale): string {
  const say = (text: Text) => text[locale]
  const texts = layers.map((layer) => {
    const fields = layer.fields.map(({ name, type }) => `${name} (${type})`).join(', ')
    return [
      `${layer.name} · ${layer.format} · ${layer.geometry ?? '—'} · ${layer.file}`,
      `  ${say(LINES.count)}: ${layer.count}`,
      `  ${say(LINES.crs)}: ${layer.crs ?? say(LINES.unknown)}`,
      `  ${say(LINES.encoding)}: ${layer.encoding ?? '—'}`,
      `  ${say(LINES.bbox)}: ${layer.bbox?.join(' ') ?? '—'}`,
      `  ${say(LINES.fields)}: ${fields || '—'}`,
      ...layer.notes.map(({ code, detail }) => `  · ${wordsOf(code, detail, locale)}`),
    ].join('\n')
  })
  const pictures = rasters.map((raster) =>
    [
      `${raster.name} · GeoTIFF · ${raster.levels[0]} · ${raster.bands} × ${raster.sampleType} · ${raster.file}`,
      `  ${say(LINES.crs)}: ${raster.crs}`,
      `  ${say(LINES.bbox)}: ${raster.bbox.join(' ')}`,
      `  ${say(LINES.levels)}: ${raster.levels.length - 1}`,
      ...raster.notes.map(({ code, detail }) => `  · ${wordsOf(code, detail, locale)}`),
    ].join('\n'),
  )
  return [...texts, ...pictures].map((text) => `${text}\n`).join('\n')
}

/** Lines of a table that are printed: nobody reads a million of them, and files hold them all. */
const MOST_LINES = 1000

/** The report as a table for the terminal: texts left, figures right, then notes and method. */
export function resultText(report: Omit<ReportExport, 'format'>): string {
  const { locale, result } = report
  const { columns, length, cell, totals } = reportOf({ ...report, format: 'csv' })
  const shown = Math.min(length, MOST_LINES)
  const lines = [
    columns.map((column) => headerOf(column, locale)),
    ...Array.from({ length: shown }, (_, line) => columns.map((_, c) => cell(line, c).text)),
    ...(shown < length ? [columns.map((_, c) => (c === 0 ? '…' : ''))] : []),
    totals.map((total, c) => (c === 0 ? (total ? `${TOTAL[locale]} ${total.text}` : TOTAL[locale]) : (total?.text ?? ''))),
  ]
  const widths = columns.map((_, c) => Math.max(...lines.map((line) => widthOf(line[c]))))
  const table = lines.map((line) =>
    line
      .map((text, c) => {
        const space = ' '.repeat(widths[c] - widthOf(text))
        return columns[c].kind === 'text' ? text + space : space + text
      })
      .join('  ')
      .trimEnd(),
  )
  const notes = [...(report.notes ?? [])]
  if (shown < length) notes.unshift(wordsOf('cli.moreLines', { shown, count: length }, locale))
  return `${[report.title[locale], '', ...table, '', ...notes, result.method[locale]].join('\n')}\n`
}

/** Chinese characters are two wide in a terminal. */
function widthOf(text: string): number {
  return Array.from(text).reduce((width, character) => width + (character > '\u2e80' ? 2 : 1), 0)
}
