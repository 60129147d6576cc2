import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'zonal-stats',
  group: 'statistics',
  place: 4,
  version: 1,
  title: { zh: '分区统计', en: 'Zonal statistics' },
  summary: {
    zh: '逐图斑统计栅格（植被指数、高程、地表覆盖等）的均值、极值、总量、分位数与各类面积',
    en: 'Mean, extremes, sum, percentiles and class areas of a raster (vegetation index, elevation, land cover) per polygon',
  },
  params: {
    zones: p.layer({ label: { zh: '分区图层', en: 'Zones' }, geometry: 'polygon' }),
    raster: p.grid({ label: { zh: '栅格', en: 'Raster' } }),
    name: p.fields({
      label: { zh: '分区名称字段', en: 'Name of a zone' },
      help: { zh: '写在每行之首；不选时用行号', en: 'Stands first in each row; without one, the row number' },
      of: 'zones',
      min: 0,
      max: 1,
      types: ['text', 'number'],
      roles: ['unitCode', 'name', 'id'],
    }),
    value: p.choice({
      label: { zh: '统计的值', en: 'Value' },
      options: [
        { value: 'band', label: { zh: '一个波段', en: 'One band' } },
        { value: 'plainDifference', label: { zh: '差值 A−B', en: 'Difference A−B' } },
        { value: 'normalisedDifference', label: { zh: '归一化差值 (A−B)/(A+B)', en: 'Normalised difference (A−B)/(A+B)' } },
      ],
      initial: 'band',
    }),
    band: p.number({ label: { zh: '波段（A）', en: 'Band (A)' }, min: 1, initial: 1 }),
    bandB: p.number({
      label: { zh: '波段 B', en: 'Band B' },
      help: {
        zh: '只用于差值和归一化差值，如 NDVI：A 近红外，B 红',
        en: 'For differences only, e.g. NDVI: A near infrared, B red',
      },
      min: 1,
      initial: 1,
    }),
    rule: p.choice({
      isAdvanced: true,
      label: { zh: '像元取舍', en: 'Cells on the boundary' },
      options: [
        { value: 'area', label: { zh: '面积加权（按覆盖比例）', en: 'Weighted by the share covered' } },
        { value: 'centre', label: { zh: '像元中心在内', en: 'Whole, when the centre is inside' } },
      ],
      initial: 'area',
    }),
    percentiles: p.flag({
      label: { zh: '中位数与 10/25/75/90 分位数', en: 'Median and 10/25/75/90 percentiles' },
      initial: false,
    }),
    majority: p.flag({ label: { zh: '众数', en: 'Majority' }, initial: false }),
    classes: p.flag({
      label: { zh: '各类面积', en: 'Area of each class' },
      help: { zh: '用于地表覆盖等整数栅格，每个值一列', en: 'For rasters of whole numbers such as land cover: a column a value' },
      initial: false,
    }),
    level: p.number({
      isAdvanced: true,
      label: { zh: '金字塔级别', en: 'Overview' },
      help: { zh: '0 为全分辨率；级别越高越快、越粗', en: '0 is the full resolution; higher is faster and coarser' },
      min: 0,
      initial: 0,
    }),
    pieces: p.flag({
      isAdvanced: true,
      label: { zh: '生成分区图层', en: 'Make a layer of the zones' },
      help: { zh: '按均值着色，可从结果中加为地图图层', en: 'Coloured by the mean; can be put on the map from the result' },
      initial: true,
    }),
  },
  // imported where it runs: the page reads this file for its name and parameters only
  run: async ({ zones, raster, ...options }, task) => {
    const { zonalReport } = await import('../core/raster/zonal-report.ts')
    return zonalReport(zones, raster, options, task)
  },
})
