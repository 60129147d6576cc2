import type { Text } from '../core/text.ts'

/** Words for what reading JSON and GeoJSON can find. Part of the list in errors.ts. */
export const JSON_MESSAGES: Readonly<Record<string, Text>> = {
  'json.syntax': {
    zh: '{file} 第 {line} 行（字节 {at}）不是合法的 JSON：应为{expected}，却是“{found}”。文件可能不完整，请重新导出。',
    en: '{file} is no valid JSON at line {line} (byte {at}): expected {expected}, found “{found}”. It may be cut off; export it again.',
  },
  'json.cutOff': {
    zh: '{file} 不完整：到第 {line} 行（字节 {at}）就结束了，此处应为{expected}。请重新复制、下载或导出。',
    en: '{file} is cut off: it ends at line {line} (byte {at}), where {expected} should stand. Copy, download or export it again.',
  },
  'json.tooDeep': {
    zh: '{file} 嵌套超过 {limit} 层（字节 {at}），不是正常的空间数据。请检查来源，重新导出。',
    en: '{file} is nested more than {limit} levels deep (byte {at}): this is no spatial data. Check where it comes from and export it again.',
  },
  'geojson.esriJson': {
    zh: '{file} 是 ArcGIS 的 JSON（Esri JSON），不是 GeoJSON。请导出为 GeoJSON：服务查询用 f=geojson，ArcGIS 里用“要素转 JSON”并勾选 GeoJSON。',
    en: '{file} is JSON of ArcGIS (Esri JSON), not GeoJSON. Export it as GeoJSON: f=geojson in a query of the service, or “Features to JSON” with GeoJSON ticked.',
  },
  'geojson.notGeojson': {
    zh: '{file} 是 JSON，但不是 GeoJSON（type 为“{type}”）。请在原软件中导出为 GeoJSON（FeatureCollection）。',
    en: '{file} is JSON but not GeoJSON (type is “{type}”). Export it as GeoJSON (a FeatureCollection).',
  },
  'geojson.noType': {
    zh: '{file} 是 JSON，但不是 GeoJSON（没有 type）。请在原软件中导出为 GeoJSON（FeatureCollection）。',
    en: '{file} is JSON but not GeoJSON (it has no type). Export it as GeoJSON (a FeatureCollection).',
  },
  'geojson.noFeatures': {
    zh: '{file} 是 FeatureCollection（字节 {at}），但没有 features 列表，读不到要素。请重新导出。',
    en: '{file} is a FeatureCollection (byte {at}) without a list of features, so there is nothing to read. Export it again.',
  },
  'geojson.typeMissing': {
    zh: '文件没有写明 FeatureCollection（type 为“{type}”），已按要素集合读取。',
    en: 'The file does not say FeatureCollection (type “{type}”); it was read as one.',
  },
  'geojson.lines': {
    zh: '按行分隔的 GeoJSON，共 {count} 段，已合并为一个图层。',
    en: 'Line-separated GeoJSON of {count} documents, joined into one layer.',
  },
  'geojson.notFeatures': {
    zh: '{count} 个成员不是要素，已跳过。',
    en: '{count} {count|member is|members are} no features and were skipped.',
  },
  'geojson.badGeometry': {
    zh: '{count} 个要素的坐标写法不对，只保留属性；首个在第 {row} 行。',
    en: '{count} {count|feature has|features have} malformed coordinates and kept only attributes; the first is row {row}.',
  },
  'geojson.doubledKeys': {
    zh: '{count} 个要素的 properties 里有重复的键（{fields}），各取最后一个值；首个在第 {row} 行。请核对原文件。',
    en: 'The properties of {count} {count|feature|features} hold a key more than once ({fields}): its last value counts; the first is row {row}. Check the file.',
  },
  'geojson.badProperties': {
    zh: '{count} 个要素的 properties 不是对象（是列表、文本或数字），属性未读取，图形已保留；首个在第 {row} 行。',
    en: 'The properties of {count} {count|feature|features} are no object (but a list, a text or a number): no attributes were read, the shape is kept; the first is row {row}.',
  },
}
