import { landClass } from '../../src/standards/land-classes-2019.ts'
import { TOWNSHIPS } from './drawing.ts'
import type { Plot } from './fabric.ts'
import { FIXED } from './parcel-classes.ts'
import type { Parcel, Village } from './parcels.ts'
import type { Random } from './random.ts'

const STATE_THEMES: readonly Plot['theme'][] = [
  'river',
  'creek',
  'dike',
  'dam',
  'canal',
  'road',
  'reservoir',
  'lake',
  'flat',
  'marsh',
  'pan',
  'wood',
  'pool',
]
const KEEPERS: Partial<Record<Plot['theme'], string>> = {
  river: '示例河务管理单位',
  dike: '示例河务管理单位',
  creek: '示例海洋与渔业管理单位',
  canal: '示例灌区管理单位',
  dam: '示例水务管理单位',
  reservoir: '示例水务管理单位',
  lake: '示例湿地公园管理单位',
  road: '示例公路管理单位',
  flat: '示例滩涂管理单位',
  marsh: '示例湿地管理单位',
  pool: '示例湿地管理单位',
  wood: '示例生态林场',
  pad: '示例石油开采有限公司',
}
const COMPANIES = [
  '示例水产养殖',
  '示例海晶盐业',
  '示例农业发展',
  '示例苇业',
  '示例生态农业',
  '示例盐化工',
  '示例渔业',
  '示例种业',
]

export function ownerOf(
  plot: Plot,
  landClassCode: string,
  village: Village | null,
  rng: Random,
): { ownership: Parcel['ownership']; holder: string } {
  const town = TOWNSHIPS[plot.town]
  const isEast = ['009', '010', '011'].includes(town.zone)
  const collective = village ? `${town.name}${village.name}农民集体` : `${town.name}农民集体`
  if (rng.chance(0.006) && !FIXED[plot.theme])
    return { ownership: '99', holder: `${village?.name ?? town.name}与相邻单位（争议）` }
  const keeper = KEEPERS[plot.theme]
  if (STATE_THEMES.includes(plot.theme))
    return { ownership: '20', holder: plot.theme === 'pan' ? `${COMPANIES[plot.tract % 2 ? 1 : 5]}有限公司` : keeper! }
  if (plot.theme === 'pad') return { ownership: '20', holder: keeper! }
  if (plot.theme === 'town') {
    if (landClassCode === '0701') return { ownership: '20', holder: `${plot.name}示例小区${(plot.tract % 60) + 1}号` }
    if (landClassCode === '0601' || landClassCode === '0508' || landClassCode === '05H1')
      return { ownership: '20', holder: `示例第${(plot.tract % 90) + 1}公司` }
    return { ownership: '20', holder: `${town.name}示例管理单位` }
  }
  if (plot.theme === 'street' && village === null) return { ownership: '20', holder: `${town.name}示例管理单位` }
  if (plot.theme === 'floodplain' && landClassCode === '1106') return { ownership: '20', holder: KEEPERS.river! }
  const isStateFarm =
    isEast || ((plot.theme === 'pond' || plot.theme === 'saline') && plot.tract % 5 < 3) || plot.tract % 17 === 0
  if (isStateFarm && plot.theme !== 'village') {
    const n = (plot.tract % 9) + 1
    return plot.theme === 'pond'
      ? { ownership: '20', holder: `${COMPANIES[plot.tract % COMPANIES.length]}有限公司` }
      : { ownership: '20', holder: `示例国营农场第${n}分场` }
  }
  return { ownership: village ? '32' : '30', holder: collective }
}

/** 宗地特征码 of GB/T 37346: side of ownership and kind of right. */
export function featureLetters(ownership: Parcel['ownership'], landClassCode: string): string {
  if (ownership === '99') return 'ZW'
  const group = landClass(landClassCode)!.parent
  const isBuilt =
    ['05', '06', '07', '08'].includes(group) || landClassCode === '1004' || landClassCode === '1003' || landClassCode === '1109'
  if (ownership === '20')
    return isBuilt ? 'GB' : group === '03' ? 'GL' : group === '01' || group === '02' || landClassCode === '1104A' ? 'GN' : 'GY'
  if (landClassCode === '0702') return 'JC'
  if (isBuilt) return 'JB'
  return group === '01'
    ? 'JD'
    : group === '03'
      ? 'JE'
      : group === '04'
        ? 'JF'
        : group === '02' || landClassCode === '1104A'
          ? 'JN'
          : 'JA'
}
