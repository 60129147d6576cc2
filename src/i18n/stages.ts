import type { Text } from '../core/text.ts'

/** Words of the stages that running work reports. */
const STAGES: Readonly<Record<string, Text>> = {
  'stage.gdal': { zh: '载入 GDAL 并转换（首次约 11 MB）', en: 'Loading GDAL and converting (about 11 MB the first time)' },
  'stage.unzip': { zh: '解压', en: 'Unpacking' },
  'stage.read': { zh: '读取', en: 'Reading' },
  'stage.fetch': { zh: '下载', en: 'Downloading' },
  'stage.verify': { zh: '核对校验和', en: 'Comparing checksums' },
  'stage.write': { zh: '写出', en: 'Writing' },
  'stage.draw': { zh: '绘制', en: 'Drawing' },
  'stage.columns': { zh: '写字段', en: 'Writing fields' },
  'stage.tiles': { zh: '切瓦片', en: 'Cutting tiles' },
  'stage.index': { zh: '建立索引', en: 'Indexing' },
  'stage.repair': { zh: '检查图形', en: 'Checking shapes' },
  'stage.group': { zh: '分组', en: 'Grouping' },
  'stage.measure': { zh: '计算面积', en: 'Measuring areas' },
  'stage.overlap': { zh: '查找重叠', en: 'Finding overlaps' },
  'stage.topology': { zh: '匹配公共界线', en: 'Matching shared borders' },
  'stage.cells': { zh: '读取像元', en: 'Reading cells' },
  'stage.cut': { zh: '切割图形', en: 'Cutting shapes' },
  'stage.buffer': { zh: '生成缓冲区', en: 'Buffering' },
  'stage.dissolve': { zh: '融合图形', en: 'Dissolving shapes' },
  'stage.load': { zh: '装入数据库', en: 'Loading into the database' },
  'stage.database': { zh: '数据库计算', en: 'Computing in the database' },
}
const WORKING: Text = { zh: '处理中', en: 'Working' }

/** A stage that has no words of its own is still work in progress. */
export function stageText(code: string | null): Text {
  return (code !== null && Object.hasOwn(STAGES, code) && STAGES[code]) || WORKING
}
