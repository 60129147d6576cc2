import type { Text } from '../core/text.ts'

/** Words of a layer whose rows are read from its file as they are asked for. */
export const rangedText = {
  fine: { zh: '大图层，按需读取', en: 'Large layer, read as needed' },
  slow: { zh: '网络较慢，正在等待数据…', en: 'The network is slow; waiting…' },
  retrying: { zh: '读取中断，正在重试…', en: 'Reading was cut; trying again…' },
  lost: { zh: '网络中断，查询暂不可用', en: 'No connection: nothing can be looked up' },
  changed: { zh: '文件已被更换，已停止读取', en: 'The file was replaced; reading stopped' },
  unread: {
    zh: '{files} 读不出：查找、筛选、统计会慢，或需载入整层',
    en: '{files} cannot be read: searching, filtering and counting take longer, or the whole layer',
  },
  noRanges: { zh: '主机不支持分段读取', en: 'The host serves no byte ranges' },
  readsPart: {
    zh: '“{layer}”只读相关的 {n} 个要素，约 {mb} MB',
    en: 'Of “{layer}” the {n} features concerned are read, about {mb} MB',
  },
  readsTooMuch: {
    zh: '“{layer}”要读 {n} 个要素，约 {mb} MB，超过一次按需读取的上限（64 MB）：请先选择或筛选分析对象的一部分，或在图层列表中载入整层',
    en: 'Of “{layer}” {n} features would be read, about {mb} MB, more than is read at once (64 MB): select or filter a part of the subject first, or load all of it in the layer list',
  },
  makes: { zh: '结果最多约 {n} 个要素、{v} 个界址点', en: 'The result has about {n} features and {v} vertices at most' },
  makesTooMuch: {
    zh: '结果约 {n} 个要素、{v} 个界址点，超过 {limit} 个的上限，可能中途停下：请先选择或筛选一部分，或缩小范围',
    en: 'The result may have {n} features and {v} vertices, more than {limit}, at which the run stops: select or filter a part first, or take a smaller area',
  },
  readsNothing: { zh: '“{layer}”在此范围内没有要素', en: '“{layer}” has no feature here' },
  partHint: {
    zh: '不必整层：先选择或筛选要素，再选“选中的”或“筛选的”；或以小图层为分析对象。',
    en: 'Not all of it is needed when some features are selected or filtered and taken as the scope, or when a small layer is the subject.',
  },
  readingFields: { zh: '正在读取字段…', en: 'Reading fields…' },
  fieldSizes: {
    zh: '大图层：用到的字段整列读取一次（{sizes}），不读图形',
    en: 'Large layer: each field that is used is read once ({sizes}), without shapes',
  },
  thinned: {
    zh: '缩小时只画较大的图形，放大后全部画出；计数总是全部',
    en: 'Zoomed out, only the larger shapes are drawn; zoom in for all. Counts are always of all',
  },
  rowsByRange: { zh: '按需读取，只读看到的行', en: 'Read as needed: only the rows in sight' },
  filtered: { zh: '筛选需要整个图层', en: 'A filter takes the whole layer' },
  retry: { zh: '重试', en: 'Try again' },
  reopen: { zh: '重新打开', en: 'Open again' },
  loadAll: { zh: '载入整层（约 {need} GB）', en: 'Load all (about {need} GB)' },
  stopLoading: { zh: '停止载入', en: 'Stop loading' },
  aboveBudget: { zh: '本机建议不超过 {budget} GB', en: 'at most {budget} GB is advised here' },
  exportPasses: {
    zh: '大图层：逐块读取并写出（约读取 {mb} MB），不载入整层',
    en: 'Large layer: read and written piece by piece (about {mb} MB to read), not loaded as a whole',
  },
  exportPart: { zh: '大图层：只读这 {n} 个要素，约 {mb} MB', en: 'Large layer: only these {n} features are read, about {mb} MB' },
  exportWhole: {
    zh: '{format} 需要整个图层在内存中。{formats} 可以逐块写出；先选择或筛选一部分，就可以用任何格式。',
    en: '{format} takes the whole layer in memory. {formats} are written piece by piece; of a part that is selected or filtered first, any format can be written.',
  },
  passes: { zh: '逐块读取，不载入整层', en: 'Read piece by piece, not loaded as a whole' },
  needsAll: {
    zh: '“{layer}”是大图层，按需读取；这项操作需要整个图层在内存中。',
    en: '“{layer}” is a large layer, read as needed; this takes the whole layer in memory.',
  },
} as const satisfies Record<string, Text>
