import type { Detail } from '../errors.ts'
import type { Locale, Text } from '../text.ts'

export type FindingKind =
  | 'overlap'
  | 'duplicate-geometry'
  | 'gap'
  | 'near-vertex'
  | 'self-intersection'
  | 'touches-itself'
  | 'hole-outside'
  | 'degenerate'
  | 'no-shape'
  | 'spike'
  | 'short-edge'
  | 'sliver'
  | 'missing-id'
  | 'duplicate-id'
  | 'missing-value'
  | 'unit-code'
  | 'land-class'
  | 'area-mismatch'
  | 'register'

export type Severity = 'error' | 'warning'

/** error: the data contradict themselves or a rule; warning: to be looked at, may be right. In the order of the report. */
export const KINDS: Readonly<Record<FindingKind, { readonly severity: Severity; readonly label: Text }>> = {
  overlap: { severity: 'error', label: { zh: '图形重叠', en: 'Overlap' } },
  'duplicate-geometry': { severity: 'error', label: { zh: '图形重复', en: 'Duplicate shape' } },
  'self-intersection': { severity: 'error', label: { zh: '自相交', en: 'Self-intersection' } },
  'hole-outside': { severity: 'error', label: { zh: '内环或部件位置错误', en: 'Misplaced hole or part' } },
  degenerate: { severity: 'error', label: { zh: '退化图形', en: 'Degenerate shape' } },
  'no-shape': { severity: 'error', label: { zh: '无图形', en: 'No shape' } },
  'missing-id': { severity: 'error', label: { zh: '编号缺失', en: 'Missing id' } },
  'duplicate-id': { severity: 'error', label: { zh: '编号重复', en: 'Duplicate id' } },
  'unit-code': { severity: 'error', label: { zh: '不动产单元代码错误', en: 'Unit code' } },
  'land-class': { severity: 'error', label: { zh: '地类编码错误', en: 'Land class code' } },
  register: { severity: 'error', label: { zh: '登记面积不闭合', en: 'Register does not add up' } },
  'area-mismatch': { severity: 'error', label: { zh: '登记面积超限', en: 'Registered area beyond tolerance' } },
  'missing-value': { severity: 'warning', label: { zh: '属性缺失', en: 'Missing value' } },
  'touches-itself': { severity: 'warning', label: { zh: '图形自接触', en: 'Touches itself' } },
  gap: { severity: 'warning', label: { zh: '缝隙', en: 'Gap' } },
  'near-vertex': { severity: 'warning', label: { zh: '界址点未重合', en: 'Corners not shared' } },
  spike: { severity: 'warning', label: { zh: '尖刺', en: 'Spike' } },
  'short-edge': { severity: 'warning', label: { zh: '短边或重复点', en: 'Short edge or duplicate vertex' } },
  sliver: { severity: 'warning', label: { zh: '碎图斑', en: 'Sliver' } },
}

export const KIND_ORDER = Object.keys(KINDS) as readonly FindingKind[]

export const SEVERITIES: Readonly<Record<Severity, Text>> = {
  error: { zh: '错误', en: 'Error' },
  warning: { zh: '警告', en: 'Warning' },
}

/**
 * What a finding says, by kind and rule; {name} stands for a value of its detail. Written here and not with the words of the screen:
 * they are cells of a table that is exported and printed where no screen is.
 */
