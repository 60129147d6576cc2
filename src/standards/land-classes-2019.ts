import type { Text } from '../core/text.ts'

/**
 * Land classes of the third national land survey (第三次全国国土调查工作分类), two levels, as used by the survey since 2019.
 * The level-1 class is a table, never the first two digits: eight codes below 03, 04, 06 and 11 belong to 00 湿地.
 * Print colours: a published rendering of the survey's style; 0603 has none there and is ours. No standard fixes these colours.
 * Screen colours are pale tints of the same families; classes whose print colours coincide carry a hatch as well.
 */
type Hatch =
  | 'dots'
  | 'sparse-dots'
  | 'marsh'
  | 'grid'
  | 'cross'
  | 'diagonal'
  | 'back-diagonal'
  | 'vertical'
  | 'horizontal'
  | 'wave'

export interface LandClass {
  readonly code: string
  readonly label: Text
  /** code of the level-1 class */
  readonly parent: string
  /** for print, #rrggbb */
  readonly print: string
  /** for the screen, #rrggbb */
  readonly screen: string
  /** tells apart what colour alone does not */
  readonly hatch?: Hatch
}

const GROUPS: readonly (readonly [code: string, zh: string, en: string])[] = [
  ['00', '湿地', 'Wetland'],
  ['01', '耕地', 'Cropland'],
  ['02', '种植园用地', 'Plantation'],
  ['03', '林地', 'Forest land'],
  ['04', '草地', 'Grassland'],
  ['05', '商业服务业用地', 'Commercial and service land'],
  ['06', '工矿用地', 'Industrial and mining land'],
  ['07', '住宅用地', 'Residential land'],
  ['08', '公共管理与公共服务用地', 'Public administration and services'],
  ['09', '特殊用地', 'Special-purpose land'],
  ['10', '交通运输用地', 'Transport land'],
  ['11', '水域及水利设施用地', 'Waters and water facilities'],
  ['12', '其他土地', 'Other land'],
]

const ROWS: readonly (readonly [
  code: string,
  zh: string,
  en: string,
  parent: string,
  print: string,
  screen: string,
  hatch?: Hatch,
])[] = [
  ['0303', '红树林地', 'Mangrove', '00', '#31ad69', '#b5dcc4', 'marsh'],
  ['0304', '森林沼泽', 'Forest swamp', '00', '#31ad69', '#b9dfc6', 'marsh'],
  ['0306', '灌丛沼泽', 'Shrub swamp', '00', '#64b968', '#cbe6cb', 'marsh'],
  ['0402', '沼泽草地', 'Marsh meadow', '00', '#83c238', '#dcebc2', 'marsh'],
  ['0603', '盐田', 'Salt pan', '00', '#cdd6e8', '#e3e6f1', 'grid'],
  ['1105', '沿海滩涂', 'Coastal tidal flat', '00', '#b3def8', '#dde9ec', 'sparse-dots'],
  ['1106', '内陆滩涂', 'Inland floodplain', '00', '#b3def8', '#dcedf0', 'dots'],
  ['1108', '沼泽地', 'Marsh', '00', '#afc8dc', '#d0e4dd', 'marsh'],
  ['0101', '水田', 'Paddy field', '01', '#f8d072', '#fbe3ae'],
  ['0102', '水浇地', 'Irrigated land', '01', '#f8e71c', '#fdf0c6'],
  ['0103', '旱地', 'Dry cropland', '01', '#fffbb1', '#fffbd8'],
  ['0201', '果园', 'Orchard', '02', '#d6a7c9', '#eed9e7'],
  ['0202', '茶园', 'Tea plantation', '02', '#d5a7b0', '#eed9dd'],
  ['0203', '橡胶园', 'Rubber plantation', '02', '#e7cce2', '#f3e6f0'],
  ['0204', '其他园地', 'Other plantation', '02', '#e7cce2', '#f3e6f0', 'vertical'],
  ['0301', '乔木林地', 'Arboreal forest', '03', '#31ad69', '#bbdfc7'],
  ['0302', '竹林地', 'Bamboo forest', '03', '#31ad69', '#bbdfc7', 'vertical'],
  ['0305', '灌木林地', 'Shrubland', '03', '#64b968', '#cde6cd'],
  ['0307', '其他林地', 'Other forest land', '03', '#97cfb2', '#d8ebdd'],
  ['0401', '天然牧草地', 'Natural pasture', '04', '#83c238', '#dcebc2'],
  ['0403', '人工牧草地', 'Artificial pasture', '04', '#9ace7f', '#dfeccd'],
  ['0404', '其他草地', 'Other grassland', '04', '#c8e3a0', '#eaf3db'],
  ['05H1', '商业服务业设施用地', 'Commercial facilities', '05', '#e2a195', '#f3d6ce'],
  ['0508', '物流仓储用地', 'Logistics and storage', '05', '#c59a8c', '#e8d5cc', 'diagonal'],
  ['0601', '工业用地', 'Industrial land', '06', '#c59a8c', '#e8d3ca'],
  ['0602', '采矿用地', 'Mining land', '06', '#c59a8c', '#e2cabf', 'cross'],
  ['0701', '城镇住宅用地', 'Urban residential', '07', '#e56766', '#f3c6c1'],
  ['0702', '农村宅基地', 'Rural homestead', '07', '#ec898a', '#f6d5d2'],
  ['08H1', '机关团体新闻出版用地', 'Government, organisations and media', '08', '#f1a5b4', '#f6dbe0'],
  ['08H2', '科教文卫用地', 'Science, education, culture and health', '08', '#f1a5b4', '#f6dbe0', 'vertical'],
  ['08H2A', '高教用地', 'Higher education', '08', '#f1a5b4', '#f6dbe0', 'horizontal'],
  ['0809', '公用设施用地', 'Public utilities', '08', '#f1a5b4', '#f2d3da', 'back-diagonal'],
  ['0810', '公园与绿地', 'Park and green space', '08', '#81c35d', '#d3e8c0'],
  ['0810A', '广场用地', 'Square', '08', '#81c35d', '#dceccf', 'dots'],
  ['1001', '铁路用地', 'Railway', '10', '#d1c9d3', '#e4dfe6'],
  ['1002', '轨道交通用地', 'Rail transit', '10', '#d1c9d3', '#e4dfe6', 'vertical'],
  ['1003', '公路用地', 'Highway', '10', '#d2d8c9', '#e9ebe3'],
  ['1004', '城镇村道路用地', 'Street', '10', '#dededd', '#f0efec'],
  ['1005', '交通服务场站用地', 'Transport station', '10', '#aaa9a9', '#d8d7d5'],
  ['1006', '农村道路', 'Rural road', '10', '#c2c1c1', '#eae7e0'],
  ['1007', '机场用地', 'Airport', '10', '#eb897e', '#f3cdc6'],
  ['1008', '港口码头用地', 'Port and wharf', '10', '#eb897e', '#f3cdc6', 'diagonal'],
  ['1009', '管道运输用地', 'Pipeline transport', '10', '#eb897e', '#f3cdc6', 'vertical'],
  ['1101', '河流水面', 'River', '11', '#a3d6f5', '#c6e0ec'],
  ['1102', '湖泊水面', 'Lake', '11', '#a3d6f5', '#c4dfec', 'horizontal'],
  ['1103', '水库水面', 'Reservoir', '11', '#a3d6f5', '#c2ddec', 'wave'],
  ['1104', '坑塘水面', 'Pond', '11', '#90aacf', '#d3e0ee'],
  ['1104A', '养殖坑塘', 'Aquaculture pond', '11', '#90aacf', '#d5dff0', 'horizontal'],
  ['1107', '沟渠', 'Ditch', '11', '#a0cdf0', '#d3e7f0'],
  ['1107A', '干渠', 'Main canal', '11', '#a0cdf0', '#c9e2ee'],
  ['1109', '水工建筑用地', 'Hydraulic structure', '11', '#e68264', '#efd8c2'],
  ['1110', '冰川及永久积雪', 'Glacier and permanent snow', '11', '#d7edfb', '#eaf6fc'],
  ['1201', '空闲地', 'Vacant land', '12', '#e1dce1', '#f0edf0'],
  ['1202', '设施农用地', 'Facility agriculture', '12', '#dcb482', '#efdfc8'],
  ['1203', '田坎', 'Field ridge', '12', '#c8ccd2', '#e4e6e7'],
  ['1204', '盐碱地', 'Saline-alkali land', '12', '#c8beaa', '#ebe5d6'],
  ['1205', '沙地', 'Sandy land', '12', '#c8beaa', '#ebe5d6', 'sparse-dots'],
  ['1206', '裸土地', 'Bare soil', '12', '#d7c8b9', '#ece4da'],
  ['1207', '裸岩石砾地', 'Bare rock and gravel', '12', '#deddd6', '#eeeee9'],
]

