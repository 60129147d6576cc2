import * as v from 'valibot'
import { codeListSchema, relativePathSchema, textSchema } from './catalog.ts'

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
  }),
  /** 审图号; null prints `unreviewedNotice` instead */
  reviewNumber: v.nullable(v.string()),
  unreviewedNotice: textSchema,
  /** projected CRS that the office works in, the first is the default; EPSG codes */
  workingCrs: v.pipe(v.array(v.pipe(v.string(), v.regex(/^EPSG:\d+$/, 'EPSG:nnnn'))), v.minLength(1)),
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
