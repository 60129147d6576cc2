import type { Note } from '../core/errors.ts'
import type { Column, FieldInfo } from '../core/table.ts'
import { landClassCodeList } from '../standards/land-classes-2019.ts'
import { ownershipCodeList } from '../standards/ownership.ts'
import { standardList } from '../standards/standard-lists.ts'

type Known = readonly [zh: string, en: string, more?: Omit<FieldInfo, 'name' | 'label'>]
const areaM2 = { unit: 'm2', decimals: 2 } as const

/**
 * Official field names that imported files carry, with their Chinese names.
 * Sources: TD/T 1057-2020 国土调查数据库标准; GB/T 35958 / TD/T 1015 不动产权籍 and 不动产登记数据库标准; 自然资源统一确权登记数据库标准.
 */
const KNOWN: Readonly<Record<string, Known>> = {
  BSM: ['标识码', 'Identifier', { role: 'id' }],
  YSDM: ['要素代码', 'Feature class code'],
  TBYBH: ['图斑预编号', 'Provisional patch number'],
  TBBH: ['图斑编号', 'Patch number'],
  DLBM: ['地类编码', 'Land class code', { role: 'landClass', codes: landClassCodeList.id }],
  DLMC: ['地类名称', 'Land class'],
  QSXZ: ['权属性质', 'Ownership', { role: 'ownership', codes: ownershipCodeList.id }],
  QSDWDM: ['权属单位代码', 'Owner unit code'],
  QSDWMC: ['权属单位名称', 'Owner unit', { role: 'holder' }],
  ZLDWDM: ['坐落单位代码', 'Location unit code'],
  ZLDWMC: ['坐落单位名称', 'Location unit', { role: 'location' }],
  TBMJ: ['图斑面积', 'Patch area', { ...areaM2, role: 'registeredAreaM2' }],
  KCDLBM: ['扣除地类编码', 'Deducted class code', { codes: landClassCodeList.id }],
  KCXS: ['扣除地类系数', 'Deduction ratio'],
  KCMJ: ['扣除地类面积', 'Deducted area', areaM2],
  TBDLMJ: ['图斑地类面积', 'Patch class area', areaM2],
  GDLX: ['耕地类型', 'Arable land type'],
  GDPDJB: ['耕地坡度级别', 'Arable slope grade'],
  XZDWKD: ['线状地物宽度', 'Linear feature width', { unit: 'm' }],
  CZCSXM: ['城镇村属性码', 'Settlement attribute code'],
  SJNF: ['数据年份', 'Year of data'],
  BDCDYH: ['不动产单元号', 'Real-estate unit code', { role: 'unitCode' }],
  ZRZYDJDYH: ['自然资源登记单元号', 'Natural-resource unit code', { role: 'unitCode' }],
  ZDDM: ['宗地代码', 'Parcel code', { role: 'unitCode' }],
  ZDMJ: ['宗地面积', 'Parcel area', { ...areaM2, role: 'registeredAreaM2' }],
  SCMJ: ['实测面积', 'Surveyed area', { ...areaM2, role: 'registeredAreaM2' }],
  DJMJ: ['登记面积', 'Registered area', { ...areaM2, role: 'registeredAreaM2' }],
  QLR: ['权利人', 'Right holder', { role: 'holder' }],
  QLRMC: ['权利人名称', 'Right holder', { role: 'holder' }],
  QLLX: ['权利类型', 'Kind of right'],
  QLXZ: ['权利性质', 'Nature of right'],
  ZL: ['坐落', 'Location', { role: 'location' }],
  TDZL: ['土地坐落', 'Location', { role: 'location' }],
  TDYT: ['土地用途', 'Land use'],
  YT: ['用途', 'Use'],
  XZQDM: ['行政区代码', 'Administrative code'],
  XZQMC: ['行政区名称', 'Administrative name', { role: 'name' }],
  XZMC: ['乡镇名称', 'Town', { role: 'town' }],
  ZJMC: ['镇街名称', 'Town', { role: 'town' }],
  MC: ['名称', 'Name', { role: 'name' }],
  BZ: ['备注', 'Remarks'],
}

/** Other Chinese headings of the same fields. */
const ALSO_CALLED: Readonly<Record<string, string>> = {
  地类代码: 'DLBM',
  不动产单元代码: 'BDCDYH',
  宗地编码: 'ZDDM',
  登记单元号: 'ZRZYDJDYH',
}
const BY_HEADING = new Map([...Object.entries(KNOWN).map(([key, [zh]]) => [zh, key] as const), ...Object.entries(ALSO_CALLED)])
/** what Chinese headings say of their unit: 面积（公顷） */
// biome-ignore format: a table
const UNITS: Readonly<Record<string, string>> = {
  平方米: 'm2', 'm²': 'm2', '㎡': 'm2', m2: 'm2', 公顷: 'ha', hm2: 'ha', 'hm²': 'ha', ha: 'ha', 亩: 'mu',
  平方公里: 'km2', 平方千米: 'km2', km2: 'km2', 'km²': 'km2', 万亩: 'wanmu', 米: 'm', m: 'm', 公里: 'km', km: 'km', 万元: 'wanyuan',
}
const WITH_UNIT = /^(.+?)\s*[（(]\s*([^（）()]+?)\s*[)）]$/
/** less of what a column holds may be in a code list before it is not that list's */
const LISTED_SHARE = 0.6