export const LAND_CLASS_GROUPS: readonly { readonly code: string; readonly label: Text }[] = GROUPS.map(([code, zh, en]) => ({
  code,
  label: { zh, en },
}))

export const LAND_CLASSES: readonly LandClass[] = ROWS.map(([code, zh, en, parent, print, screen, hatch]) => ({
  code,
  label: { zh, en },
  parent,
  print,
  screen,
  ...(hatch ? { hatch } : {}),
}))

const BY_CODE = new Map(LAND_CLASSES.map((entry) => [entry.code, entry]))

/** The class of a level-2 code; a trailing K (可调整) is read as the class it stands on. */
export function landClass(code: string): LandClass | undefined {
  return BY_CODE.get(code) ?? (code.endsWith('K') ? BY_CODE.get(code.slice(0, -1)) : undefined)
}

/** Level-1 code of a level-2 code, through the table; undefined for an unknown code. */
export function landClassGroup(code: string): string | undefined {
  return landClass(code)?.parent
}

/** Codes that 三调 counts as wetland (00). */
export const WETLAND_CODES: readonly string[] = LAND_CLASSES.filter((entry) => entry.parent === '00').map((entry) => entry.code)

/** Classes that the survey marks 可调整 (K): land that can be made arable again. They look like the class they stand on. */
const ADJUSTABLE = ['0201', '0202', '0203', '0204', '0301', '0302', '0305', '0307', '0403', '1104']
const CLASSES_AND_ADJUSTABLE = LAND_CLASSES.flatMap((entry) =>
  ADJUSTABLE.includes(entry.code)
    ? [entry, { ...entry, code: `${entry.code}K`, label: { zh: `可调整${entry.label.zh}`, en: `${entry.label.en}, adjustable` } }]
    : [entry],
)

/** As a code list of the catalog: both levels, screen colours. */
export const landClassCodeList = {
  id: 'land-class-2019',
  title: { zh: '三调工作分类', en: 'Land classes of the third national land survey' },
  source: '第三次全国国土调查工作分类（2019）',
  entries: [
    ...LAND_CLASS_GROUPS.map(({ code, label }) => ({ code, label })),
    ...CLASSES_AND_ADJUSTABLE.map(({ code, label, parent, screen }) => ({ code, label, parent, color: screen })),
  ],
}
