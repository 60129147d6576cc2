import * as v from 'valibot'
import { DATE_STEPS, MOST_CARDS } from '../core/dashboard/card.ts'
import { MAX_EXPRESSION } from '../core/expression/limits.ts'
import { OPERATORS } from '../core/query/conditions.ts'
import type { PlaceCondition } from '../core/query/place-condition.ts'
import { fieldSchema, gridLookSchema, labelSchema, symbologySchema, textSchema, wantedLayerSchema } from './catalog.ts'
import { PROJECT_VERSION } from './migrate-project.ts'
import { deskSchema } from './project-desk.ts'
import type { Project, Session } from './state.ts'

const detailSchema = v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()]))
const noteSchema = v.object({ code: v.string(), detail: detailSchema, level: v.picklist(['info', 'warning']) })
const bound = v.nullable(v.pipe(v.number(), v.finite()))
const expressionSchema = v.pipe(v.string(), v.maxLength(MAX_EXPRESSION))
const lngLatSchema = v.tuple([
  v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
])
const ringSchema = v.pipe(v.array(lngLatSchema), v.minLength(3), v.maxLength(10_000))
const spatialSchema = {
  relation: v.picklist(['intersects', 'inside', 'within']),
  distanceM: v.pipe(v.number(), v.finite()),
}
// named, since the compiler would otherwise write it out wherever a project stands
const placeSchema: v.GenericSchema<PlaceCondition> = v.object({
  rules: v.array(
    v.object({
      ...spatialSchema,
      of: v.variant('kind', [
        v.object({ kind: v.literal('layer'), layer: v.string(), scope: v.picklist(['all', 'filter']) }),
        v.object({ kind: v.literal('rows'), layer: v.string(), rows: v.string() }),
        v.object({ kind: v.literal('ring'), was: v.picklist(['view', 'drawn']), ring: ringSchema }),
      ]),
    }),
  ),
  words: textSchema,
  rows: v.string(),
  mark: v.string(),
  count: v.number(),
  of: v.number(),
  tables: v.record(v.string(), v.string()),
})

const conditionSchema = v.object({
  field: v.string(),
  values: v.array(v.string()),
  range: v.optional(v.object({ min: bound, max: bound })),
  expression: v.optional(expressionSchema),
  written: v.optional(expressionSchema),
  place: v.optional(placeSchema),
})
const nullableText = v.nullable(v.string())

const sourceSchema = v.object({
  title: textSchema,
  file: v.string(),
  sha256: v.string(),
  crs: v.string(),
  date: v.string(),
  licence: v.string(),
  isDemonstration: v.boolean(),
  notes: v.array(noteSchema),
})

const receiptSchema = v.object({
  file: v.string(),
  format: v.string(),
  bytes: v.number(),
  sha256: v.string(),
  count: v.number(),
  withoutGeometry: v.number(),
  skipped: v.number(),
  encoding: nullableText,
  encodingEvidence: nullableText,
  crs: nullableText,
  crsEvidence: nullableText,
  fields: v.array(v.object({ name: v.string(), type: v.string() })),
  notes: v.array(noteSchema),
  header: v.optional(v.array(v.object({ section: v.string(), key: v.string(), value: v.string() }))),
  skippedLines: v.optional(v.array(v.object({ line: v.number(), text: v.string() }))),
})

const rowKey = v.pipe(v.string(), v.regex(/^\d{1,10}$/))
const cellSchema = v.union([v.string(), v.number(), v.boolean(), v.null()])
const shapeSchema = v.array(v.array(v.array(v.pipe(v.number(), v.finite()))))
const rowNumber = v.pipe(v.number(), v.integer(), v.minValue(0))
const editsSchema = v.object({
  added: v.optional(v.array(v.object({ row: rowNumber, from: rowNumber, shape: shapeSchema }))),
  gone: v.optional(v.array(v.object({ row: rowNumber, into: rowNumber }))),
  cells: v.record(rowKey, v.record(v.string(), v.object({ before: cellSchema, after: cellSchema }))),
  shapes: v.record(rowKey, v.object({ before: shapeSchema, after: shapeSchema })),
})

const layerSchema = v.looseObject({
  id: v.string(),
  title: textSchema,
  table: v.string(),
  geometry: v.picklist(['point', 'line', 'polygon', 'none', 'grid', 'remote']),
  overlay: v.optional(v.string()),
  role: v.picklist(['data', 'context']),
  visible: v.boolean(),
  opacity: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  grid: v.optional(gridLookSchema),
  symbology: symbologySchema,
  label: v.nullable(labelSchema),
  minZoom: v.number(),
  maxZoom: v.number(),
  filter: v.array(conditionSchema),
  fields: v.array(fieldSchema),
  source: sourceSchema,
  receipt: v.nullable(receiptSchema),
  edits: v.nullable(editsSchema),
  setAside: v.optional(editsSchema),
})

const runSchema = v.looseObject({
  id: v.string(),
  analysis: v.string(),
  analysisVersion: v.number(),
  values: v.record(v.string(), v.unknown()),
  selection: v.nullable(v.array(v.number())),
  filter: v.array(conditionSchema),
  scope: v.picklist(['all', 'filter', 'selection']),
  at: v.pipe(v.string(), v.isoTimestamp()),
  elapsedMs: v.number(),
  notes: v.array(noteSchema),
})

