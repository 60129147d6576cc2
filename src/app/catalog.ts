import * as v from 'valibot'

export const textSchema = v.strictObject({ zh: v.string(), en: v.string() })
const colorSchema = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i, '#rrggbb（颜色 / a colour）'))
const shareSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const finiteSchema = v.pipe(v.number(), v.finite())
const zoomSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(24))
/** Relative, inside the deployed folder: no scheme, no leading slash, no "..". */
export const relativePathSchema = v.pipe(
  v.string(),
  v.regex(/^(?!\/)(?!.*\.\.)(?![a-z]+:)[\w./-]+$/i, '部署目录内的相对路径 / a path below the deployed folder'),
)

const hatchSchema = v.picklist([
  'wave',
  'diagonal',
  'back-diagonal',
  'cross',
  'dots',
  'horizontal',
  'vertical',
  'marsh',
  'grid',
  'sparse-dots',
])
export const styleSchema = v.strictObject({
  fill: v.optional(colorSchema),
  fillOpacity: v.optional(shareSchema),
  hatch: v.optional(hatchSchema),
  hatchColor: v.optional(colorSchema),
  line: v.optional(colorSchema),
  lineWidth: v.optional(v.number()),
  lineDash: v.optional(v.array(v.number())),
  casing: v.optional(colorSchema),
  casingWidth: v.optional(v.number()),
  radius: v.optional(v.number()),
})
const numberClasses = {
  field: v.string(),
  method: v.picklist(['equal', 'quantile', 'natural', 'deviation', 'manual']),
  breaks: v.pipe(v.array(finiteSchema), v.maxLength(63)),
  range: v.tuple([finiteSchema, finiteSchema]),
} as const
const isAscending = (breaks: readonly number[]) => breaks.every((limit, i) => i === 0 || limit > breaks[i - 1])
export const symbologySchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('single'), style: styleSchema }),
  v.strictObject({
    kind: v.literal('categories'),
    field: v.string(),
    classes: v.array(v.strictObject({ value: v.string(), label: v.optional(textSchema), style: styleSchema })),
    other: v.nullable(styleSchema),
  }),
  v.pipe(
    v.strictObject({
      kind: v.literal('graduated'),
      ...numberClasses,
      styles: v.array(styleSchema),
      other: styleSchema,
    }),
    v.check(
      ({ breaks, styles }) => styles.length === breaks.length + 1 && isAscending(breaks),
      '分级界限递增，样式比界限多一个 / breaks ascend, one more style than breaks',
    ),
  ),
  v.pipe(
    v.strictObject({
      kind: v.literal('bivariate'),
      ...numberClasses,
      second: v.strictObject(numberClasses),
      styles: v.array(styleSchema),
      other: styleSchema,
    }),
    v.check(
      ({ breaks, second, styles }) =>
        styles.length === (breaks.length + 1) * (second.breaks.length + 1) && isAscending(breaks) && isAscending(second.breaks),
      '两组分级界限各自递增，样式数为两组级数之积 / breaks of both ascend, a style for each pair of classes',
    ),
  ),
])
export const labelSchema = v.strictObject({
  field: v.string(),
  fieldEn: v.optional(v.string()),
  template: v.optional(v.pipe(v.string(), v.maxLength(200))),
  minZoom: v.optional(zoomSchema),
  size: v.optional(v.number()),
  color: v.optional(colorSchema),
  halo: v.optional(colorSchema),
  haloWidth: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(8))),
  weight: v.optional(v.picklist([400, 500, 600])),
  italic: v.optional(v.boolean()),
  spacing: v.optional(v.number()),
  placement: v.optional(v.picklist(['point', 'line'])),
})
export const fieldSchema = v.strictObject({
  name: v.string(),
  label: textSchema,
  unit: v.optional(v.string()),
  codes: v.optional(v.string()),
  role: v.optional(
    v.picklist(['unitCode', 'name', 'holder', 'location', 'landClass', 'ownership', 'town', 'registeredAreaM2', 'id']),
  ),
  decimals: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9))),
})
export const codeListSchema = v.strictObject({
  id: v.string(),
  title: textSchema,
  source: v.optional(v.string()),
  entries: v.array(
    v.strictObject({ code: v.string(), label: textSchema, parent: v.optional(v.string()), color: v.optional(colorSchema) }),
  ),
})

