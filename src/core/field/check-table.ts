import { geometryFromGeoJson } from '../geometry.ts'
import type { Column, FieldInfo, Table } from '../table.ts'
import type { Locale, Text } from '../text.ts'
import { plainNumber } from '../units.ts'
import type { Check } from './check.ts'
import { CLASS_LABELS, VERDICT_LABELS } from './check-labels.ts'
import { type CheckLine, checkLines } from './check-lines.ts'
import type { TimeOf } from './local-time.ts'

interface Heading {
  readonly name: string
  readonly label: Text
  readonly value: (line: CheckLine, check: Check, locale: Locale, timeOf: TimeOf) => string | number | null
}
const JUDGED: Readonly<Record<'pass' | 'fail' | 'refused', Text>> = {
  pass: { zh: '合格', en: 'Within limit' },
  fail: { zh: '超限', en: 'Beyond limit' },
  refused: { zh: '不能判定', en: 'Cannot be judged' },
}
/** to the millimetre, as coordinates are exchanged */
const mm = (value: number | null | undefined) => (value === null || value === undefined ? null : Number(plainNumber(value, 3)))

const HEADINGS: readonly Heading[] = [
  { name: 'ZDDM', label: { zh: '宗地', en: 'Parcel' }, value: (_, check) => check.parcel.code },
  { name: 'JZDH', label: { zh: '点号', en: 'Point' }, value: ({ label }) => label },
  { name: 'DJ_X', label: { zh: '登记 X (m)', en: 'Registered X (m)' }, value: ({ registered }) => mm(registered?.x) },
  { name: 'DJ_Y', label: { zh: '登记 Y (m)', en: 'Registered Y (m)' }, value: ({ registered }) => mm(registered?.y) },
  { name: 'JZJJ', label: { zh: '边长 (m)', en: 'Edge (m)' }, value: ({ edgeM }) => mm(edgeM) },
  { name: 'SCJJ', label: { zh: '实测边长 (m)', en: 'Measured edge (m)' }, value: ({ measuredEdgeM }) => mm(measuredEdgeM) },
  {
    name: 'JJPD',
    label: { zh: '间距判定', en: 'Edge judged' },
    value: ({ edgeVerdict }, _, locale) => (edgeVerdict ? JUDGED[edgeVerdict.kind][locale] : ''),
  },
  { name: 'ZK', label: { zh: '界标状况', en: 'Found' }, value: ({ status }) => status },
  { name: 'SC_X', label: { zh: '实测 X (m)', en: 'Measured X (m)' }, value: ({ measured }) => mm(measured?.x) },
  { name: 'SC_Y', label: { zh: '实测 Y (m)', en: 'Measured Y (m)' }, value: ({ measured }) => mm(measured?.y) },
  { name: 'PYJL', label: { zh: '偏移 (m)', en: 'Offset (m)' }, value: ({ offsetM }) => mm(offsetM) },
  {
    name: 'PYFW',
    label: { zh: '偏移方位 (°)', en: 'Offset azimuth (°)' },
    value: ({ azimuthDeg }) => (azimuthDeg === null ? null : Number(plainNumber(azimuthDeg, 1))),
  },
  { name: 'JD', label: { zh: '精度 (m)', en: 'Accuracy (m)' }, value: ({ point }) => mm(point.measured?.accuracyM) },
  { name: 'BZC', label: { zh: '标准差 (m)', en: 'Std. dev. (m)' }, value: ({ point }) => mm(point.measured?.sdM) },
  { name: 'CS', label: { zh: '平均次数', en: 'Fixes' }, value: ({ point }) => point.measured?.count ?? null },
  { name: 'LY', label: { zh: '定位来源', en: 'Source' }, value: ({ source }) => source },
  {
    name: 'PD',
    label: { zh: '判定', en: 'Judged' },
    value: ({ verdict }, _, locale) => (verdict ? JUDGED[verdict.kind][locale] : ''),
  },
  { name: 'JBZL', label: { zh: '界标种类', en: 'Marker' }, value: ({ marker }) => marker },
  { name: 'JZXLB', label: { zh: '界址线类别', en: 'Kind of line' }, value: ({ line }) => line },
  { name: 'JZXWZ', label: { zh: '界址线位置', en: 'Position of line' }, value: ({ linePosition }) => linePosition },
  { name: 'ZP', label: { zh: '照片', en: 'Photos' }, value: ({ point }) => point.photos.map((id) => `${id}.jpg`).join(' ') },
  { name: 'SM', label: { zh: '说明', en: 'Note' }, value: ({ point }) => point.note },
  {
    name: 'CLSJ',
    label: { zh: '测量时间', en: 'Measured at' },
    value: ({ point }, _, __, timeOf) => (point.measured ? timeOf(point.measured.at) : ''),
  },
  {
    name: 'DJJ',
    label: { zh: '界址点等级', en: 'Class' },
    value: (_, { pointClass }, locale) => CLASS_LABELS[pointClass][locale],
  },
  {
    name: 'JL',
    label: { zh: '核实结论', en: 'Conclusion' },
    value: (_, { verdict }, locale) => (verdict ? VERDICT_LABELS[verdict][locale] : ''),
  },
  { name: 'HSR', label: { zh: '核实人', en: 'Officer' }, value: (_, { officer }) => officer },
  { name: 'ZBX', label: { zh: '坐标系', en: 'CRS' }, value: (_, { crs }) => crs },
]

/** All boundary points of some checks, one a row, where each was found (or is registered), in lon/lat. */
export function checkTable(
  checks: readonly Check[],
  locale: Locale,
  timeOf: TimeOf,
): { readonly table: Table; readonly fields: readonly FieldInfo[] } {
  const rows = checks.flatMap((check) => checkLines(check, locale).map((line) => ({ check, line })))
  const columns = HEADINGS.map(({ name, value }): Column => {
    const values = rows.map(({ check, line }) => value(line, check, locale, timeOf))
    const isNumber = values.some((one) => typeof one === 'number')
    if (isNumber)
      return { name, type: 'number', values: Float64Array.from(values, (one) => (typeof one === 'number' ? one : Number.NaN)) }
    const dictionary = [...new Set(values.map((one) => (one === null ? '' : String(one))))]
    const codeOf = new Map(dictionary.map((word, code) => [word, code]))
    return {
      name,
      type: 'text',
      codes: Uint32Array.from(values, (one) => codeOf.get(one === null ? '' : String(one)) ?? 0),
      dictionary,
    }
  })
  const places = rows.map(({ line }) => line.point.measured ?? line.point.registered)
  return {
    table: {
      name: { zh: '界址核实', en: 'boundary check' }[locale],
      crs: 'EPSG:4490',
      length: rows.length,
      columns,
      geometry: geometryFromGeoJson(
        'point',
        places.map((at) => at && { type: 'Point', coordinates: [at.lng, at.lat] }),
      ),
    },
    fields: HEADINGS.map(({ name, label }) => ({ name, label })),
  }
}
