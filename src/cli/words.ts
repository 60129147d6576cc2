import type { Detail } from '../core/errors.ts'
import type { Locale, Text } from '../core/text.ts'
import '../i18n/all-messages.ts'
import { messageOf } from '../i18n/errors.ts'
import { t } from '../i18n/t.ts'

/** Words for the codes that only the command line raises; the page does not carry them. */
export const CLI_WORDS: Readonly<Record<string, Text>> = {
  'cli.noCommand': { zh: '缺少命令，用 --help 查看用法。', en: 'A command is missing; --help shows how to use it.' },
  'cli.command': {
    zh: '没有命令“{command}”，可用：{allowed}。',
    en: 'There is no command “{command}”; there are: {allowed}.',
  },
  'cli.option': {
    zh: '没有选项 {option}，用 --help 查看用法。',
    en: 'There is no option {option}; --help shows those there are.',
  },
  'cli.value': { zh: '选项 {option} 需要一个值。', en: 'The option {option} needs a value.' },
  'cli.set': { zh: '--set 的写法是 参数=值，读到“{value}”。', en: '--set is written name=value; found “{value}”.' },
  'cli.choice': {
    zh: '{option} 不能是“{value}”，可选：{allowed}。',
    en: '{option} cannot be “{value}”; choose one of: {allowed}.',
  },
  'cli.threads': {
    zh: '--threads 需要 1 至 {most} 的整数，读到“{value}”。',
    en: '--threads needs a whole number from 1 to {most}; found “{value}”.',
  },
  'cli.noFile': { zh: '请给出至少一个文件。', en: 'Name at least one file.' },
  'cli.noAnalysis': { zh: '请给出分析名称，可用：{allowed}。', en: 'Name an analysis; there are: {allowed}.' },
  'cli.analysis': {
    zh: '没有分析“{analysis}”，可用：{allowed}。',
    en: 'There is no analysis “{analysis}”; there are: {allowed}.',
  },
  'cli.tooMany': { zh: '多余的参数“{word}”。', en: 'There is one word too many: “{word}”.' },
  'cli.convertWords': { zh: 'convert 需要输入文件和输出文件。', en: 'convert needs an input file and an output file.' },
  'cli.parameter': {
    zh: '分析 {analysis} 没有参数“{name}”，可用：{allowed}。',
    en: 'The analysis {analysis} has no parameter “{name}”; there are: {allowed}.',
  },
  'cli.parameterMissing': {
    zh: '分析 {analysis} 还需要 --set {name}=文件。',
    en: 'The analysis {analysis} also needs --set {name}=FILE.',
  },
  'cli.parameterOnce': { zh: '参数“{name}”只能给一次。', en: 'The parameter “{name}” can be given once only.' },
  'cli.fields': { zh: '参数“{name}”最多 {max} 个字段。', en: 'The parameter “{name}” takes at most {max} fields.' },
  'cli.number': {
    zh: '参数“{name}”需要数值（{min} 至 {max}），读到“{value}”。',
    en: 'The parameter “{name}” needs a number ({min} to {max}); found “{value}”.',
  },
  'cli.flag': {
    zh: '参数“{name}”需要 true 或 false，读到“{value}”。',
    en: 'The parameter “{name}” is true or false; found “{value}”.',
  },
  'cli.extension': {
    zh: '不能写成 {file}，可用的扩展名：{allowed}。',
    en: '{file} cannot be written; extensions that can: {allowed}.',
  },
  'cli.moreLines': {
    zh: '共 {count} 行，这里只列前 {shown} 行；全部行用 --out 写入文件，或用 --json。',
    en: 'The first {shown} of {count} lines are listed; --out writes all of them to a file, and --json tells them.',
  },
  'cli.overInput': {
    zh: '{file} 是这次的输入文件，写上去会把它毁掉；请给结果另取一个名字。',
    en: '{file} is an input of this run and would be destroyed; give the result another name.',
  },
  'cli.file': { zh: '读不到 {file}（{reason}）。', en: '{file} cannot be read ({reason}).' },
  'cli.write': { zh: '写不了 {file}（{reason}）。', en: '{file} cannot be written ({reason}).' },
  'cli.layerMissing': {
    zh: '{file} 中没有合用的图层（{wanted}）；其中有：{names}。',
    en: '{file} holds no layer that fits ({wanted}); it holds: {names}.',
  },
  'cli.layerAmbiguous': {
    zh: '{file} 有几个图层，请写成 文件#图层名：{names}。',
    en: '{file} holds several layers; write FILE#name with one of: {names}.',
  },
  'cli.datumNeeded': {
    zh: '{file} 的坐标系 {crs} 转到 CGCS2000 需要转换参数。用 --crs 给出带 +towgs84= 的 PROJ 字符串；或写 --crs {crs}，接受不转换（可能偏移数十米）。',
    en: '{file} is in {crs}, which needs parameters to reach CGCS2000. Give a PROJ string with +towgs84= by --crs; or say --crs {crs} to accept that it goes unconverted (it may be tens of metres off).',
  },
  'cli.crsNeeded': {
    zh: '{file} 没有说明坐标系，请用 --crs EPSG:n 指明（可能：{candidates}）。',
    en: '{file} does not say its coordinate system; name it with --crs EPSG:n (possible: {candidates}).',
  },
  'cli.swapNeeded': {
    zh: '{file} 每个点的两个坐标像是写反了，请先在应用中导入确认，或改正文件。',
    en: 'The two coordinates of each point of {file} look exchanged; confirm this in the application’s import, or correct the file.',
  },
  'cli.noShapes': { zh: '结果没有图形，写不成 {file}。', en: 'The result has no shapes, so {file} cannot be written.' },
  'cli.cancelled': { zh: '已取消。', en: 'Cancelled.' },
  'cli.layersWord': {
    zh: 'layers 后面写 add 文件… 或 check，读到“{word}”。',
    en: 'layers is followed by add FILE… or by check; found “{word}”.',
  },
  'publish.id': {
    zh: '图层代号“{id}”不合用，请用 --id 给出小写字母、数字和连字符，以字母开头。',
    en: '“{id}” cannot be a layer’s id; give one with --id: small letters, digits and hyphens, a letter first.',
  },
  'publish.catalog': {
    zh: '{file} 不是图层目录（version 1）。',
    en: '{file} is not a catalog of layers (version 1).',
  },
  'publish.isRaster': {
    zh: '“{id}”是栅格图层，请另取 --id。',
    en: '“{id}” is a raster; choose another --id.',
  },
  'publish.geometry': {
    zh: '图形类型是 {found}，应为 {wanted}。',
    en: 'The shapes are of the kind {found}; wanted: {wanted}.',
  },
  'publish.fields': {
    zh: '各文件的字段不一致：{field}。',
    en: 'The files do not have the same fields: {field}.',
  },
  'publish.noField': {
    zh: '没有名为“{field}”的字段，请核对 --columns；onemap info 列出字段名。',
    en: 'There is no field “{field}”: check --columns; onemap info lists the names.',
  },
  'publish.empty': { zh: '没有一个要素带有图形，不能发布。', en: 'Not one feature has a shape, so there is nothing to publish.' },
  'publish.done': {
    zh: '已发布 {id}：{count} 个要素，{tiles} 张瓦片（{minZoom}–{maxZoom} 级）。',
    en: '{id} published: {count} {count|feature|features}, {tiles} {tiles|tile|tiles} (zoom {minZoom}–{maxZoom}).',
  },
  'publish.repaired': {
    zh: '{count} 个图形有自相交等问题，已修复（--json 列出行号）。',
    en: '{count} {count|shape|shapes} with self-crossings or the like {count|was|were} repaired (--json lists the rows).',
  },
  'publish.encoding': {
    zh: '{file} 按 {encoding} 读取。',
    en: '{file} was read as {encoding}.',
  },
  'publish.encodingGuessed': {
    zh: '{file} 没有说明编码，也不是 UTF-8，按 {encoding} 读取。文字不对时，请用 --encoding 指明编码后重新发布。',
    en: '{file} does not say its encoding and is no UTF-8: it was read as {encoding}. Where its words are wrong, publish it again with --encoding.',
  },
  'publish.lostFields': {
    zh: '新文件没有这些字段：{fields}。',
    en: 'The new file does not have these fields: {fields}.',
  },
  'publish.thinned': {
    zh: '{zoom} 级瓦片只含最大的 {percent} % 要素。',
    en: 'Tiles of zoom {zoom} hold the largest {percent} % of the features only.',
  },
  'publish.checked': {
    zh: '核对 {files} 个文件，{bytes} 字节，问题 {problems} 处。',
    en: '{files} files checked, {bytes} bytes, problems: {problems}.',
  },
  'publish.check.missing': { zh: '{layer}：缺少 {file}。', en: '{layer}: {file} is missing.' },
  'publish.check.bytes': {
    zh: '{layer}：{file} 应为 {expected} 字节，实为 {found}。',
    en: '{layer}: {file} should have {expected} bytes and has {found}.',
  },
  'publish.check.count': {
    zh: '{layer}：{file} 含 {found} 个要素，目录写的是 {expected}。',
    en: '{layer}: {file} holds {found} features; the catalog says {expected}.',
  },
  'publish.check.sha256': {
    zh: '{layer}：{file} 的校验和不符（目录 {expected}，文件 {found}）。',
    en: '{layer}: the checksum of {file} differs (catalog {expected}, file {found}).',
  },
  'sql.analysis': {
    zh: '分析“{analysis}”没有 SQL 写法，可用：{allowed}。',
    en: 'The analysis “{analysis}” has no SQL form; there are: {allowed}.',
  },
  'sql.parameter': {
    zh: '参数“{parameter}”没有 SQL 写法，请去掉它或去掉 --engine。',
    en: 'The parameter “{parameter}” has no SQL form: leave it or --engine out.',
  },
  'sql.grading.source': {
    zh: '指标“{indicator}”（{source}）不能用 SQL 计算：连片度与栅格指标请在本机计算（去掉 --engine）。',
    en: 'The indicator “{indicator}” ({source}) cannot be computed as SQL: blocks of fields and rasters are computed here (leave --engine out).',
  },
  'sql.grading.breaks': {
    zh: '自然间断不能用 SQL 计算：请在本机计算（去掉 --engine），或在方案中改用固定界限。',
    en: 'Natural breaks cannot be computed as SQL: compute here (leave --engine out), or give the scheme fixed limits.',
  },
  'sql.grading.text': {
    zh: '指标“{indicator}”读的是文本字段，SQL 中只能按代码表评分。',
    en: 'The indicator “{indicator}” reads a text field, which SQL scores by a list of codes only.',
  },
  'sql.grading.field': {
    zh: '字段“{field}”的类型（{type}）在 SQL 分等中不能使用，请用文本或数值字段。',
    en: 'The field “{field}” is of type {type}, which grading in SQL does not read: use a text or a number.',
  },
  'sql.sedonaRuns': {
    zh: 'Sedona 的 SQL 只能写出（--engine sql），请在集群上运行。',
    en: 'Sedona’s SQL is only written here (--engine sql); run it on the cluster.',
  },
  'sql.connect': { zh: '连不上数据库 {server}：{message}', en: 'The database {server} cannot be reached: {message}' },
  'sql.incomplete': {
    zh: '{version} 丢失了结果（应有 {expected} 行，得到 {found} 行），不能采用。请用 --connect 连接真实的 PostgreSQL + PostGIS，或去掉 --engine。',
    en: '{version} lost results ({expected} rows expected, {found} found), so there is no answer. Use a real PostgreSQL with PostGIS (--connect), or leave --engine out.',
  },
  'sql.failed': { zh: '数据库报错：{message}', en: 'The database says: {message}' },
  'sql.noEmbedded': {
    zh: '没有安装内嵌数据库，请运行：{command}',
    en: 'The embedded database is not installed; run: {command}',
  },
}

/** What the system answers when it cannot read or write, for people. */
const REASONS: Readonly<Record<string, Text>> = {
  ENOENT: { zh: '没有这个文件或文件夹', en: 'no such file or folder' },
  EISDIR: { zh: '这是文件夹，请写其中的文件', en: 'it is a folder: name the files in it' },
  EACCES: { zh: '没有权限', en: 'no permission' },
  EROFS: { zh: '磁盘是只读的', en: 'the disk is read-only' },
  ENOSPC: { zh: '磁盘已满', en: 'the disk is full' },
}

export function wordsOf(code: string, detail: Detail, locale: Locale): string {
  const text = CLI_WORDS[code]
  if (!text) return messageOf(code, detail, locale)
  const said = ([name, value]: [string, Detail[string]]) => {
    const reason = name === 'reason' ? REASONS[String(value)] : undefined
    return [name, reason ? t(reason, locale) : String(value ?? '—')]
  }
  return t(text, locale, Object.fromEntries(Object.entries(detail).map(said)))
}
