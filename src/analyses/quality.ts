import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'quality',
  group: 'check',
  place: 12,
  version: 1,
  title: { zh: '质量检查', en: 'Quality check' },
  summary: {
    zh: '查找重叠、缝隙、图形错误、编号与代码错误、登记面积超限，逐条列出并定位',
    en: 'Finds overlaps, gaps, faulty shapes, ids and codes, and registered areas beyond tolerance; lists and locates each',
  },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'polygon' }),
    topology: p.flag({
      label: { zh: '重叠、缝隙、未重合的界址点', en: 'Overlaps, gaps, corners not shared' },
      initial: true,
    }),
    shapes: p.flag({
      label: { zh: '自相交、尖刺、短边、碎图斑', en: 'Self-intersections, spikes, short edges, slivers' },
      initial: true,
    }),
    ids: p.flag({ label: { zh: '编号缺失与重复、属性缺失', en: 'Missing and duplicate ids, missing values' }, initial: true }),
    codes: p.flag({
      label: { zh: '不动产单元代码、地类编码、登记簿合计', en: 'Unit codes, land classes, register sums' },
      initial: true,
    }),
    areas: p.flag({ label: { zh: '登记面积与图形面积', en: 'Registered against drawn areas' }, initial: true }),
    idFields: p.fields({
      label: { zh: '编号字段', en: 'Id fields' },
      help: { zh: '须填写且不重复；不选则按字段用途自动识别', en: 'Must be there and unique; none: recognised by their use' },
      of: 'layer',
      min: 0,
      max: 2,
      types: ['text', 'number'],
      roles: ['unitCode', 'id'],
    }),
    smallest: p.number({
      label: { zh: '忽略重叠与缝隙，小于', en: 'Ignore overlaps and gaps below' },
      unit: 'm2',
      min: 0,
      max: 1000,
      initial: 0.01,
    }),
    largestGap: p.number({
      label: { zh: '空白大于此值不算缝隙', en: 'Larger empty places are no gaps' },
      unit: 'm2',
      min: 0,
      initial: 10_000,
    }),
    vertexTolerance: p.number({
      label: { zh: '界址点应重合的距离', en: 'Corners should coincide within' },
      unit: 'm',
      min: 0.0002,
      max: 1,
      initial: 0.05,
    }),
    spike: p.number({ label: { zh: '尖刺夹角小于', en: 'A spike is sharper than' }, unit: '°', min: 0, max: 60, initial: 10 }),
    shortEdge: p.number({ label: { zh: '短边小于', en: 'A short edge is below' }, unit: 'm', min: 0, max: 10, initial: 0.01 }),
    sliver: p.number({
      label: { zh: '碎图斑面积小于', en: 'A sliver is smaller than' },
      help: {
        zh: '三调最小上图面积：建设用地 200、农用地 400、其他 600 m²',
        en: 'Smallest mapped areas of the third survey: built-up 200, farm 400, other 600 m²',
      },
      unit: 'm2',
      min: 0,
      initial: 200,
    }),
    sliverWidth: p.number({
      label: { zh: '或平均宽度小于', en: 'or narrower on average than' },
      unit: 'm',
      min: 0,
      initial: 1,
    }),
    areaRule: p.choice({
      label: { zh: '登记面积限差', en: 'Tolerance of registered areas' },
      options: [
        { value: 'graphical', label: { zh: '图解：0.0003·M·√P', en: 'Graphical: 0.0003·M·√P' } },
        { value: 'class1', label: { zh: '解析，一级界址点（±5 cm）', en: 'Analytic, class 1 points (±5 cm)' } },
        { value: 'class2', label: { zh: '解析，二级界址点（±7.5 cm）', en: 'Analytic, class 2 points (±7.5 cm)' } },
        { value: 'class3', label: { zh: '解析，三级界址点（±10 cm）', en: 'Analytic, class 3 points (±10 cm)' } },
      ],
      initial: 'graphical',
    }),
    scale: p.number({
      label: { zh: '图解法比例尺分母 M', en: 'Scale denominator M' },
      min: 100,
      max: 100_000,
      initial: 2000,
    }),
  },
  run: async (values, task) => {
    const [{ checkQuality }, unitCode, landClasses, ownership, register] = await Promise.all([
      import('../core/quality/check-quality.ts'),
      import('../standards/unit-code.ts'),
      import('../standards/land-classes-2019.ts'),
      import('../standards/ownership.ts'),
      import('../standards/registration-unit.ts'),
    ])
    return checkQuality(
      values.layer,
      {
        topology: values.topology,
        shapes: values.shapes,
        ids: values.ids,
        codes: values.codes,
        areas: values.areas,
        idFields: values.idFields,
        smallestM2: values.smallest,
        largestGapM2: values.largestGap,
        vertexToleranceM: values.vertexTolerance,
        spikeDeg: values.spike,
        shortEdgeM: values.shortEdge,
        sliverM2: values.sliver,
        sliverWidthM: values.sliverWidth,
        areaRule: values.areaRule,
        scale: values.scale,
      },
      {
        unitCode: unitCode.parseUnitCode,
        opaqueCodes: ['ZRZYDJDYH'],
        landClass: (code) => landClasses.landClass(code) !== undefined,
        landClassList: landClasses.landClassCodeList.id,
        ownershipSide: ownership.ownershipSide,
        registerTotal: 'DJDYZMJ',
        register: register.checkRegister,
      },
      task,
    )
  },
})
