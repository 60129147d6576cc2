import type { Text } from '../core/text.ts'

/**
 * Register of natural-resource units (自然资源登记簿): field names as a production system uses them, contents after 自然资源统一确权登记暂行办法
 * (自然资发〔2019〕116号). The number of a unit is opaque: its layout (GB/T 46547-2025) is not checked here beyond "there, once, no blanks".
 */
export interface RegisterField {
  readonly name: string
  readonly label: Text
  readonly unit?: 'ha'
  readonly role?: 'id' | 'name' | 'location' | 'holder'
}

const area = (name: string, zh: string, en: string): RegisterField => ({ name, label: { zh, en }, unit: 'ha' })
const words = (name: string, zh: string, en: string, role?: RegisterField['role']): RegisterField => ({
  name,
  label: { zh, en },
  ...(role ? { role } : {}),
})

export const REGISTER_FIELDS: readonly RegisterField[] = [
  words('ZRZYDJDYH', '登记单元号', 'Unit number', 'id'),
  words('DJDYMC', '登记单元名称', 'Unit name', 'name'),
  words('DJDYLX', '登记单元类型', 'Unit type'),
  words('ZL', '坐落', 'Location', 'location'),
  area('DJDYZMJ', '登记单元总面积', 'Total area'),
  area('GYMJ', '国有面积', 'State-owned area'),
  area('JTMJ', '集体面积', 'Collective area'),
  area('ZYQMJ', '争议区面积', 'Disputed area'),
  area('DYNZRZYZMJ', '单元内自然资源总面积', 'Natural resources in the unit'),
  area('SZYMJ', '水流面积', 'Water courses'),
  area('SDMJ', '湿地面积', 'Wetland'),
  area('CYMJ', '草原面积', 'Grassland'),
  area('SLMJ', '森林面积', 'Forest'),
  area('HDMJ', '荒地面积', 'Waste land'),
  area('QTMJ', '其他自然资源面积', 'Other natural resources'),
  area('FZRZYZMJ', '非自然资源面积', 'Other than natural resources'),
  words('DYSZD', '四至东', 'Bounded east by'),
  words('DYSZN', '四至南', 'Bounded south by'),
  words('DYSZX', '四至西', 'Bounded west by'),
  words('DYSZB', '四至北', 'Bounded north by'),
  words('SYQZT', '所有权主体', 'Owner', 'holder'),
  words('DBXSZT', '代表行使主体', 'Representative of the owner'),
  words('QLXSFS', '权利行使方式', 'Way of exercise'),
  words('DLXSZT', '代理行使主体', 'Agent of the owner'),
  words('XSNR', '行使内容', 'Content of exercise'),
  words('FJ', '附记', 'Remarks'),
]

export const RESOURCE_FIELDS = ['SZYMJ', 'SDMJ', 'CYMJ', 'SLMJ', 'HDMJ', 'QTMJ'] as const

export type RegisterProblem = 'ownership-sum' | 'resource-sum' | 'type-sum' | 'missing' | 'negative'

export interface RegisterFinding {
  readonly problem: RegisterProblem
  readonly field: string
  /** what the field says and what the parts add to, ha */
  readonly statedHa: number
  readonly summedHa: number
}

/** 0.01 ha for every printed figure that enters a sum. */
const STEP_HA = 0.01

/**
 * Do the register's areas close? 总面积 = 国有 + 集体 + 争议; 总面积 = 自然资源 + 非自然资源; 自然资源 = Σ types. Areas in ha.
 * @param at the value of a field; null when empty (an empty area counts as 0, an empty total is a finding)
 */
export function checkRegister(at: (field: string) => number | null): RegisterFinding[] {
  const findings: RegisterFinding[] = []
  const names = REGISTER_FIELDS.filter((field) => field.unit === 'ha').map((field) => field.name)
  for (const name of names) {
    const value = at(name)
    if (value !== null && value < 0) findings.push({ problem: 'negative', field: name, statedHa: value, summedHa: 0 })
  }
  const total = at('DJDYZMJ')
  if (total === null) findings.push({ problem: 'missing', field: 'DJDYZMJ', statedHa: Number.NaN, summedHa: Number.NaN })
  const sums: readonly (readonly [RegisterProblem, string, readonly string[]])[] = [
    ['ownership-sum', 'DJDYZMJ', ['GYMJ', 'JTMJ', 'ZYQMJ']],
    ['resource-sum', 'DJDYZMJ', ['DYNZRZYZMJ', 'FZRZYZMJ']],
    ['type-sum', 'DYNZRZYZMJ', RESOURCE_FIELDS],
  ]
  for (const [problem, field, parts] of sums) {
    const stated = at(field)
    if (stated === null) continue
    const summed = parts.reduce((sum, part) => sum + (at(part) ?? 0), 0)
    if (Math.abs(stated - summed) > STEP_HA * parts.length + 1e-9)
      findings.push({ problem, field, statedHa: stated, summedHa: summed })
  }
  return findings
}