const common = {
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/, '小写字母、数字、连字符 / small letters, digits, hyphens')),
  title: textSchema,
  file: relativePathSchema,
  crs: v.string(),
  bytes: v.number(),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'SHA-256（64 hex）')),
  source: textSchema,
  licence: v.string(),
  date: v.string(),
  isDemonstration: v.boolean(),
  visible: v.boolean(),
  opacity: shareSchema,
  minZoom: zoomSchema,
  maxZoom: zoomSchema,
}
/** PMTiles cut from the file by "onemap layers add": id = number of the feature + 1, c = place of its class in the symbology. */
const tilesSchema = v.strictObject({
  file: relativePathSchema,
  bytes: v.number(),
  sha256: common.sha256,
  minZoom: zoomSchema,
  maxZoom: zoomSchema,
})
/** Codes of some fields in order, written beside (formats/code-index.ts): rows are found by them without reading the layer. */
const codesSchema = v.strictObject({
  file: relativePathSchema,
  bytes: v.number(),
  sha256: common.sha256,
  fields: v.array(v.string()),
})
/** The fields one by one (formats/column-file.ts): questions over all rows read those that they name, and no shapes. */
const columnsSchema = v.strictObject({ file: relativePathSchema, bytes: v.number(), sha256: common.sha256 })
/** Of an offline package: only what reaches into an area is here. A deployment's catalog has none. */
const partSchema = v.strictObject({
  /** which cut of which file */
  key: common.sha256,
  title: v.pipe(v.string(), v.maxLength(200)),
  /** lon/lat degrees, closed */
  rings: v.array(v.array(v.tuple([finiteSchema, finiteSchema]))),
  /** the whole, as the deployment publishes it */
  of: v.strictObject({ sha256: common.sha256, count: v.number() }),
})
const layerSchema = v.strictObject({
  ...common,
  kind: v.literal('table'),
  /** id of a format of src/formats */
  format: v.string(),
  geometry: v.picklist(['point', 'line', 'polygon', 'none']),
  count: v.number(),
  role: v.picklist(['data', 'context']),
  symbology: symbologySchema,
  label: v.nullable(labelSchema),
  fields: v.array(fieldSchema),
  tiles: v.optional(tilesSchema),
  codes: v.optional(codesSchema),
  columns: v.optional(columnsSchema),
  /** rows of each class of `symbology` as it was published, 'other' last */
  classCounts: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(0)))),
  part: v.optional(partSchema),
})
const rasterLook = {
  unit: v.nullable(v.string()),
  range: v.tuple([finiteSchema, finiteSchema]),
  /** colour ramp from low to high */
  ramp: v.pipe(v.array(colorSchema), v.minLength(1), v.maxLength(64)),
}
/** GridLook of core/raster: what a user may make of it besides */
export const gridLookSchema = v.pipe(
  v.strictObject({
    ...rasterLook,
    breaks: v.optional(v.pipe(v.array(finiteSchema), v.maxLength(63))),
    isPhoto: v.optional(v.boolean()),
    hillshade: v.optional(
      v.strictObject({
        azimuth: v.pipe(finiteSchema, v.minValue(0), v.maxValue(360)),
        altitude: v.pipe(finiteSchema, v.minValue(5), v.maxValue(90)),
        exaggeration: v.pipe(finiteSchema, v.minValue(0), v.maxValue(1000)),
      }),
    ),
  }),
  v.check(({ breaks, ramp }) => !breaks || ramp.length === breaks.length + 1),
)
const rasterSchema = v.strictObject({ ...common, kind: v.literal('grid'), ...rasterLook })

const entrySchema = v.variant('kind', [layerSchema, rasterSchema])
/** A layer of the offline package, in a project file. */
export const wantedLayerSchema = v.object({ entry: entrySchema, codeLists: v.array(codeListSchema), group: v.string() })

/** data/layers/catalog.json: the layers that a deployment ships. */
export const catalogSchema = v.strictObject({
  version: v.literal(1),
  codeLists: v.array(codeListSchema),
  /** top of the tree first */
  groups: v.array(v.strictObject({ id: v.string(), title: textSchema, isOpen: v.boolean(), layers: v.array(v.string()) })),
  layers: v.array(entrySchema),
})
export type Catalog = v.InferOutput<typeof catalogSchema>
export type CatalogLayer = Extract<Catalog['layers'][number], { kind: 'table' }>
export type CatalogGrid = Extract<Catalog['layers'][number], { kind: 'grid' }>
