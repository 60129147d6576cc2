import type { Detail } from '../core/errors.ts'
import type { Locale, Text } from '../core/text.ts'
import { AREA_UNITS, type AreaUnit, shownArea } from '../core/units.ts'
import { ANALYSIS_MESSAGES } from './analysis-messages.ts'
import { detailWords } from './detail-words.ts'
import { marks } from './marks.ts'
import { t } from './t.ts'

/**
 * Words for every code of AppError, note and message: what is wrong, where, and what to do. {name} prints a value of the
 * detail. One flat list: add a code where it belongs by its first word. What files, rasters and schemes may be found to hold is worded in
 * files of its own, which the first screen does without: all-messages.ts.
 */
const MESSAGES: Record<string, Text> = {
  // a run that is restored has its notes on the first screen
  ...ANALYSIS_MESSAGES,
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
    zh: '无法读取图层文件 {file}（{status}）。请检查网络或部署目录后重试。',
    en: 'The layer file {file} cannot be read ({status}). Check the network or the deployed folder, then try again.',
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
  'export.stopped': { zh: '已停止，没有写出文件', en: 'Stopped; no file was written' },
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
  'project.notProject': {
    zh: '{file} 不是工程文件。请选择用“保存工程”存下的 .onemap 文件；原有工程未改动',
    en: '{file} is not a project file. Choose an .onemap file that “Save project” has written; what is open was not changed',
  },
  'project.cutOff': {
    zh: '{file} 不完整：没有结尾的目录，多半没有复制完。请重新复制或下载；原有工程未改动',
    en: '{file} is cut off: the list at its end is missing, so it was most likely not copied to the end. Copy or download it again; what is open was not changed',
  },
  'project.newer': {
    zh: '{file} 由更新的版本保存（格式 {found}，本系统能读到 {known}）；请更新本系统后再打开',
    en: '{file} was saved by a newer version (format {found}; this one reads up to {known}); update this application, then open it',
  },
  'project.damaged': {
    zh: '{file} 已损坏：{path} 的内容不对，应为{expected}。请改用另一份备份；原有工程未改动',
    en: '{file} is damaged: {path} should be {expected}. Open another copy; what is open was not changed',
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
  'layer.made': {
    zh: '已加为图层：{layers}，{count} 个要素',
    en: 'Put on the map: {layers}, {count} {count|feature|features}',
  },
  'import.done': { zh: '已导入 {layers}，{count} 个要素', en: 'Imported {layers}: {count} {count|feature|features}' },
  'import.rasters': { zh: '已导入 {layers}，{count} 幅栅格', en: 'Imported {layers}: {count} {count|raster|rasters}' },
  'import.rastersWithWarnings': {
    zh: '已导入 {layers}，{count} 幅栅格；接收单有 {warnings} 项提醒',
    en: 'Imported {layers}: {count} {count|raster|rasters}; {warnings} {warnings|warning|warnings} on the receipt',
  },
  'crs.unknown': {
    zh: '不认识坐标系 {crs}，无法定位和计算面积。请重新导入并指定坐标系。',
    en: 'The coordinate system {crs} is not known: no position, no area. Import again and choose the coordinate system.',
  },
  'dots.tooMany': {
    zh: '需要 {count} 个点，最多 {most} 个：请加大“每点代表”的数值。',
    en: 'That takes {count} dots, at most {most} can be set: let each dot be worth more.',
  },
  'dots.skipped': {
    zh: '{count} 个要素没有数值或数值为负，未布点。',
    en: '{count} {count|feature|features} without a value, or with a negative one, {count|has|have} no dots.',
  },
  'drawn.noLayers': {
    zh: '没有显示任何面图层，无从统计所选范围：请先在图层面板中打开图层。',
    en: 'No polygon layer is shown, so there is nothing to find in the selection: show a layer first.',
  },
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
