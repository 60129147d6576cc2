import type { Text } from '../core/text.ts'

/** What an analysis asks for before it runs, and what it says of its figures. */
export const ANALYSIS_MESSAGES: Record<string, Text> = {
  'analysis.unknown': { zh: '没有分析“{analysis}”。', en: 'There is no analysis “{analysis}”.' },
  'analysis.noLayer': { zh: '请先选择图层（{parameter}）。', en: 'Choose a layer first ({parameter}).' },
  'analysis.noField': { zh: '图层中没有可用的字段“{field}”。', en: 'The layer has no usable field “{field}”.' },
  'analysis.noTable': {
    zh: '图层数据尚未读入（{parameter}），请重试。',
    en: 'The layer’s data are not loaded yet ({parameter}); try again.',
  },
  'analysis.rows': {
    zh: '所选第 {row} 行超出图层的 {rows} 行：图层可能已更换，请重新选择。',
    en: 'Row {row} is beyond the layer’s {rows} rows: the layer may have been replaced. Select again.',
  },
  'analysis.groupCount': { zh: '请选择一至三个分组字段。', en: 'Choose one to three fields to group by.' },
  'analysis.geometry': { zh: '本分析需要面图层。', en: 'This analysis needs a polygon layer.' },
  'geometry.kind': {
    zh: '第 {row} 行的图形是 {found}，与该图层的类型不符。',
    en: 'The shape in row {row} is {found}, which does not fit the layer.',
  },
  'adjust.range': { zh: '数值 {value} 超出可调平的范围。', en: 'The value {value} is beyond what can be adjusted.' },
  'summary.empty': { zh: '范围内没有要素，结果为空。', en: 'There is nothing in the scope, so the result is empty.' },
  'summary.noGeometry': {
    zh: '{count} 行没有图形，计入个数，不计面积。',
    en: '{count} {count|row has|rows have} no shape: counted, but without area.',
  },
  'summary.repaired': {
    zh: '{count} 行图形有自相交等问题，已按修复后的图形计算，面积变化合计 {changeM2} m²（行号 {rows}）。',
    en: '{count} {count|shape|shapes} with self-crossings or the like {count|was|were} repaired for this run; areas changed by {changeM2} m² in all (rows {rows}).',
  },
  'summary.overlap': {
    zh: '{pairs} 对图斑相互重叠，重复面积 {overlapM2} m²，其中跨组 {acrossGroupsM2} m²；净面积中只计一次，净面积合计按全部图斑计算，不等于各行之和。',
    en: '{pairs} {pairs|pair|pairs} of features overlap: {overlapM2} m² lie twice, {acrossGroupsM2} m² of it across groups. The net area counts them once; its total is taken over the whole set and is not the sum of the rows.',
  },
  'summary.registeredMissing': {
    zh: '{count} 行没有登记面积，差值只比较两者都有的行。',
    en: '{count} {count|row has|rows have} no registered area; only rows with both figures are compared.',
  },
  'summary.unknownCodes': {
    zh: '字段“{field}”有 {count} 个代码不在代码表中：{codes}',
    en: '{count} {count|code|codes} of “{field}” {count|is|are} not in its list: {codes}',
  },
  'summary.densified': {
    zh: '{edges} 条长边已在源投影平面上加密：与按存储顶点计算的法定口径相比，面积合计相差 {differenceM2} m²，单个图斑最大 {largestM2} m²。',
    en: '{edges} long {edges|edge was|edges were} densified in the plane of the source: against the official figure of the stored vertices areas differ by {differenceM2} m² in all, at most {largestM2} m² for one feature.',
  },
  'summary.noDatum': {
    zh: '坐标系 {crs} 没有转换到 CGCS2000 的参数，位置可能偏移数十米。',
    en: 'There are no parameters from {crs} to CGCS2000: positions may be tens of metres off.',
  },
  'overlay.noGeometry': {
    zh: '“{layer}”有 {count} 行没有图形，未参与叠加。',
    en: '{count} {count|row|rows} of “{layer}” {count|has|have} no shape and took no part.',
  },
  'overlay.repaired': {
    zh: '“{layer}”有 {count} 行图形存在自相交等问题，已按修复后的图形计算，面积变化合计 {changeM2} m²（行号 {rows}）。',
    en: '{count} {count|shape|shapes} of “{layer}” {count|was|were} repaired for this run; areas changed by {changeM2} m² in all (rows {rows}).',
  },
  'shape.sharedBorder': {
    zh: '“{layer}”有 {count} 行图形的几个部分共用一段边界（行号 {rows}）：没有地方重复计入，面积只计一次，图形未改动；有的软件会判为无效图形。',
    en: 'Parts of {count} {count|shape|shapes} of “{layer}” run along each other (rows {rows}): no place lies in two of them, the area counts once, and nothing was changed; some programs call such shapes invalid.',
  },
  'overlap.ignored': {
    zh: '{count} 处重叠小于 {below} m²，合计 {areaM2} m²，按未压占处理；结果按“忽略的碎图斑”可逐一查看。',
    en: '{count} {count|overlap|overlaps} below {below} m², {areaM2} m² in all, {count|counts|count} as not covered; choose “Ignored slivers” to see them one by one.',
  },
  'overlap.zonesTwice': {
    zh: '对比图斑相互重叠，项目中有 {doubleM2} m² 被重复压占；各汇总表列为“重复部分”并已扣除。',
    en: 'Comparison features overlap each other: {doubleM2} m² of the subjects are covered more than once; the sums by subject and by feature list this and take it off.',
  },
  'overlap.subjectsTwice': {
    zh: '项目图斑相互重叠 {doubleM2} m²：各表按项目分别计入，合计因此比每处只计一次多 {lostM2} m²。',
    en: 'Subjects overlap each other by {doubleM2} m²: the tables count each subject whole, so that their total is {lostM2} m² more than with every place once.',
  },
  'overlap.subjectsOutside': {
    zh: '项目图斑相互重叠 {doubleM2} m²，重叠处没有压占，各表合计不受影响。',
    en: 'Subjects overlap each other by {doubleM2} m², where nothing covers them: no total is changed by it.',
  },
  'overlap.countedOnce': {
    zh: '每处只计一次（项目、对比图斑相互重叠处都不重复计），压占 {netM2} m²。',
    en: 'With every place once, however many subjects and comparison features share it, {netM2} m² are covered.',
  },
  'overlap.apart': {
    zh: '两个图层不相交：与“{layer}”最近 {distanceM} m。',
    en: 'The layers do not meet: “{layer}” is {distanceM} m away at its nearest.',
  },
  'overlap.noPieces': {
    zh: '压占的图斑太多，没有生成图层；各项面积不受影响。',
    en: 'Too many features overlap for their pieces to be made; all areas are complete.',
  },
  'overlap.noneMeets': {
    zh: '与“{layer}”没有重叠：它在此范围内没有要素（按需读取，未量最近距离）',
    en: 'Nothing overlaps “{layer}”: it has no feature here (read as needed; the nearest distance was not measured)',
  },
  'overlap.touching': {
    zh: '与“{layer}”只有边界相接，没有压占。',
    en: '“{layer}” is only touched along borders; nothing overlaps.',
  },
  'overlap.emptyLayer': { zh: '“{layer}”中没有可叠加的图形。', en: '“{layer}” holds no shape to overlay.' },
  'overlay.input': {
    zh: '输入“{layer}”：{count} 个要素，{areaM2} m²。',
    en: 'Went in, “{layer}”: {count} {count|feature|features}, {areaM2} m².',
  },
  'near.limit': { zh: '搜索半径不能小于 0（现为 {limitM}）。', en: 'The search radius must not be below 0 (it is {limitM}).' },
  'near.none': {
    zh: '没有要素在 {limitM} m 之内找到邻近对象：请加大搜索半径，或填 0 不限距离。',
    en: 'No feature has anything near within {limitM} m: search farther, or enter 0 for no limit.',
  },
  'simplify.largest': {
    zh: '单个图斑面积变化最大 {areaM2} m²；面积统计请用原图层。',
    en: 'The area of one feature changes by {areaM2} m² at most; take area statistics from the layer itself.',
  },
  'simplify.overlaps': {
    zh: '图层中原有 {pairs} 对图斑相互重叠，共 {beforeM2} m²；化简后重叠 {afterM2} m²。',
    en: '{pairs} {pairs|pair|pairs} of features overlap in the layer itself, by {beforeM2} m² in all; {afterM2} m² after simplifying.',
  },
  'buffer.distance': { zh: '缓冲距离不能为 0。', en: 'The buffer distance must not be 0.' },
  'buffer.inwards': { zh: '只有面图层可以向内收缩。', en: 'Only polygons can be buffered inwards.' },
}
