import { englishTwin } from '../../src/core/english-twin.ts'
import type { FieldInfo } from '../../src/core/table.ts'
import type { BuiltLayer } from './built-layer.ts'
import { LAKES, PARKS, RESERVOIRS, TOWNS, WOODS } from './drawing.ts'
import { columnsOf } from './tables.ts'

/** Names on the English map: what is common in English, else pinyin. */
const NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...PARKS, ...LAKES, ...RESERVOIRS, ...TOWNS, ...WOODS].map(({ name, english }) => [name, english])),
  垦利区: 'Kenli District',
  黄河: 'Yellow River',
  北汊: 'North Branch',
  大汶流沟: 'Dawenliugou Creek',
  孤东潮沟: 'Gudong Creek',
  小岛河: 'Xiaodao River',
  清水沟故道: 'Old Qingshuigou Channel',
  红光潮沟: 'Hongguang Creek',
  北大堤: 'North Dike',
  南大堤: 'South Dike',
  防潮堤: 'Sea Wall',
  示例一干渠: 'Main Canal No. 1',
  示例二干渠: 'Main Canal No. 2',
  示例三干渠: 'Main Canal No. 3',
  示例四干渠: 'Main Canal No. 4',
  示例五干渠: 'Main Canal No. 5',
  溢洪河: 'Yihong River',
  小岛河干沟: 'Xiaodao River Drain',
  胜坨干沟: 'Shengtuo Drain',
  示例大道: 'Demonstration Avenue',
  垦东高速: 'Kendong Expressway',
  永安大街: "Yong'an Street",
  兴隆路: 'Xinglong Road',
  滨海路: 'Binhai Road',
  胜坨路: 'Shengtuo Road',
  郝家路: 'Haojia Road',
  北岸路: "Bei'an Road",
  董集路: 'Dongji Road',
  垦利北街: 'Kenli North Street',
  支线一: 'Branch Road 1',
  支线二: 'Branch Road 2',
  支线三: 'Branch Road 3',
  支线四: 'Branch Road 4',
  支线五: 'Branch Road 5',
  支线六: 'Branch Road 6',
  黄河垦利段: 'Yellow River, Kenli reach',
  黄河口新生湿地: 'New Wetland of the Yellow River Mouth',
  垦东南岸滩涂: 'Kendong South Bank Tidal Flat',
  垦东北岸滩涂: 'Kendong North Bank Tidal Flat',
  红光滩涂: 'Hongguang Tidal Flat',
  天宁湖生态保护红线区: 'Tianning Lake Red-line Area',
  兴隆湿地生态保护红线区: 'Xinglong Wetland Red-line Area',
  北岸芦苇湿地生态保护红线区: 'North Bank Reed Wetland Red-line Area',
  黄河三角洲湿地生态保护红线区: 'Yellow River Delta Wetland Red-line Area',
  黄河口北岸生态保护红线区: 'Yellow River Mouth North Bank Red-line Area',
  红光滨海生态保护红线区: 'Hongguang Coast Red-line Area',
  黄河河道生态保护红线区: 'Yellow River Channel Red-line Area',
  兴隆林场生态保护红线区: 'Xinglong Forest Farm Red-line Area',
  示例二号水库水源地红线区: 'Demonstration Reservoir No. 2 Source Red-line Area',
  沿黄生态长廊南岸段: 'Yellow River Corridor, south bank',
  沿黄生态长廊北岸段: 'Yellow River Corridor, north bank',
  清水沟湿地生态补水一期: 'Qingshuigou water supply I',
  清水沟湿地生态补水二期: 'Qingshuigou water supply II',
  北岸湿地生态补水: 'North Bank water supply',
  天宁湖生态补水: 'Tianning Lake water supply',
  溢洪河水系连通: 'Yihong River connection',
  小岛河水系连通: 'Xiaodao River connection',
  大汶流沟潮沟疏通: 'Dawenliugou creek clearing',
  兴隆林场植被恢复: 'Xinglong revegetation',
  盐碱地柽柳植被恢复: 'Saline land tamarisk revegetation',
  河滩地植被恢复: 'Floodplain revegetation',
  永安盐碱地植被恢复: "Yong'an saline land revegetation",
  垦东南部互花米草治理: 'Kendong South Spartina clearance',
  孤东互花米草治理: 'Gudong Spartina clearance',
  河口北侧互花米草治理: 'River mouth north Spartina clearance',
  红光岸线修复: 'Hongguang shoreline',
  垦东岸线修复: 'Kendong shoreline',
  黄河南岸岸线修复: 'Yellow River south bank shoreline',
}

