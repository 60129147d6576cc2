/**
 * 权属性质 of the land survey's database standard (第三次全国国土调查数据库标准, 权属性质代码表; TD/T 1057 keeps the same codes).
 * 99 is ours, for land whose title is disputed or not yet determined: the standard's list has no code for it.
 */
export const ownershipCodeList = {
  id: 'ownership',
  title: { zh: '权属性质', en: 'Ownership' },
  source: '第三次全国国土调查数据库标准 权属性质代码表',
  entries: [
    { code: '10', label: { zh: '国有土地所有权', en: 'State land ownership' } },
    { code: '20', label: { zh: '国有土地使用权', en: 'State land use right' } },
    { code: '30', label: { zh: '集体土地所有权', en: 'Collective land ownership' } },
    { code: '31', label: { zh: '村民小组', en: 'Villagers’ group' }, parent: '30' },
    { code: '32', label: { zh: '村集体经济组织', en: 'Village collective' }, parent: '30' },
    { code: '33', label: { zh: '乡集体经济组织', en: 'Township collective' }, parent: '30' },
    { code: '34', label: { zh: '其它农民集体经济组织', en: 'Other farmers’ collective' }, parent: '30' },
    { code: '40', label: { zh: '集体土地使用权', en: 'Collective land use right' } },
    { code: '99', label: { zh: '争议或未确定（本系统扩展）', en: 'Disputed or undetermined (own extension)' } },
  ],
}

export type OwnershipSide = 'state' | 'collective' | 'disputed'

/** The side of the register's books that a code belongs to; undefined for an unknown code. */
export function ownershipSide(code: string): OwnershipSide | undefined {
  if (/^[12]\d$/.test(code)) return 'state'
  if (/^[34]\d$/.test(code)) return 'collective'
  return code === '99' ? 'disputed' : undefined
}