const EXPLANATIONS: Readonly<Record<string, Text>> = {
  overlap: { zh: '第 {first} 行与第 {second} 行重叠 {areaM2} m²', en: 'Rows {first} and {second} overlap by {areaM2} m²' },
  'duplicate-geometry': { zh: '第 {first} 行与第 {second} 行图形相同', en: 'Rows {first} and {second} have the same shape' },
  gap: {
    zh: '{count} 个要素之间的空白 {areaM2} m²，平均宽 {widthM} m',
    en: '{areaM2} m² between {count} features are covered by none, {widthM} m wide on average',
  },
  'near-vertex': {
    zh: '第 {first} 行的界址点距第 {second} 行的界线 {distanceMm} mm，没有重合',
    en: 'A corner of row {first} stands {distanceMm} mm from the border of row {second} instead of on it',
  },
  'self-intersection': { zh: '界线自相交或自接触，{count} 处', en: 'The border crosses or touches itself; places: {count}' },
  'touches-itself': {
    zh: '环自接触，或几个部件共用一段界线：面积无误，但多数软件判为无效图形，提交前宜改正',
    en: 'A ring touches itself, or parts share a border: the area is right, but most programs call such a shape invalid; mend it before handing it in',
  },
  'hole-outside.hole': { zh: '内环在外环之外，或在另一内环之中', en: 'A hole lies outside its part or inside another hole' },
  'hole-outside.part': { zh: '一个部件在另一部件之中或与之相交', en: 'One part lies inside or across another' },
  degenerate: { zh: '环少于三个不同的点，或没有面积', en: 'A ring has fewer than three distinct vertices, or no area' },
  'no-shape': { zh: '有属性而没有图形', en: 'There are attributes but no shape' },
  spike: {
    zh: '夹角 {angleDeg}°、长 {lengthM} m 的尖角（小于 {limitDeg}°）',
    en: 'A corner of {angleDeg}°, {lengthM} m long (below {limitDeg}°)',
  },
  'short-edge.duplicate': { zh: '同一界址点重复 {count} 次', en: '{count} vertices repeat the one before' },
  'short-edge.short': {
    zh: '{count} 条边短于 {limitM} m，最短 {lengthMm} mm',
    en: '{count} edges are shorter than {limitM} m, the shortest {lengthMm} mm',
  },
  'sliver.area': { zh: '面积 {areaM2} m²，小于 {limitM2} m²', en: '{areaM2} m², less than {limitM2} m²' },
  'sliver.width': { zh: '平均宽 {widthM} m，小于 {limitM} m', en: '{widthM} m wide on average, less than {limitM} m' },
  'missing-id': { zh: '字段 {field} 为空', en: '{field} is empty' },
  'duplicate-id': { zh: '字段 {field} 的“{value}”出现 {count} 次', en: '“{value}” occurs {count} times in {field}' },
  'missing-value': { zh: '字段 {field} 为空', en: '{field} is empty' },
  'unit-code.length': {
    zh: '“{value}”为 {length} 位：应为 28 位，或宗地代码 19 位',
    en: '“{value}” has {length} characters; 28, or 19 of a parcel code, are wanted',
  },
  'unit-code.character': { zh: '“{value}”第 {place} 位不合编码规则', en: 'Character {place} of “{value}” does not fit the code' },
  'unit-code.right-needs-collective': {
    zh: '“{value}”：特征码 {letters} 中的 {right} 只能用于集体土地（J）',
    en: '“{value}”: in {letters}, {right} belongs to collective land (J) only',
  },
  'unit-code.serial-zero': { zh: '“{value}”：宗地顺序号不能为 00000', en: '“{value}”: the serial number 00000 is not allowed' },
  'unit-code.fixture-number': {
    zh: '“{value}”：W 后必须为八个 0，F、L、Q 后不能全为 0',
    en: '“{value}”: eight zeros belong to W, and to W only',
  },
  'unit-code.county': {
    zh: '“{value}”：县级代码 {county} 与本图层其余的 {expected} 不符',
    en: '“{value}”: county {county}, while the layer’s others have {expected}',
  },
  'unit-code.ownership': {
    zh: '“{value}”：特征码 {letter} 与权属性质 {ownership} 不符',
    en: '“{value}”: {letter} contradicts the ownership {ownership}',
  },
  'land-class': { zh: '“{value}”不在代码表中', en: '“{value}” is not in the code list' },
  'area-mismatch': {
    zh: '登记 {registeredM2} m²，图形 {drawnM2} m²，相差 {differenceM2} m²（{permille}‰），限差 ±{limitM2} m²',
    en: 'Registered {registeredM2} m², drawn {drawnM2} m²: {differenceM2} m² apart ({permille}‰), tolerance ±{limitM2} m²',
  },
  'register.ownership-sum': {
    zh: '总面积 {stated} 公顷 ≠ 国有＋集体＋争议 {summed} 公顷',
    en: 'Total {stated} ha ≠ state + collective + disputed {summed} ha',
  },
  'register.resource-sum': {
    zh: '总面积 {stated} 公顷 ≠ 自然资源＋非自然资源 {summed} 公顷',
    en: 'Total {stated} ha ≠ natural resources + others {summed} ha',
  },
  'register.type-sum': {
    zh: '自然资源总面积 {stated} 公顷 ≠ 各类型之和 {summed} 公顷',
    en: 'Natural resources {stated} ha ≠ sum of the types {summed} ha',
  },
  'register.missing': { zh: '字段 {field} 为空', en: '{field} is empty' },
  'register.negative': { zh: '字段 {field} 为负：{stated} 公顷', en: '{field} is negative: {stated} ha' },
}

/** @param rule says which of a kind's rules was broken; null: the kind has one */
export function explain(kind: FindingKind, rule: string | null, detail: Detail): Text {
  const words = EXPLANATIONS[rule === null ? kind : `${kind}.${rule}`]
  const fill = (locale: Locale) => words[locale].replace(/\{(\w+)\}/g, (_, name: string) => String(detail[name] ?? ''))
  return { zh: fill('zh'), en: fill('en') }
}