interface Heading {
  /** without its unit */
  readonly words: string
  readonly unit: string | undefined
  /** official name of the field */
  readonly key: string | undefined
  /** the official name itself, which says the unit too */
  readonly isOfficial: boolean
}
function readHeading(name: string): Heading {
  const key = name.trim().toUpperCase()
  if (Object.hasOwn(KNOWN, key)) return { words: name, unit: undefined, key, isOfficial: true }
  const [, words = name.trim(), unitWord = ''] = WITH_UNIT.exec(name.trim()) ?? []
  const unit = Object.hasOwn(UNITS, unitWord.toLowerCase()) ? UNITS[unitWord.toLowerCase()] : undefined
  return { words, unit, key: BY_HEADING.get(unit || !unitWord ? words : name.trim()), isOfficial: false }
}

export function isUnit(word: string): boolean {
  return Object.hasOwn(UNITS, word.trim().toLowerCase())
}
/** @param word of which isUnit is true */
export function unitOfWord(word: string): string {
  return UNITS[word.trim().toLowerCase()]
}
/** The unit that the name of a column tells, by a word or as an official field. */
export function unitOfHeading(name: string): string | undefined {
  const { key, unit, isOfficial } = readHeading(name)
  return unit ?? (isOfficial && key !== undefined ? KNOWN[key][2]?.unit : undefined)
}
/** Whether a column of this name is known by it. */
export function isRecognised(name: string): boolean {
  return readHeading(name).key !== undefined
}
/** Whether a column of this name holds quantities. */
export function isMeasure(name: string): boolean {
  const { key, unit } = readHeading(name)
  return unit !== undefined || (key !== undefined && KNOWN[key][2]?.unit !== undefined)
}
/** Whether a field of this name holds codes, even where all of them are written with digits only. */
export function holdsCodes(name: string): boolean {
  const { key } = readHeading(name)
  return key !== undefined && KNOWN[key][2]?.codes !== undefined
}

/**
 * What is known of the columns by their official names, upper or lower case, or in Chinese; a role is given to one column only.
 * @param units what cells were written with, by column
 */
export function knownFields(columns: readonly Column[], units: ReadonlyMap<string, string> = new Map()): FieldInfo[] {
  const taken = new Set<string>()
  const fields: FieldInfo[] = []
  for (const column of columns) {
    const { words, unit = units.get(column.name), key, isOfficial } = readHeading(column.name)
    const isNumber = column.type === 'number'
    const [zh, en, more = {}] = key === undefined ? [words, words] : KNOWN[key]
    const { role, codes } = more
    // a measure is one only where the column holds numbers, and in a unit only where its name tells it
    const measure = isNumber
      ? isOfficial
        ? more
        : unit && { unit, decimals: unit === more.unit ? more.decimals : undefined }
      : null
    if (key === undefined && !measure) continue
    const isUsable = role && !taken.has(role) && (role !== 'registeredAreaM2' || (measure && measure.unit === 'm2'))
    if (isUsable) taken.add(role)
    fields.push({
      name: column.name,
      label: { zh: isOfficial ? zh : words, en },
      ...(measure && measure.unit !== undefined && { unit: measure.unit }),
      ...(measure && measure.decimals !== undefined && { decimals: measure.decimals }),
      ...(codes && listing(column, codes).isList && { codes }),
      ...(isUsable ? { role } : {}),
    })
  }
  return fields
}

/** Whether a column holds the codes of a list, and what it holds besides. */
function listing(column: Column, list: string): { isList: boolean; unknown: readonly string[] } {
  if (column.type !== 'text') return { isList: false, unknown: [] }
  const known = new Set(standardList(list)?.entries.map(({ code }) => code))
  const values = [...new Set(column.dictionary)].filter((text): text is string => text !== null && text !== '')
  const unknown = values.filter((text) => !known.has(text))
  const listed = values.length - unknown.length
  return { isList: listed > 0 && listed >= values.length * LISTED_SHARE, unknown }
}

/** Says on the receipt which fields were recognised and what follows from it. */
export function noteKnown(
  columns: readonly Column[],
  fields: readonly FieldInfo[],
  task: { note(code: string, detail: Note['detail'], level?: Note['level']): void },
): void {
  const named = fields.filter(({ name, role, codes }) => role && !codes && readHeading(name).key).map(({ name }) => name)
  if (named.length > 0) task.note('fields.recognised', { fields: named.join(', ') })
  for (const { name, codes } of fields) {
    const column = columns.find((each) => each.name === name)
    if (!codes || !column || !standardList(codes)) continue
    task.note(codes === landClassCodeList.id ? 'fields.landClasses' : 'fields.ownership', { field: name })
    const { unknown } = listing(column, codes)
    if (unknown.length > 0)
      task.note('fields.unknownCodes', { field: name, count: unknown.length, values: unknown.slice(0, 5).join(', ') }, 'warning')
  }
}
