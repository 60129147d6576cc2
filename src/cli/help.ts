import type { Analysis } from '../core/analysis.ts'
import type { Param } from '../core/params.ts'
import type { Locale, Text } from '../core/text.ts'
import { VERSION } from './provenance.ts'

const USAGE: Text = {
  zh: `一张图的命令行：与应用相同的格式、分析和数字。

用法
  onemap info 文件…
  onemap analyze 分析 --set 参数=值 … [--out 文件] …
  onemap convert 输入 输出 [--to-crs EPSG:n] [--repair]
  onemap layers add 文件… [--id 代号] [--title-zh … --title-en …] [--group 分组]   发布图层；代号已有时替换
  onemap layers check                    按目录核对所有图层文件

  通过 npm：npm run -s onemap -- info 文件（-s 不让 npm 在标准输出上写字）
  直接：    node scripts/onemap.mjs info 文件

选项
  --json             机器可读的结果写到标准输出，此外什么也不写；进度在标准错误
  --set 名=值        分析的参数；图层写文件路径，多图层文件写 文件#图层名，多个字段用逗号
  --out 文件         结果文件，按扩展名：.geojson .fgb .csv .xlsx；可给多次；--engine sql 时为 .sql
  --unit m2|ha|mu    打印和结果文件的面积单位（JSON 中总是 m²）
  --geometry dissolved|collected   结果图形：融合或集合
  --repair           convert 时按分析所用规则修复面图形
  --crs [参数=]EPSG:n       文件没有说明坐标系时指明
  --encoding [参数=]GB18030 文件没有说明编码时指明
  --engine local|sql|postgis   在本机计算；写出 SQL；在数据库中计算（默认内嵌 PostGIS）
  --dialect postgis|sedona     --engine sql 的方言
  --connect postgres://…       用真实的 PostgreSQL + PostGIS
  --threads n        计算用的线程数（默认为处理器数）；结果与线程数无关
  --folder 目录      layers 的图层目录（默认 data/layers）；另有 --source-zh --source-en --licence --date
  --columns F,G|none  另存哪些字段供大图层筛选、统计、设样式（默认全部）
  --lang zh|en       文字语言
  --help, --version

退出码
  0 完成    1 输入有误，{"error":{"code","detail"}}    2 用法有误    3 程序错误    130 已取消

分析`,
  en: `The one map on the command line: the same formats, analyses and figures as in the application.

Usage
  onemap info FILE…
  onemap analyze ANALYSIS --set name=value … [--out FILE] …
  onemap convert IN OUT [--to-crs EPSG:n] [--repair]
  onemap layers add FILE… [--id ID] [--title-zh … --title-en …] [--group ID]   publish a layer; an id that is there is replaced
  onemap layers check                    compare all layer files with the catalog

  through npm: npm run -s onemap -- info FILE   (-s keeps npm's own lines off stdout)
  directly:    node scripts/onemap.mjs info FILE

Options
  --json             machine-readable result on stdout and nothing else there; progress goes to stderr
  --set name=value   a parameter of the analysis; layers are paths, FILE#name for one of several layers, fields with commas
  --out FILE         the result by extension: .geojson .fgb .csv .xlsx; may be repeated; .sql with --engine sql
  --unit m2|ha|mu    unit of areas in print and result files (in JSON always m²)
  --geometry dissolved|collected   shapes of the result
  --repair           convert: repair polygons by the rules that the analyses use
  --crs [name=]EPSG:n       for files that do not say their CRS
  --encoding [name=]GB18030 for files that do not say their encoding
  --engine local|sql|postgis   compute here; write SQL; compute in a database (embedded PostGIS by default)
  --dialect postgis|sedona     of --engine sql
  --connect postgres://…       use a real PostgreSQL with PostGIS
  --threads n        threads that compute (by default one a processor); results do not depend on it
  --folder PATH      of layers: the folder with catalog.json (data/layers); also --source-zh --source-en --licence --date
  --columns F,G|none  which fields are written by themselves, so that a large layer is filtered, counted and styled by them (all)
  --lang zh|en       language of words
  --help, --version

Exit codes
  0 done    1 bad input, {"error":{"code","detail"}}    2 wrong usage    3 program error    130 cancelled

Analyses`,
}

/** Chinese first, then English; one language when it was asked for. */
export function helpText(analyses: readonly Analysis[], language: Locale | null): string {
  const locales: readonly Locale[] = language ? [language] : ['zh', 'en']
  const pages = locales.map((locale) =>
    [USAGE[locale], ...analyses.map((analysis) => analysisLines(analysis, locale))].join('\n'),
  )
  return `${VERSION.name} ${VERSION.version}\n\n${pages.join('\n\n')}\n`
}

function analysisLines({ id, title, summary, params }: Analysis, locale: Locale): string {
  const lines = Object.entries(params).map(
    ([name, param]) => `      ${name.padEnd(16)} ${param.label[locale]}${valueHint(param)}`,
  )
  return [`  ${id}  ${title[locale]}`, `      ${summary[locale]}`, ...lines].join('\n')
}

function valueHint(param: Param): string {
  switch (param.kind) {
    case 'layer':
      return ` = FILE (${param.geometry})`
    case 'layers':
      return ` = FILE … (${param.geometry}; --set …=A --set …=B)`
    case 'model':
      return ` = ${param.initial} | FILE.json`
    case 'grid':
      return ' = FILE (GeoTIFF)'
    case 'fields':
      return ` = FIELD${param.max > 1 ? `[,…] (≤ ${param.max})` : ''}`
    case 'choice':
      return ` = ${param.options.map(({ value }) => value).join(' | ')} (${param.initial})`
    case 'flag':
      return ` = true | false (${param.initial})`
    case 'number':
      return ` = ${param.initial}${param.unit ? ` ${param.unit}` : ''}`
    default:
      return ''
  }
}