/** Villages are named by two characters and 村: see VILLAGE_FIRST and VILLAGE_LAST. */
const SYLLABLES: Readonly<Record<string, string>> = {
  苇: 'wei', 柳: 'liu', 槐: 'huai', 荷: 'he', 雁: 'yan', 鸥: 'ou', 鹭: 'lu', 汀: 'ting', 沙: 'sha', 渠: 'qu',
  禾: 'he', 麦: 'mai', 棉: 'mian', 稻: 'dao', 枣: 'zao', 榆: 'yu', 芦: 'lu', 菱: 'ling', 蒲: 'pu', 鲤: 'li',
  晴: 'qing', 霞: 'xia', 澄: 'cheng', 泽: 'ze', 湾: 'wan', 岸: 'an', 洼: 'wa', 园: 'yuan', 屯: 'tun', 圩: 'wei',
  台: 'tai', 丰: 'feng', 安: 'an', 和: 'he', 兴: 'xing', 屋: 'wu', 泊: 'bo', 集: 'ji',
} // biome-ignore format: a table

/** @throws where a name that the map shows has no English one */
function englishOf(name: string): string {
  const known = NAMES[name]
  if (known) return known
  const parts = [...name.replace(/村$/, '')].map((letter) => SYLLABLES[letter])
  if (parts.some((part) => !part)) throw new Error(`no English name: ${name}`)
  // GB/T 28039: an apostrophe before a syllable that begins with a vowel
  const word = parts.map((part, i) => (i > 0 && /^[aeo]/.test(part) ? `'${part}` : part)).join('')
  return word[0].toUpperCase() + word.slice(1)
}

/** What stands in a field of a few words, not of a code list. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  JB: { 国家级: 'National', 省级: 'Provincial', 市级: 'Municipal', 县级: 'County' },
  GLDW: { 示例湿地公园管理单位: 'Demonstration wetland park authority' },
  LX: {
    海域: 'Sea',
    陆地: 'Land',
    河流: 'River',
    湖泊: 'Lake',
    水库: 'Reservoir',
    潮沟: 'Tidal creek',
    黄河大堤: 'River dike',
    防潮堤: 'Sea wall',
  },
  DJ: { 干线公路: 'Trunk road', 县道: 'County road', 乡道: 'Township road' },
}

/** @throws where a value that reports group by has no English word */
function wordFor(field: string, value: string): string {
  const word = WORDS[field][value]
  if (!word) throw new Error(`no English word: ${field} ${value}`)
  return word
}

/** The layer with English twins of the field that names its features, on the map and in reports, and of those that tell their kind. */
export function withEnglish(layer: BuiltLayer): BuiltLayer {
  const { note } = layer
  const named = note.fields.find((each) => (note.label ? each.name === note.label.field : each.role === 'name'))
  const withNames = named && !note.label?.fieldEn ? withTwin(layer, named, englishOf) : layer
  const label = note.label && withNames !== layer ? { ...note.label, fieldEn: englishTwin(note.label.field) } : note.label
  return note.fields
    .filter(({ name, codes }) => name in WORDS && codes === undefined)
    .reduce((made, field) => withTwin(made, field, (value) => wordFor(field.name, value)), {
      ...withNames,
      note: { ...withNames.note, label },
    })
}

/** The layer itself where the field has a twin, or no texts. */
function withTwin(layer: BuiltLayer, { name, label }: FieldInfo, wordOf: (value: string) => string): BuiltLayer {
  const { note, table } = layer
  const column = table.columns.find((each) => each.name === name)
  const twin = englishTwin(name)
  if (column?.type !== 'text' || note.fields.some((each) => each.name === twin)) return layer
  const field: FieldInfo = { name: twin, label: { zh: `${label.zh}（英文）`, en: `${label.en} (English)` } }
  const rows = Array.from(column.codes, (code) => {
    const value = column.dictionary[code]
    return { [twin]: value ? wordOf(value) : null }
  })
  return {
    note: { ...note, fields: [...note.fields, field] },
    table: { ...table, columns: [...table.columns, ...columnsOf([twin], rows)] },
  }
}
