import type { Text } from '../core/text.ts'

/** Words for what writing a layer would lose, and for what a join of tables found. Part of the list in errors.ts. */
export const WRITE_MESSAGES: Readonly<Record<string, Text>> = {
  'write.rowsDropped': {
    zh: '{format} 一张表最多 {limit} 行，{count} 行中多出的不写入。请改用 CSV 或 GeoJSON。',
    en: 'A sheet of {format} holds {limit} rows at most; of {count} the rest is left out. Use CSV or GeoJSON.',
  },
  'write.tablesLeftOut': {
    zh: 'FlatGeobuf 文件头只放 {limit} 行以内的附表，“{zh}”更长，未写入。要全表请另用 --out 写 .xlsx、.csv 或 .geojson。',
    en: 'The head of a FlatGeobuf file holds tables of up to {limit} lines; “{tables}” {count|is|are} longer and left out. Write .xlsx, .csv or .geojson as well (--out) for the whole.',
  },
  'write.textsCut': {
    zh: '{format} 的一个值最多 {limit} 个字符（Shapefile 按字节计），{fields} 中更长的会截断。',
    en: 'A value in {format} holds {limit} characters at most (bytes in a Shapefile); longer ones in {fields} are cut.',
  },
  'write.fieldRenamed': { zh: '字段“{from}”改名为“{to}”。', en: 'Field “{from}” becomes “{to}”.' },
  'write.shapelessDropped': {
    zh: '{count} 行没有图形，{format} 存不了，不写入。GeoJSON、GeoPackage 可保留。',
    en: '{count} {count|row has|rows have} no shape and {count|is|are} left out: {format} cannot hold {count|it|them}. GeoJSON and GeoPackage can.',
  },
  'write.pointsSplit': {
    zh: '{count} 行各有多个点，在 {format} 中每点成为单独一个。',
    en: '{count} {count|row has|rows have} several points; each becomes one of its own in {format}.',
  },
  'write.controlsDropped': {
    zh: '{count} 个值含不可见的控制字符，{format} 存不了，将略去。',
    en: '{count} {count|value has|values have} invisible control characters, which {format} cannot hold; they are left out.',
  },
  'write.datesAsText': {
    zh: '日期字段 {fields} 在 {format} 中写作文本（如 2020-01-05）。',
    en: 'The date fields {fields} are written as text in {format} (such as 2020-01-05).',
  },
  'write.numbersRounded': {
    zh: '字段 {fields} 的小数位数超出 {format} 所能容纳，末位将舍入。',
    en: 'The numbers of {fields} have more decimals than {format} holds; the last are rounded.',
  },
  'csv.defused': {
    zh: "{count} 个值以 = + - @ 开头，表格软件会当作公式执行：前面加一个撇号（'）。本程序读回时去掉。",
    en: '{count} {count|value begins|values begin} with = + - @, which a spreadsheet would run as a formula: an apostrophe is put before {count|it|them}. Read here again it is gone.',
  },
  'write.tooLarge': {
    zh: '图层“{layer}”写成 {zh} 超出浏览器可用的内存。请只导出选中或筛选的部分、减少字段，或改用 FlatGeobuf。',
    en: 'As {format} “{layer}” needs more memory than this browser has. Export a selection or what a filter leaves, fewer fields, or FlatGeobuf.',
  },
  'write.noRoom': {
    zh: '图层“{layer}”写成 {zh} 时空间不足：浏览器的临时空间或磁盘已满。请腾出磁盘空间，或只导出选中或筛选的部分、减少字段。',
    en: 'There is no room to write “{layer}” as {format}: the browser’s temporary space or the disk is full. Free some disk, or export a selection, what a filter leaves, or fewer fields.',
  },
  'write.textsWereCut': {
    zh: 'Shapefile 的一个值最多 {limit} 字节，{fields} 中更长的文字已截断。要完整的文字，请用 GeoJSON、CSV 或 FlatGeobuf。',
    en: 'A value in a Shapefile holds {limit} bytes at most; longer texts in {fields} were cut. GeoJSON, CSV and FlatGeobuf keep them whole.',
  },
  'write.measures': {
    zh: '测量值（M）不写入此格式；Shapefile 可保留 M。',
    en: 'Measures (M) are not written in this format; a Shapefile keeps them.',
  },
  'write.heights': { zh: '这种格式不写高程（Z），只写平面坐标。', en: 'This format is written without heights (Z).' },
  'write.kind': { zh: '{zh} 存不了这种图形。', en: '{format} cannot hold shapes of this kind.' },
  'join.from': {
    zh: '按“{targetKey}”＝“{sourceKey}”从 {table} 关联 {count} 个字段（SHA-256 {sha256}）。',
    en: '{count} {count|field|fields} joined from {table} where “{targetKey}” = “{sourceKey}” (SHA-256 {sha256}).',
  },
  'join.matched': { zh: '{matched} 行匹配，共 {total} 行。', en: '{matched} of {total} rows found their partner.' },
  'layer.joinedPart': {
    zh: '已建图层“{layer}”：匹配的 {matched} 行；大图层其余 {left} 行不在其中',
    en: '“{layer}” made of the {matched} rows that matched; the other {left} of the large layer are not in it',
  },
  'join.left': {
    zh: '大图层：新图层只含匹配的行，其余 {count} 行不在其中。',
    en: 'A large layer: the new one holds the rows that matched, the other {count} are not in it.',
  },
  'join.unmatched': {
    zh: '{count} 行没有匹配，关联字段留空；首个代码“{first}”。',
    en: '{count} {count|row|rows} found none, and the joined fields stay empty; the first code is “{first}”.',
  },
  'join.unused': {
    zh: '属性表有 {count} 个代码在图层里没有；首个“{first}”。',
    en: '{count} {count|code|codes} of the table {count|is|are} not in the layer; the first is “{first}”.',
  },
  'join.duplicates': {
    zh: '属性表有 {count} 个代码重复，取第一行；首个“{first}”。',
    en: '{count} {count|code|codes} of the table {count|stands|stand} in several rows; the first row was taken. The first is “{first}”.',
  },
  'join.nothing': {
    zh: '没有一行匹配：请检查两边的代码字段。',
    en: 'No row found a partner: check the two code fields.',
  },
  'write.noPrj': {
    zh: '坐标系 {crs} 不能写成 .prj，文件将不带坐标系。',
    en: 'The coordinate system {crs} cannot be written as a .prj; the file will not name it.',
  },
  'write.fieldsDropped': {
    zh: '{format} 放不下 {count} 个字段：{fields}。GeoJSON 可保留全部字段。',
    en: '{format} has no place for {count} {count|field|fields}: {fields}. GeoJSON keeps all fields.',
  },
}
