import type { Text } from '../core/text.ts'
import type { UnitCodeParts } from './unit-code.ts'

/** What the letters of a unit code stand for. Source: GB/T 37346-2019 不动产单元设定与代码编制规则. */
const OWNERSHIP: Readonly<Record<UnitCodeParts['ownership'], Text>> = {
  G: { zh: '国家所有', en: 'state-owned' },
  J: { zh: '集体所有', en: 'collectively owned' },
  Z: { zh: '所有权未确定或有争议', en: 'ownership undetermined or disputed' },
}
const RIGHT: Readonly<Record<string, Text>> = {
  A: { zh: '集体土地所有权', en: 'collective land ownership' },
  B: { zh: '建设用地使用权（地表）', en: 'construction land use, surface' },
  S: { zh: '建设用地使用权（地上）', en: 'construction land use, above ground' },
  X: { zh: '建设用地使用权（地下）', en: 'construction land use, underground' },
  C: { zh: '宅基地使用权', en: 'rural homestead use' },
  D: { zh: '土地承包经营权（耕地）', en: 'contracted cropland' },
  E: { zh: '土地承包经营权（林地）', en: 'contracted woodland' },
  F: { zh: '土地承包经营权（草地）', en: 'contracted grassland' },
  L: { zh: '林地使用权', en: 'woodland use' },
  N: { zh: '农用地使用权', en: 'other farmland use' },
  H: { zh: '海域使用权', en: 'sea area use' },
  G: { zh: '无居民海岛使用权', en: 'uninhabited island use' },
  W: { zh: '使用权未确定或有争议', en: 'use right undetermined or disputed' },
  Y: { zh: '其他使用权', en: 'other use right' },
}
const FIXTURE: Readonly<Record<NonNullable<UnitCodeParts['fixture']>, Text>> = {
  F: { zh: '房屋等建筑物、构筑物', en: 'buildings and structures' },
  L: { zh: '森林或林木', en: 'forest or trees' },
  Q: { zh: '其他定着物', en: 'other fixtures' },
  W: { zh: '无定着物', en: 'no fixture' },
}

export interface UnitCodeLine {
  readonly code: string
  readonly part: Text
  /** null: the digits are a number and mean nothing else */
  readonly meaning: Text | null
}

/** The parts of a unit code, from the left, each with what it says. */
export function unitCodeLines(parts: UnitCodeParts): UnitCodeLine[] {
  const { county, zone, subzone, ownership, right, serial, fixture, fixtureNumber } = parts
  const [whose, what] = [OWNERSHIP[ownership], RIGHT[right]]
  const undivided = (digits: string): Text | null => (digits === '000' ? { zh: '未划分', en: 'not divided' } : null)
  return [
    { code: county, part: { zh: '县级行政区划', en: 'County' }, meaning: null },
    { code: zone, part: { zh: '地籍区', en: 'Cadastral zone' }, meaning: undivided(zone) },
    { code: subzone, part: { zh: '地籍子区', en: 'Cadastral sub-zone' }, meaning: undivided(subzone) },
    {
      code: ownership + right,
      part: { zh: '宗地特征码', en: 'Kind of parcel' },
      meaning: what ? { zh: `${whose.zh}，${what.zh}`, en: `${whose.en}, ${what.en}` } : whose,
    },
    { code: serial, part: { zh: '宗地顺序号', en: 'Parcel number' }, meaning: null },
    ...(fixture && fixtureNumber
      ? [{ code: fixture + fixtureNumber, part: { zh: '定着物单元', en: 'Fixture unit' }, meaning: FIXTURE[fixture] }]
      : []),
  ]
}
