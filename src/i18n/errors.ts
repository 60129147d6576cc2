import type { Detail } from '../core/errors.ts'
import type { Locale, Text } from '../core/text.ts'
import { AREA_UNITS, type AreaUnit, shownArea } from '../core/units.ts'
import { detailWords } from './detail-words.ts'
import { marks } from './marks.ts'
import { t } from './t.ts'

/**
 * Words for every code of AppError, note and message: what is wrong, where, and what to do. {name} prints a value of the
 * detail. One flat list: add a code where it belongs by its first word. What files, rasters and schemes may be found to hold is worded in
 * files of its own, which the first screen does without: all-messages.ts.
 */
const MESSAGES: Record<string, Text> = {
  bug: {
    zh: '程序错误：{message}。您的数据没有改变；请重试，若再次出现请告知管理员。',
    en: 'Program error: {message}. Your data are unchanged; try again, and tell the administrator if it comes back.',
  },
  'worker.stopped': {
    zh: '后台程序“{worker}”已停止：{message}。请刷新页面，工作会自动恢复。',
    en: 'The background worker “{worker}” stopped: {message}. Reload the page; your work comes back.',
  },
  'worker.lost': {
    zh: '一个计算线程意外停止（{reason}），它的部分已在主计算线程重做；数字不受影响。',
    en: 'A computing thread stopped ({reason}); its part was computed again on the main one. Figures are not affected.',
  },
  'storage.refused': {
    zh: '浏览器不允许在本机保存：{message}。关闭页面前请先导出需要的结果。',
    en: 'The browser refuses to save on this device: {message}. Export what you need before you close the page.',
  },
  'storage.full': {
    zh: '本机空间已满，刚才的改动没有保存。请先导出需要的结果，或移除不用的图层和离线包。',
    en: 'This device is full, so the last changes are not saved. Export what you need, or remove layers and packages you no longer use.',
  },
  'link.skipped': {
    zh: '链接中有几处读不懂，已略过：{parts}。其余照常打开。',
    en: 'Parts of the link could not be read and were left out: {parts}. The rest is as it says.',
  },
  'map.noWebgl': {
    zh: '浏览器没有可用的 WebGL2，地图无法显示；图层、搜索、分析和导出照常可用。',
    en: 'The browser offers no WebGL2, so the map cannot be drawn; layers, search, analysis and export still work.',
  },
  'map.contextLost': {
    zh: '显卡上下文丢失，正在恢复地图。',
    en: 'The graphics context was lost; the map is being restored.',
  },
  'map.tile': { zh: '地图瓦片绘制失败：{message}', en: 'A map tile could not be drawn: {message}' },
  'basemap.failed': {
    zh: '底图“{basemap}”连接失败，已只显示本地图层。请检查网络或密钥。',
    en: 'The basemap “{basemap}” cannot be reached; only local layers are shown. Check the network or the key.',
  },
  'basemap.needsKey': {
    zh: '“{basemap}”需要密钥，请在 设置 → 底图 中填写。',
    en: '“{basemap}” needs a key: enter it under Settings → Basemap.',
  },
  'map.basemapKey': {
    zh: '底图“{basemap}”需要密钥：在设置的“底图”里粘贴后即可选用。',
    en: 'The basemap “{basemap}” needs a key: paste it under Basemap in the settings, then choose it.',
  },
  'map.basemapCovered': {
    zh: '底图在“{layer}”之下，这里全被盖住：在该图层的菜单里调低不透明度，或关掉它。',
    en: 'Here “{layer}” lies over all of the basemap: make it less opaque in its menu, or switch it off.',
  },
  'map.basemap': {
    zh: '底图“{basemap}”连接失败，已只显示本地图层。请检查网络或密钥。',
    en: 'The basemap “{basemap}” cannot be reached; only local layers are shown. Check the network or the key.',
  },
  'tiles.noGeometry': { zh: '图层“{table}”的第 {row} 行没有图形。', en: 'Row {row} of “{table}” has no shape.' },
  'tiles.damaged': {
    zh: '瓦片文件 {file} 已损坏或不完整（{reason}）。请重新发布或重新下载。',
    en: 'The tile file {file} is damaged or incomplete ({reason}). Publish or download it again.',
  },
  'tiles.noTable': {
    zh: '图层数据“{table}”尚未读入，请刷新页面。',
    en: 'The data of “{table}” are not loaded; reload the page.',
  },
  'layer.exported': { zh: '已导出 {file}（{count} 个）', en: 'Saved {file} ({count})' },
  'layer.joined': {
    zh: '已建图层“{layer}”：{matched} 行匹配，{unmatched} 行没有',
    en: '“{layer}” made: {matched} rows matched, {unmatched} did not',
  },
  'layer.unknown': { zh: '没有图层“{layer}”。', en: 'There is no layer “{layer}”.' },
  'screen.fetch': {
    zh: '这一部分还没有下载，而网络连接失败。请在网络恢复后重试。',
    en: 'This part was not downloaded yet and the network cannot be reached. Try again when it is back.',
  },
  'layer.fetch': {
    zh: '无法读取图层文件 {file}（状态 {status}）。请检查网络或部署目录后重试。',
    en: 'The layer file {file} cannot be read (status {status}). Check the network or the deployed folder, then try again.',
  },
  'layer.empty': { zh: '图层文件 {file} 中没有图层。', en: 'The layer file {file} holds no layer.' },
  'layer.notOnDevice': {
    zh: '导入的图层 {file} 不在本机，请重新导入该文件。',
    en: 'The imported layer {file} is not on this device; import the file again.',
  },
  'layer.removed': { zh: '已移除 {layer}', en: '{layer} removed' },
  'layer.nothingToShow': { zh: '{layer} 没有可缩放到的图形。', en: '{layer} has no geometry to zoom to.' },
  'rows.withoutGeometry': { zh: '这 {count} 个要素没有图形。', en: '{count|This feature has|These features have} no geometry.' },
  'run.unknown': { zh: '没有运行记录“{run}”。', en: 'There is no run “{run}”.' },
  'run.resultLost': {
    zh: '本机没有保存这次结果（可能已被浏览器清理），请复算。',
    en: 'This result is no longer on this device (the browser may have cleared it); run it again.',
  },
  'run.layerGone': { zh: '来源图层已移除，无法导出图形。', en: 'The source layer was removed, so shapes cannot be exported.' },
  'report.saved': { zh: '已导出 {file}', en: 'Exported {file}' },
  'project.saved': {
    zh: '工程已存为 {file}（导入图层 {layers} 个，结果 {runs} 个）',
    en: 'Project saved as {file} ({layers} imported layers, {runs} results)',
  },
  'project.opened': { zh: '已打开工程 {file}', en: 'Project {file} opened' },
  'project.openedElsewhere': {
    zh: '已打开工程 {file}；它是在行政区 {district} 的系统中保存的，随附图层以本系统的为准',
    en: 'Project {file} opened; it was saved for district {district}, so layers that come with this deployment were taken from here',
  },
  'project.layersReplaced': {
    zh: '自工程保存以来，这些随附图层的文件已更换，结果可能不同：{layers}',
    en: 'The files of these layers were replaced since the project was saved; figures may differ: {layers}',
  },
  'project.notProject': { zh: '{file} 不是工程文件（.onemap）', en: '{file} is not a project file (.onemap)' },
  'project.newer': {
    zh: '{file} 由更新的版本保存（格式 {found}，本系统能读到 {known}）；请更新本系统后再打开',
    en: '{file} was saved by a newer version (format {found}; this one reads up to {known}); update this application, then open it',
  },
  'project.damaged': {
    zh: '{file} 已损坏：{path} 应为 {expected}；原有工程未改动',
    en: '{file} is damaged: {path} should be {expected}; what is open was not changed',
  },
  'project.otherTab': {
    zh: '另一个标签页也改了这份工作，本机只留这里的。要保留那边的改动，请到那边存成工程文件。',
    en: 'Another tab changed this work too; this device keeps that of this tab. To keep the other, save a project file there.',
  },
  'project.newerOnDevice': {
    zh: '本机保存的工作由更新的版本写成（格式 {found}，本系统能读到 {known}），未打开也未改动；本次的更改不会保存在本机。请更新本系统。',
    en: 'The work kept on this device was written by a newer version (format {found}; this one reads up to {known}). It was neither opened nor changed; what you do now is not kept. Update this application.',
  },
  'edit.none': { zh: '该图层没有编辑。', en: 'This layer has no edits.' },
  'edit.noField': { zh: '图层没有字段“{field}”。', en: 'The layer has no field “{field}”.' },
  'edit.noRow': { zh: '图层没有第 {row} 行。', en: 'The layer has no row {row}.' },
  'edit.type': {
    zh: '字段“{field}”（类型 {type}）不能存放这个值。',
    en: 'The field “{field}” is of type {type} and cannot hold this value.',
  },
  'edit.noVertex': { zh: '此处没有界址点。', en: 'There is no boundary point here.' },
  'edit.noEdge': { zh: '这两点之间没有界址线。', en: 'There is no boundary line between these two points.' },
  'edit.tooFewVertices': {
    zh: '第 {row} 行至少要保留 {least} 个点，未作修改。',
    en: 'Row {row} must keep at least {least} points; nothing was changed.',
  },
  'edit.shapeInvalid': {
    zh: '修改后第 {row} 行的图形会自相交或退化，未作修改。',
    en: 'The shape of row {row} would cross itself or collapse; nothing was changed.',
  },
  'edit.notNeighbours': {
    zh: '所选的面并不都相邻（要有公共边界线），未合并。',
    en: 'The selected polygons are not all neighbours (they must share a border line); nothing was merged.',
  },
  'edit.split': {
    zh: '已分割为 {n} 部分；代码标为“待编”，登记面积按图形面积分摊',
    en: 'Cut into {n} parts; codes are marked as to be assigned, registered areas shared out by drawn area',
  },
  'edit.merged': {
    zh: '已合并 {n} 个；代码标为“待编”，登记面积为其和',
    en: '{n} merged; the code is marked as to be assigned, the registered area is their sum',
  },
  'run.rowsMoved': {
    zh: '图层有分割或合并，原来选中的行已变：请重新选择后再运行。',
    en: 'Rows of the layer were cut or merged since: select again, then run.',
  },
  'edit.discarded': { zh: '已放弃对 {layer} 的编辑', en: 'Edits of {layer} discarded' },
  'layer.edited': {
    zh: '该图层在本系统中编辑过：{rows} 行（属性值 {cells} 处，图形 {shapes} 个，分割新增 {added} 行，合并减少 {gone} 行）；校验和是原文件的。',
    en: 'This layer was edited here: {rows} {rows|row|rows} ({cells} {cells|value|values}, {shapes} {shapes|shape|shapes}, {added} cut off, {gone} merged away); the checksum is the original file’s.',
  },
  'run.oldestGone': {
    zh: '运行记录保留最近 {most} 次，最早的一次已移除；撤销则取回它，放弃这一次',
    en: 'The latest {most} runs are kept; the earliest was removed. Undo brings it back and gives up this one',
  },
  'run.removed': { zh: '已移除运行记录', en: 'Run removed' },
  'import.doneWithWarnings': {
    zh: '已导入 {layers}，{count} 个要素；接收单有 {warnings} 项提醒',
    en: 'Imported {layers}: {count} {count|feature|features}; {warnings} {warnings|warning|warnings} on the receipt',
  },
  'import.done': { zh: '已导入 {layers}，{count} 个要素', en: 'Imported {layers}: {count} {count|feature|features}' },
  'analysis.unknown': { zh: '没有分析“{analysis}”。', en: 'There is no analysis “{analysis}”.' },
  'analysis.noLayer': { zh: '请先选择图层（{parameter}）。', en: 'Choose a layer first ({parameter}).' },
  'crs.unknown': {
    zh: '不认识坐标系 {crs}，无法定位和计算面积。请重新导入并指定坐标系。',
    en: 'The coordinate system {crs} is not known: no position, no area. Import again and choose the coordinate system.',
  },
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
  'dots.tooMany': {
    zh: '需要 {count} 个点，最多 {most} 个：请加大“每点代表”的数值。',
    en: 'That takes {count} dots, at most {most} can be set: let each dot be worth more.',
  },
  'dots.skipped': {
    zh: '{count} 个要素没有数值或数值为负，未布点。',
    en: '{count} {count|feature|features} without a value, or with a negative one, {count|has|have} no dots.',
  },
  'overlap.ignored': {
    zh: '{count} 处重叠小于 {below} m²，合计 {areaM2} m²，按未压占处理；结果按“忽略的碎图斑”可逐一查看。',
    en: '{count} {count|overlap|overlaps} below {below} m², {areaM2} m² in all, {count|counts|count} as not covered; choose “Ignored slivers” to see them one by one.',
  },
  'overlap.zonesTwice': {
    zh: '对比图斑相互重叠，项目中有 {doubleM2} m² 被重复压占；去重后压占 {netM2} m²。',
    en: 'Comparison features overlap each other: {doubleM2} m² of the subjects are covered more than once; counted once, {netM2} m² are covered.',
  },
  'overlap.subjectsTwice': {
    zh: '项目图斑相互重叠 {doubleM2} m²；合计的去重面积中这些地方只计一次（比各项目之和少 {lostM2} m²）。',
    en: 'Subjects overlap each other by {doubleM2} m²; the net total counts these places once ({lostM2} m² less than the sum of subjects).',
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
  'drawn.noLayers': {
    zh: '没有显示任何面图层，无从统计所画范围：请先在图层面板中打开图层。',
    en: 'No polygon layer is shown, so there is nothing to find in the drawn area: show a layer first.',
  },
  'overlay.input': {
    zh: '输入“{layer}”：{count} 个要素，{areaM2} m²。',
    en: 'Went in, “{layerEn}”: {count} {count|feature|features}, {areaM2} m².',
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
  'run.noPieces': { zh: '这次结果没有图斑可以加为图层。', en: 'This result has no pieces to put on the map.' },
  'coordinates.range': {
    zh: '坐标 {first}、{second} 超出可能的范围，请检查位数、带号和顺序。',
    en: 'The coordinates {first}, {second} are out of range: check digits, zone and order.',
  },
  'coordinates.sixty': {
    zh: '分、秒必须小于 60（读到 {minutes} 分 {seconds} 秒）。',
    en: 'Minutes and seconds must be below 60 (found {minutes}′ {seconds}″).',
  },
  'clipboard.refused': {
    zh: '浏览器不允许复制。请手动选中后复制。',
    en: 'The browser refused to copy. Select the text and copy it by hand.',
  },
  'clipboard.copied': { zh: '已复制', en: 'Copied' },
}

const UNKNOWN: Text = {
  zh: '出现未登记的情况：{code}（{detail}）。',
  en: 'Something without a description happened: {code} ({detail}).',
}

/** Takes up words that are not needed from the start. */
export function addMessages(messages: Readonly<Record<string, Text>>): void {
  Object.assign(MESSAGES, messages)
}

const AREA = /\{(\w+M2)\} m²/g
/** Below a tenth of a 亩 another unit says less than the square metres. */
const LEAST_M2 = 200 / 3

/**
 * An error, note or message in words; an unknown code is named with its detail, so that it can be reported.
 * @param unit in which areas are told beside m²
 */
export function messageOf(code: string, detail: Detail, locale: Locale, unit: AreaUnit = 'm2'): string {
  const known = Object.hasOwn(MESSAGES, code) ? MESSAGES[code] : undefined
  const beside = (whole: string, name: string) => {
    const areaM2 = Number(detail[name])
    if (!(Math.abs(areaM2) >= LEAST_M2)) return whole
    const words = `${shownArea(areaM2, unit)} ${AREA_UNITS[unit].label[locale]}`
    return t(marks.aside, locale, { words: whole, more: words })
  }
  const text = known && unit !== 'm2' ? { ...known, [locale]: known[locale].replace(AREA, beside) } : known
  if (!text)
    return t(UNKNOWN, locale, {
      code,
      detail:
        Object.entries(detail)
          .map(([name, value]) => `${name} ${value}`)
          .join(', ') || '—',
    })
  return t(text, locale, detailWords(detail, locale))
}