const measurementSchema = v.object({
  id: v.string(),
  kind: v.picklist(['length', 'area']),
  points: v.pipe(v.array(lngLatSchema), v.minLength(2), v.maxLength(10_000)),
})

const joinSchema = v.picklist(['and', 'or'])
const ruleSchema = v.object({ field: v.string(), operator: v.picklist(OPERATORS), values: v.array(v.string()) })
// groups are one in another, no deeper
const querySchema = v.object({
  id: v.string(),
  name: v.string(),
  layer: v.string(),
  mode: v.picklist(['rules', 'expression']),
  rules: v.object({
    join: joinSchema,
    items: v.array(v.union([ruleSchema, v.object({ join: joinSchema, items: v.array(ruleSchema) })])),
  }),
  expression: expressionSchema,
  spatial: v.array(
    v.object({
      ...spatialSchema,
      of: v.variant('kind', [
        v.object({ kind: v.literal('layer'), layer: v.string(), scope: v.picklist(['all', 'filter', 'selection']) }),
        v.object({ kind: v.literal('view') }),
        v.object({ kind: v.literal('drawn') }),
        v.object({ kind: v.literal('ring'), ring: ringSchema }),
      ]),
    }),
  ),
})

const unitSchema = v.optional(v.picklist(['m2', 'ha', 'mu', 'km2', 'wanmu']))
const levelSchema = v.object({ field: v.string(), isParent: v.optional(v.boolean()) })
const cardId = v.pipe(v.string(), v.maxLength(100))
const dashboardSchema = v.object({
  cards: v.pipe(
    v.array(
      v.variant('kind', [
        v.object({ id: cardId, unit: unitSchema, kind: v.literal('figures'), field: nullableText }),
        v.object({ id: cardId, unit: unitSchema, kind: v.literal('bars'), level: levelSchema, measure: v.string() }),
        v.object({
          id: cardId,
          unit: unitSchema,
          kind: v.literal('rings'),
          levels: v.pipe(v.array(levelSchema), v.minLength(1), v.maxLength(2)),
          measure: v.string(),
        }),
        v.object({
          id: cardId,
          unit: unitSchema,
          kind: v.literal('histogram'),
          field: v.string(),
          step: v.optional(v.picklist(DATE_STEPS)),
        }),
        v.object({ id: cardId, unit: unitSchema, kind: v.literal('scatter'), x: v.string(), y: v.string() }),
      ]),
    ),
    v.maxLength(MOST_CARDS),
  ),
  follow: v.object({ view: v.boolean(), filter: v.boolean(), selection: v.boolean() }),
})

const viewSchema = v.object({
  lng: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  lat: v.pipe(v.number(), v.minValue(-85.06), v.maxValue(85.06)),
  zoom: v.pipe(v.number(), v.minValue(0), v.maxValue(24)),
})

/** of a logo in base64: 600 pixels of a side are far below it */
const MOST_LOGO = 400_000

const projectSchema = v.object({
  version: v.literal(PROJECT_VERSION),
  tree: v.array(v.object({ id: v.string(), title: textSchema, isOpen: v.boolean(), layers: v.array(v.string()) })),
  layers: v.record(v.string(), layerSchema),
  basemap: v.string(),
  runs: v.array(runSchema),
  logo: v.optional(
    v.object({
      jpeg: v.pipe(v.string(), v.maxLength(MOST_LOGO), v.regex(/^[A-Za-z0-9+/]+={0,2}$/)),
      widthPx: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(600)),
      heightPx: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(600)),
    }),
  ),
  queries: v.optional(v.array(querySchema)),
  measurements: v.optional(v.array(measurementSchema)),
  dashboards: v.optional(v.record(v.string(), dashboardSchema)),
  bookmarks: v.optional(
    v.pipe(
      v.array(
        v.object({
          id: v.string(),
          title: v.pipe(v.string(), v.maxLength(200)),
          view: viewSchema,
          visible: v.array(v.string()),
          basemap: v.string(),
        }),
      ),
      v.maxLength(1000),
    ),
  ),
})

/** project.json of a project file. */
export const manifestSchema = v.object({
  format: v.literal('one-map-project'),
  version: v.number(),
  application: v.string(),
  savedAt: v.string(),
  /** GB/T 2260 code of the district it was saved in */
  district: v.string(),
  /** layers that the deployment shipped then */
  shipped: v.array(v.string()),
  view: viewSchema,
  /** left out by versions before it was kept */
  desk: v.optional(deskSchema),
  project: projectSchema,
  /** member of the archive by table id, and by run id */
  tables: v.record(v.string(), v.string()),
  files: v.optional(v.record(v.string(), v.string()), {}),
  results: v.record(v.string(), v.string()),
  /** member by checksum */
  layers: v.optional(v.record(v.string(), v.string()), {}),
  /** the offline package, where it goes along */
  offline: v.optional(
    v.object({ expiresAt: v.nullable(v.pipe(v.string(), v.isoTimestamp())), layers: v.array(wantedLayerSchema) }),
  ),
})

/** What the schema has let through, under the names of the state: its loose parts were written by this application. */
export interface Manifest extends Omit<v.InferOutput<typeof manifestSchema>, 'project' | 'view'> {
  readonly project: Project
  readonly view: Session['view']
}
