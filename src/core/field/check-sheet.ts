import { crsOf } from '../crs.ts'
import type { Locale, Text } from '../text.ts'
import { plainNumber, shownNumber } from '../units.ts'
import type { Check } from './check.ts'
import { CLASS_LABELS, VERDICT_LABELS } from './check-labels.ts'
import { checkLines } from './check-lines.ts'
import { summariseCheck } from './summarise-check.ts'
import { POINT_CLASSES } from './verdict.ts'

const W = {
  title: { zh: '界址核实表', en: 'Boundary check' },
  parcel: { zh: '宗地', en: 'Parcel' },
  layer: { zh: '图层', en: 'Layer' },
  checksum: { zh: '数据校验', en: 'Checksum' },
  crs: { zh: '坐标系', en: 'CRS' },
  time: { zh: '核实时间（设备时钟）', en: 'Checked (device clock)' },
  pointClass: { zh: '界址点等级', en: 'Class of points' },
  classOf: { zh: '{name}（中误差 ±{rmse} m，允许误差 ±{limit} m）', en: '{name} (RMSE ±{rmse} m, limit ±{limit} m)' },
  heads: {
    zh: [
      '点号',
      'X (m)',
      'Y (m)',
      '边长 (m)',
      '界标种类',
      '界址线类别',
      '位置',
      '状况',
      '实测 X',
      '实测 Y',
      '偏移 (m)',
      '方位',
      '精度 (m)',
      '说明',
    ],
    en: [
      'Point',
      'X (m)',
      'Y (m)',
      'Edge (m)',
      'Marker',
      'Line',
      'Position',
      'Found',
      'Measured X',
      'Measured Y',
      'Offset (m)',
      'Azimuth',
      'Accuracy (m)',
      'Note',
    ],
  },
  refused: { zh: '（精度不足，不作判定）', en: ' (not accurate enough to judge)' },
  statistics: {
    zh: '参与判定 {judged} 点，合格 {within} 点；中误差 {rmse} m{formal}；粗差：{gross}',
    en: '{judged} points judged, {within} within the limit; RMSE {rmse} m{formal}; gross errors: {gross}',
  },
  informal: { zh: '（少于 20 点，仅供参考）', en: ' (fewer than 20 points: for information)' },
  none: { zh: '无', en: 'none' },
  area: {
    zh: '实测面积 {measured} ± {sigma} m²，登记面积 {registered} m²，差 {difference} m²，允差 ±{tolerance} m²：{verdict}',
    en: 'Measured area {measured} ± {sigma} m², registered {registered} m², difference {difference} m², tolerance ±{tolerance} m²: {verdict}',
  },
  within: { zh: '在允差内', en: 'within tolerance' },
  beyond: { zh: '超出允差', en: 'beyond tolerance' },
  conclusion: { zh: '核实结论', en: 'Conclusion' },
  open: { zh: '未下结论', en: 'open' },
  note: { zh: '核实记事', en: 'Notes' },
  signatures: { zh: ['核实人', '指界人', '审核人', '日期'], en: ['Officer', 'Boundary witness', 'Reviewer', 'Date'] },
} as const

const CSS = `@page{size:A4 landscape;margin:15mm}body{font:10.5pt/1.5 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;color:#000;margin:24px}
h1{font-size:16pt;text-align:center;margin:0 0 8pt}section{break-after:page}section:last-child{break-after:auto}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:9pt}th,td{border:.5pt solid #000;padding:2pt 4pt;text-align:right}
th{font-weight:600;text-align:center}td.w{text-align:left}dl{display:grid;grid-template-columns:auto 1fr auto 1fr;gap:2pt 12pt;margin:0 0 8pt}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
p{margin:6pt 0}footer{display:flex;gap:24pt;margin-top:18pt}footer span{flex:1;border-bottom:.5pt solid #000;padding-bottom:14pt}tr{break-inside:avoid}`

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c)
const fill = (words: string, values: Readonly<Record<string, string>>) =>
  words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '')

