import type { Text } from '../core/text.ts'

/** Words of layers that stay in their file and are read by ranges; see errors.ts. */
export const RANGED_MESSAGES: Readonly<Record<string, Text>> = {
  'ranged.unanswered': {
    zh: '“{layers}”现在读不出，这里没有查到它的要素。请稍后再点一次，或在图层列表中重试。',
    en: '“{layers}” cannot be read now: what it has here was not looked up. Press again later, or try again in the layer list.',
  },
  'ranged.needsTable': {
    zh: '“{layer}”按需读取，这项操作需要整个图层在内存中（约 {need} GB）。请在图层列表中点“载入整层”，读完后再试。',
    en: '“{layer}” is read as needed; this takes the whole layer in memory (about {need} GB). Press “Load all” in the layer list and try again when it is here.',
  },
  'ranged.needsAll': {
    zh: '大图层按需读取，这项操作需要整个图层在内存中。请在图层列表中点“载入整层”，读完后再试；或先筛选、选择一部分。',
    en: 'A large layer is read as needed; this takes the whole layer in memory. Press “Load all” in the layer list and try again, or filter or select a part first.',
  },
  'ranged.tooMuch': {
    zh: '这里有 {count} 个要素，超过一次按需读取的上限。请缩小范围，或载入整层。',
    en: '{count} features are here, more than is read for one answer. Choose a smaller area, or load the whole layer.',
  },
  'ranged.resultTooLarge': {
    zh: '结果太大：超过 {limit} 个界址点，内存放不下。请先选择或筛选一部分，或缩小裁剪范围。',
    en: 'The result is too large: more than {limit} vertices, which memory does not hold. Select or filter a part first, or take a smaller area.',
  },
  'ranged.noRanges': {
    zh: '{file}：主机不支持分段读取（Range），大图层无法按需读取。可载入整层，或请管理员开启。',
    en: '{file}: the host does not serve byte ranges, so this large layer cannot be read as needed. Load all of it, or ask the administrator to allow ranges.',
  },
  'ranged.fieldNotAlone': {
    zh: '字段“{field}”发布时没有单独写出，按需读取的图层不能按它筛选、统计或设样式。请载入整层，或用 onemap layers add 重新发布。',
    en: 'The field “{field}” was not written by itself when the layer was published, so a layer that is read as needed cannot be filtered, counted or styled by it. Load the whole layer, or publish it again with onemap layers add.',
  },
  'ranged.tooManyFields': {
    zh: '这项操作要读入的字段约需 {bytes} 字节内存，超过按需读取的上限。请少用几个字段，或载入整层。',
    en: 'The fields that this takes would need about {bytes} bytes of memory, more than is read as needed. Use fewer fields, or load the whole layer.',
  },
  'columns.damaged': {
    zh: '{file}：字段文件损坏。请重新发布此图层。',
    en: '{file}: the file of fields is damaged. Publish the layer again.',
  },
  'ranged.noSigma': {
    zh: '按需读取的大图层不能算面积中误差（共用界址点须一次全部已知）。请把界址点中误差设为 0，或载入整层。',
    en: 'The standard deviation of areas is not computed of a layer that is read as needed, since shared boundary points must be known at once. Set the point error to 0, or load the whole layer.',
  },
  'fgb.noIndex': {
    zh: '{file}：没有空间索引，无法按需读取。请用 onemap layers add 重新发布。',
    en: '{file} has no spatial index and cannot be read as needed. Publish it again with onemap layers add.',
  },
  'codes.damaged': {
    zh: '{file}：编号索引损坏。请重新发布此图层。',
    en: '{file}: the index of codes is damaged. Publish the layer again.',
  },
}
