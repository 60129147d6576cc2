import type { Column, FieldInfo } from '../core/table.ts'

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
  DLBM: ['地类编码', 'Land class code', { role: 'landClass' }],
  DLMC: ['地类名称', 'Land class'],
  QSXZ: ['权属性质', 'Ownership', { role: 'ownership' }],
  QSDWDM: ['权属单位代码', 'Owner unit code'],
  QSDWMC: ['权属单位名称', 'Owner unit', { role: 'holder' }],
  ZLDWDM: ['坐落单位代码', 'Location unit code'],
  ZLDWMC: ['坐落单位名称', 'Location unit', { role: 'location' }],
  TBMJ: ['图斑面积', 'Patch area', { ...areaM2, role: 'registeredAreaM2' }],
  KCDLBM: ['扣除地类编码', 'Deducted class code'],
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

/** What is known of the columns by their official names, upper or lower case; a role is given to one column only. */
export function knownFields(columns: readonly Column[]): FieldInfo[] {
  const taken = new Set<string>()
  const fields: FieldInfo[] = []
  for (const column of columns) {
    const key = column.name.toUpperCase()
    if (!Object.hasOwn(KNOWN, key)) continue
    const [zh, en, { role, unit, decimals, ...more } = {}] = KNOWN[key]
    // a measure is one only where the column holds numbers
    const measure = column.type === 'number' ? { unit, decimals } : {}
    const isUsable = role && !taken.has(role) && (role !== 'registeredAreaM2' || column.type === 'number')
    if (isUsable) taken.add(role)
    fields.push({ name: column.name, label: { zh, en }, ...more, ...measure, ...(isUsable ? { role } : {}) })
  }
  return fields
}
