import * as v from 'valibot'
import { codeListSchema, relativePathSchema, styleSchema, textSchema } from './catalog.ts'

/** By their codes, for the registry of all comes later than the configuration. */
const WORKING_CRS = /^EPSG:(4326|449\d|45[0-4]\d|455[0-4]|32[67](0[1-9]|[1-5]\d|60))$/
/** An address of the deployed folder, or of a host that allowedHosts names. */
const addressSchema = v.pipe(
  v.string(),
  v.regex(
    /^(https:\/\/|(?!\/)(?!.*\.\.)(?![a-z]+:))\S+$/i,
    'https://… 或部署目录内的相对路径 / or a path below the deployed folder',
  ),
)
const overlayCommon = {
  /** names it in links and saved projects: keep it */
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/, '小写字母、数字、连字符 / small letters, digits, hyphens')),
  title: textSchema,
  /** of the tree; those that share a title share a group */
  group: v.optional(textSchema, { zh: '叠加图层', en: 'Overlays' }),
  visible: v.optional(v.boolean(), false),
  opacity: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 1),
  /** zooms of the map between which it is drawn */
  shownFrom: v.optional(v.number(), 0),
  shownTo: v.optional(v.number(), 24),
  /** whose it is: shown with the layer and in the status bar */
  attribution: textSchema,
}
export const overlaySchema = v.variant('kind', [
  v.strictObject({
    ...overlayCommon,
    kind: v.picklist(['xyz', 'wmts', 'wms']),
    /** templates with {z} {x} {y}, for a WMS GetMap in EPSG:3857 with {bbox-epsg-3857} */
    tiles: v.pipe(v.array(addressSchema), v.minLength(1)),
    tileSize: v.optional(v.picklist([256, 512]), 256),
    /** finest zoom that the service has; finer ones are drawn from it */
    maxZoom: v.optional(v.number(), 18),
  }),
  v.strictObject({
    ...overlayCommon,
    kind: v.literal('pmtiles'),
    /** a file of vector tiles on a host that answers range requests */
    url: addressSchema,
    /** of the file's layers those that are drawn; left out: all */
    sourceLayers: v.optional(v.array(v.string())),
    style: styleSchema,
  }),
])
export type Overlay = v.InferOutput<typeof overlaySchema>

const extentSchema = v.tuple([v.number(), v.number(), v.number(), v.number()])

/** public/config.json: everything that makes this deployment Kenli's and not another district's. Comments are allowed in it. */
export const configSchema = v.strictObject({
  version: v.literal(1),
  /** name of the product as the header shows it */
  title: textSchema,
  /** short remark beside the title, e.g. 示例数据 · 示意 */
  remark: v.nullable(textSchema),
  district: v.strictObject({
    name: textSchema,
    /** GB/T 2260 code; the first six characters of the district's unit codes */
    code: v.pipe(v.string(), v.regex(/^\d{6}$/, '六位数字 / six digits')),
    /** west, south, east, north in degrees */
    extent: extentSchema,
    /**
     * 磁偏角 of magnetic north from true north, degrees, east positive, and of which year: compasses of devices show magnetic north. Left
     * out: headings stay magnetic, and field mode says so.
     */
    magneticDeclination: v.optional(
      v.strictObject({ deg: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)), year: v.pipe(v.number(), v.integer()) }),
    ),
  }),
  /** 审图号; null prints `unreviewedNotice` instead */
  reviewNumber: v.nullable(v.string()),
  unreviewedNotice: textSchema,
  /** CRS that the office works in, the first is the default: CGCS2000 (EPSG:4490 and its Gauss–Krüger zones), WGS 84 and its UTM zones */
  workingCrs: v.pipe(v.array(v.pipe(v.string(), v.regex(WORKING_CRS, 'EPSG:4490–4554'))), v.minLength(1)),
  /** path of the layer catalog */
  catalog: relativePathSchema,
  /** code lists that add to, or replace by id, those of the catalog */
  codeLists: v.optional(v.array(codeListSchema), []),
  basemaps: v.array(
    v.strictObject({
      id: v.string(),
      title: textSchema,
      /** templates with {z} {x} {y} (XYZ, WMTS) or {bbox-epsg-3857} (WMS GetMap in EPSG:3857) and, when a key is needed, {key} */
      tiles: v.array(v.array(v.pipe(v.string(), v.startsWith('https://')))),
      tileSize: v.picklist([256, 512]),
      maxZoom: v.number(),
      attribution: textSchema,
      needsKey: v.boolean(),
      keyHelp: v.nullable(textSchema),
    }),
  ),
  /** layers of other services, in the tree above those of the catalog */
  overlays: v.optional(v.array(overlaySchema), []),
  /** origins that the page may reach besides its own; everything else is refused by the content security policy */
  allowedHosts: v.array(v.pipe(v.string(), v.regex(/^https:\/\/[\w.*-]+(:\d+)?$/, 'https://host'))),
  /**
   * Published layers whose file is larger than so many MiB are not loaded whole when they are shown: rows are read from the file as they
   * are asked for. Default 64; the memory of the device can make it less.
   */
  loadWholeUpToMiB: v.optional(v.pipe(v.number(), v.minValue(0))),
  locale: v.picklist(['zh', 'en']),
  areaUnit: v.picklist(['m2', 'ha', 'mu']),
})
export type Config = v.InferOutput<typeof configSchema>
export type Basemap = Config['basemaps'][number]
