import { crsOf } from '../crs.ts'
import type { Locale, Text } from '../text.ts'
import { plainNumber, shownNumber } from '../units.ts'
import type { Check } from './check.ts'
import { CLASS_LABELS, VERDICT_LABELS } from './check-labels.ts'
import { checkLines, summariseEdges } from './check-lines.ts'
import type { TimeOf } from './local-time.ts'
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
    en: 'Points judged: {judged}, within the limit: {within}; RMSE {rmse} m{formal}; gross errors: {gross}',
  },
  edges: {
    zh: '参与判定界址间距 {judged} 条，在允许误差 ±{limit} m 内 {within} 条；超限：{beyond}',
    en: 'Edges judged: {judged}, within ±{limit} m: {within}; beyond: {beyond}',
  },
  informal: { zh: '（少于 20 点，仅供参考）', en: ' (fewer than 20 points: for information)' },
  none: { zh: '无', en: 'none' },
  colon: { zh: '：', en: ': ' },
  pause: { zh: '、', en: ', ' },
  area: {
    zh: '实测面积 {measured} ± {sigma} m²，{kind} {registered} m²，差 {difference} m²，允差 ±{tolerance} m²（2m_P）：{verdict}',
    en: 'Measured area {measured} ± {sigma} m², {kind} {registered} m², difference {difference} m², tolerance ±{tolerance} m² (2 m_P): {verdict}',
  },
  registeredArea: { zh: '登记面积', en: 'registered' },
  drawnArea: { zh: '图形面积', en: 'drawn' },
  unjudged: { zh: '不判（实测点精度不够）', en: 'not judged (a measured point is not accurate enough)' },
  within: { zh: '在允差内', en: 'within tolerance' },
  beyond: { zh: '超出允差', en: 'beyond tolerance' },
  conclusion: { zh: '核实结论', en: 'Conclusion' },
  open: { zh: '未下结论', en: 'open' },
  note: { zh: '核实记事', en: 'Notes' },
  signatures: { zh: ['核实人', '指界人', '审核人', '日期'], en: ['Officer', 'Boundary witness', 'Reviewer', 'Date'] },
} as const

/** What stands on a 界址核实表, in words: the same for HTML and PDF. */
export interface SheetWords {
  readonly title: string
  /** between a head and its value */
  readonly colon: string
  readonly about: readonly (readonly [head: string, value: string])[]
  readonly heads: readonly string[]
  /** a row a point; '/' where there is nothing */
  readonly rows: readonly (readonly string[])[]
  /** whether a column is of words, which begin at the left */
  readonly isWords: readonly boolean[]
  /** figures and conclusion, a paragraph each */
  readonly paragraphs: readonly (readonly [head: string, value: string])[]
  readonly signatures: readonly (readonly [head: string, value: string])[]
}

const fill = (text: string, values: Readonly<Record<string, string>>) =>
  text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '')

export function sheetWords(check: Check, locale: Locale, timeOf: TimeOf): SheetWords {
  const word = (text: Text) => text[locale]
  const summary = summariseCheck(check)
  const m = (value: number | null | undefined, decimals = 3) =>
    value === null || value === undefined ? '' : plainNumber(value, decimals)
  const { rmseM, limitM } = POINT_CLASSES[check.pointClass]
  const statistics = fill(word(W.statistics), {
    judged: String(summary.judged),
    within: String(summary.withinLimit),
    rmse: m(summary.rmseM) || '/',
    formal: summary.judged > 0 && !summary.isFormal ? word(W.informal) : '',
    gross: summary.gross.join(word(W.pause)) || word(W.none),
  })
  const lines = checkLines(check, locale, summary)
  const edges = summariseEdges(lines)
  const edgeWords =
    edges.judged > 0 &&
    fill(word(W.edges), {
      judged: String(edges.judged),
      within: String(edges.within),
      limit: m(limitM, 2),
      beyond: edges.beyond.join(word(W.pause)) || word(W.none),
    })
  const { area } = summary
  const areaWords =
    area &&
    fill(word(W.area), {
      measured: shownNumber(area.measuredM2, 2),
      sigma: Number.isFinite(area.sigmaM2) ? shownNumber(area.sigmaM2, 2) : '/',
      kind: word(area.registeredM2 === null ? W.drawnArea : W.registeredArea),
      registered: shownNumber(area.registeredM2 ?? area.drawnM2, 2),
      difference: shownNumber(area.differenceM2, 2),
      tolerance: shownNumber(area.toleranceM2, 2),
      verdict: word(area.isWithin === null ? W.unjudged : area.isWithin ? W.within : W.beyond),
    })
  return {
    title: word(W.title),
    colon: word(W.colon),
    about: [
      [word(W.parcel), [check.parcel.code, check.parcel.name].filter(Boolean).join(' ')],
      [word(W.layer), word({ zh: check.layer.title, en: check.layer.titleEn ?? check.layer.title })],
      [word(W.crs), crsOf(check.crs)?.title[locale] ?? check.crs],
      [word(W.checksum), check.layer.sha256?.slice(0, 16) ?? '/'],
      [word(W.time), timeOf(check.changedAt)],
      [
        word(W.pointClass),
        fill(word(W.classOf), { name: word(CLASS_LABELS[check.pointClass]), rmse: m(rmseM), limit: m(limitM, 2) }),
      ],
    ],
    heads: W.heads[locale],
    isWords: W.heads.zh.map((_, c) => (c >= 4 && c <= 7) || c === 13),
    rows: lines.map((line) =>
      [
        line.label,
        m(line.registered?.x),
        m(line.registered?.y),
        m(line.edgeM, 2),
        line.marker,
        line.line,
        line.linePosition,
        line.status,
        m(line.measured?.x),
        m(line.measured?.y),
        m(line.offsetM),
        line.azimuthDeg === null ? '' : `${m(line.azimuthDeg, 1)}°`,
        m(line.point.measured?.accuracyM),
        `${line.point.note}${line.verdict?.kind === 'refused' ? word(W.refused) : ''}`,
      ].map((text) => text || '/'),
    ),
    paragraphs: [
      ['', statistics],
      ...(edgeWords ? [['', edgeWords] as const] : []),
      ...(areaWords ? [['', areaWords] as const] : []),
      [word(W.conclusion), check.verdict ? word(VERDICT_LABELS[check.verdict]) : word(W.open)],
      [word(W.note), check.note || '/'],
    ],
    signatures: W.signatures[locale].map((name, i) => [name, i === 0 ? check.officer : ''] as const),
  }
}
