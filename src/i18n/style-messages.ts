import type { Text } from '../core/text.ts'

/** Words for what a style cannot do. Part of the list in errors.ts. */
export const STYLE_MESSAGES: Readonly<Record<string, Text>> = {
  'style.notNumbers': { zh: '字段“{field}”不是数字，不能分级。', en: '“{field}” holds no numbers and cannot be graduated.' },
  'relief.noHeights': {
    zh: '没有高程栅格（单位为米的 GeoTIFF）：先导入一个。',
    en: 'There is no raster of heights (a GeoTIFF in metres): import one first.',
  },
  'compare.noLayers': { zh: '没有可对比的图层：先打开一个。', en: 'There is no layer to compare: switch one on first.' },
  'overlay.failed': {
    zh: '服务“{host}”没有给出图块：请检查网络，或请管理员核对 config.json 中的地址。其他图层不受影响。',
    en: 'The service “{host}” gives no tiles: check the network, or have the administrator check its address in config.json. Other layers go on.',
  },
  'style.copied': { zh: '已复制“{layer}”的样式', en: 'Style of “{layer}” copied' },
  'style.otherGeometry': {
    zh: '这份样式是为另一种图形（点、线、面或栅格）做的，不能用于“{layer}”。',
    en: 'This style was made for another kind of shape (points, lines, polygons or rasters) and does not fit “{layer}”.',
  },
  'style.noField': {
    zh: '图层“{layer}”没有样式所用的字段“{field}”，样式未改。',
    en: '“{layer}” has no field “{field}”, which the style looks at; nothing was changed.',
  },
  'style.file': {
    zh: '“{file}”不是样式文件，或已损坏。样式文件由 样式 → 存为文件 得到。',
    en: '“{file}” is no style file, or is damaged. Style files come from Style → Save as a file.',
  },
}