/** 界址核实表 of some checks as a page of HTML to be printed, one sheet a check. Nothing in it is fetched or run. */
export function checkSheet(checks: readonly Check[], locale: Locale): string {
  const word = (text: Text) => text[locale]
  const sections = checks.map((check) => sheetOf(check, locale))
  return `<!doctype html><html lang="${locale === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><title>${word(W.title)}</title><style>${CSS}</style></head><body>${sections.join('')}</body></html>`
}

function sheetOf(check: Check, locale: Locale): string {
  const word = (text: Text) => text[locale]
  const summary = summariseCheck(check)
  const m = (value: number | null | undefined, decimals = 3) =>
    value === null || value === undefined ? '' : plainNumber(value, decimals)
  const { rmseM, limitM } = POINT_CLASSES[check.pointClass]
  const about: readonly (readonly [Text, string])[] = [
    [W.parcel, [check.parcel.code, check.parcel.name].filter(Boolean).join(' ')],
    [W.layer, check.layer.title],
    [W.crs, crsOf(check.crs)?.title[locale] ?? check.crs],
    [W.checksum, check.layer.sha256?.slice(0, 16) ?? '/'],
    [W.time, check.changedAt],
    [W.pointClass, fill(word(W.classOf), { name: word(CLASS_LABELS[check.pointClass]), rmse: m(rmseM), limit: m(limitM, 2) })],
  ]
  const rows = checkLines(check, locale).map((line) => {
    const { point } = line
    const note = `${point.note}${line.verdict?.kind === 'refused' ? word(W.refused) : ''}`
    const figures = [line.label, m(line.registered?.x), m(line.registered?.y), m(line.edgeM, 2)]
    const words = [line.marker, line.line, line.linePosition, line.status]
    const found = [
      m(line.measured?.x),
      m(line.measured?.y),
      m(line.offsetM),
      line.azimuthDeg === null ? '' : `${m(line.azimuthDeg, 1)}°`,
      m(point.measured?.accuracyM),
    ]
    const cell = (text: string, isWord: boolean) => `<td${isWord ? ' class="w"' : ''}>${escaped(text || '/')}</td>`
    return `<tr>${[...figures.map((t) => cell(t, false)), ...words.map((t) => cell(t, true)), ...found.map((t) => cell(t, false)), cell(note, true)].join('')}</tr>`
  })
  const statistics = fill(word(W.statistics), {
    judged: String(summary.judged),
    within: String(summary.withinLimit),
    rmse: m(summary.rmseM) || '/',
    formal: summary.judged > 0 && !summary.isFormal ? word(W.informal) : '',
    gross: summary.gross.join('、') || word(W.none),
  })
  const { area } = summary
  const areaLine =
    area &&
    fill(word(W.area), {
      measured: shownNumber(area.measuredM2, 2),
      sigma: Number.isFinite(area.sigmaM2) ? shownNumber(area.sigmaM2, 2) : '/',
      registered: area.registeredM2 === null ? '/' : shownNumber(area.registeredM2, 2),
      difference: shownNumber(area.differenceM2, 2),
      tolerance: shownNumber(area.toleranceM2, 2),
      verdict: word(area.isWithin ? W.within : W.beyond),
    })
  return `<section><h1>${word(W.title)}</h1><dl>${about.map(([name, value]) => `<dt>${word(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>
<table><thead><tr>${W.heads[locale].map((head) => `<th>${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>
<p>${escaped(statistics)}</p>${areaLine ? `<p>${escaped(areaLine)}</p>` : ''}
<p><b>${word(W.conclusion)}：</b>${check.verdict ? word(VERDICT_LABELS[check.verdict]) : word(W.open)}</p><p><b>${word(W.note)}：</b>${escaped(check.note || '/')}</p>
<footer>${W.signatures[locale].map((name, i) => `<span>${name}：${i === 0 ? escaped(check.officer) : ''}</span>`).join('')}</footer></section>`
}
