import type { Text } from '../core/text.ts'

/** Of shapes as they come in, and of where on the Earth they are. */
export const SHAPE_MESSAGES: Readonly<Record<string, Text>> = {
  'geometry.unsound': {
    zh: '{count} 个面自相交、孔在外或部件重叠，首个在第 {row} 行：图形保持原样，分析时按规则修复并写明面积变化；“质量检查”可逐个查看。',
    en: '{count} {count|polygon crosses itself|polygons cross themselves}, or {count|has|have} a hole outside or parts that overlap; the first is row {row}. {count|It is|They are} kept as {count|it is|they are}, and repaired where something is made of {count|it|them}, with the change of area; the quality check shows each.',
  },
  'geometry.unchecked': {
    zh: '{rows} 个面的界址点过多，导入时未检查自相交，分析和质量检查时再查。',
    en: '{rows} {rows|polygon has|polygons have} too many corners to be checked for crossing edges now; analyses and the quality check do so.',
  },
  'geometry.uncheckedLayer': {
    zh: '图层较大（{rows} 个面），导入时未检查自相交，分析和质量检查时再查。',
    en: 'The layer is too large ({rows} polygons) to be checked for crossing edges now; analyses and the quality check do so.',
  },
  'crs.assumed': {
    zh: '文件没有说明坐标系，按格式惯例作 {crs}。',
    en: 'The file names no coordinate system; {crs} was assumed as the format wants.',
  },
  'crs.chosenContradicted': {
    zh: '所选 {crs} 与坐标不符：{x}, {y} 这样的坐标不可能属于它，图形会落在别处。请核对带号和坐标次序。',
    en: 'The chosen {crs} does not fit: coordinates such as {x}, {y} cannot be in it, and the shapes lie elsewhere. Check zone number and order of coordinates.',
  },
  'crs.contradicted': {
    zh: '文件声明 {crs}，但坐标（如 {x}, {y}）不可能属于它，请选择坐标系。',
    en: 'The file declares {crs}, but coordinates such as {x}, {y} cannot be in it; choose the coordinate system.',
  },
  'crs.unknownDeclared': {
    zh: '文件声明的坐标系“{crs}”无法识别，请手动选择。',
    en: 'The declared coordinate system “{crs}” is not known; choose it by hand.',
  },
  'crs.shiftUndone': {
    zh: '按您的选择作为 {by} 坐标近似还原（没有官方公式，误差可达数米）。',
    en: 'Taken as {by} by your choice and undone approximately (there is no official formula; it may be metres off).',
  },
  'crs.needsParameters': {
    zh: '{zh}：无转换参数，可能偏移数十米。',
    en: '{title}: no transformation parameters, so it may be tens of metres off.',
  },
  'geometry.antimeridian': {
    zh: '{count} 个图形跨越 180° 经线而未切开，首个在第 {row} 行。',
    en: '{count} {count|shape crosses|shapes cross} the 180° meridian uncut; the first is row {row}.',
  },
  'geometry.outOfRange': {
    zh: '{count} 个图形超出经纬度范围，首个在第 {row} 行。',
    en: '{count} {count|shape reaches|shapes reach} outside the range of degrees; the first is row {row}.',
  },
  'geometry.notFinite': {
    zh: '{count} 个坐标不是数字，已去掉；首个在第 {row} 行。',
    en: '{count} {count|coordinate is|coordinates are} no number and {count|was|were} dropped; the first is row {row}.',
  },
  'geometry.ringsClosed': { zh: '{count} 个环未闭合，已闭合。', en: '{count} open {count|ring was|rings were} closed.' },
  'geometry.ringsTurned': {
    zh: '{count} 个环的方向已统一。',
    en: '{count} {count|ring was|rings were} turned to the usual direction.',
  },
  'geometry.tooShort': {
    zh: '{count} 个部件的点太少，已去掉图形。',
    en: '{count} {count|part has|parts have} too few points and {count|was|were} dropped.',
  },
  'geometry.unsupported': {
    zh: '{count} 个图形类型不支持（{types}），只保留属性。',
    en: '{count} {count|shape is|shapes are} of an unsupported kind ({types}) and kept only attributes.',
  },
  'geometry.kindsSplit': {
    zh: '文件混有不同类型的图形（{kinds}），已分为 {tables} 个图层。',
    en: 'The file mixes kinds of shapes ({kinds}); it became {tables} layers.',
  },
  'geometry.collectionSplit': {
    zh: '{rows} 个要素是混合图形集合，已按类型拆到各图层。',
    en: '{rows} {rows|feature is a mixed collection and was|features are mixed collections and were} split by kind.',
  },
  'geometry.swapped': {
    zh: '已按您的选择交换每个点的两个坐标。',
    en: 'The two coordinates of each point were swapped as you chose.',
  },
}
