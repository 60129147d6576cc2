import { requireCrs } from '../crs.ts'
import type { Text } from '../text.ts'
import { plainNumber } from '../units.ts'
import { cellAreas } from './cell-area.ts'
import type { GridMeta } from './grid.ts'
import type { ZonalReportOptions } from './zonal-report.ts'

const RULES: Readonly<Record<ZonalReportOptions['rule'], Text>> = {
  area: {
    zh: '每个像元按被图斑覆盖的面积比例加权（精确求交，不抽样）',
    en: 'Each cell counts by the share of it that the polygon covers (exact, not sampled)',
  },
  centre: {
    zh: '像元中心在图斑内的整像元计入；小于一个像元的图斑改按面积加权',
    en: 'Whole cells count whose centre lies inside; polygons smaller than a cell are weighted by the share covered',
  },
}

/** Sides of a middle cell on the ground, m. */
export function cellSize(meta: GridMeta, index: number): { cellM: number } {
  const level = meta.levels[index]
  const area = new Float64Array(1)
  cellAreas(level, meta.crs)(Math.floor(level.height / 2), Math.floor(level.width / 2), 1, area)
  return { cellM: Number(plainNumber(Math.sqrt(area[0]), 2)) }
}

/** Which value of a cell is measured; a single band of a raster that has no other needs no word. */
function measuredValue(meta: GridMeta, { value, band, bandB }: ZonalReportOptions): Text {
  const [a, b] = [`B${band}`, `B${bandB}`]
  if (value === 'band')
    return meta.bands > 1 ? { zh: `统计第 ${band} 波段。`, en: `Band ${band} is measured. ` } : { zh: '', en: '' }
  const [zh, en] = value === 'plainDifference' ? ['差值', 'Difference'] : ['归一化差值', 'Normalised difference']
  const formula = value === 'plainDifference' ? `${a} − ${b}` : `(${a} − ${b}) / (${a} + ${b})`
  return {
    zh: `统计第 ${band}、${bandB} 波段的${zh} ${formula}，逐像元计算，任一波段无数据的像元不计。`,
    en: `${en} ${formula} of bands ${band} and ${bandB}, cell by cell; a cell without data in either has none. `,
  }
}

export function methodOf(meta: GridMeta, options: ZonalReportOptions): Text {
  const { rule, level } = options
  const value = measuredValue(meta, options)
  const { cellM } = cellSize(meta, level)
  const crs = requireCrs(meta.crs).title
  return {
    zh: `${value.zh}${RULES[rule].zh}；像元约 ${cellM} m${level > 0 ? `（第 ${level} 级金字塔）` : '（全分辨率）'}。图斑变换到栅格坐标系（${crs.zh}），边在等积平面上为直线，变换后弯曲超过万分之一像元处加密；栅格不重采样。均值、标准差（总体）按权重计算，总和 = Σ 权重 × 值；分位数为累计权重达到该比例的最小值；面积为像元在 CGCS2000 椭球上的面积乘以权重。无数据像元不参与统计，另列比例。`,
    en: `${value.en}${RULES[rule].en}; cells of about ${cellM} m${level > 0 ? ` (overview ${level})` : ' (full resolution)'}. The polygons are transformed into the raster's system (${crs.en}); their edges are straight in the equal-area plane and are densified where the transformation bends them by more than a 10 000th of a cell; the raster is not resampled. Mean and (population) standard deviation are weighted, sum = Σ weight × value; a percentile is the smallest value at which the cumulated weight reaches that share; areas are those of the cells on the CGCS2000 ellipsoid times their weight. Cells without data take no part; their share is listed.`,
  }
}
