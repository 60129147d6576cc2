import { CONTAINER_MESSAGES } from './container-messages.ts'
import { addMessages } from './errors.ts'
import { EXPRESSION_MESSAGES } from './expression-messages.ts'
import { FIELD_MESSAGES } from './field-messages.ts'
import { FORMAT_MESSAGES } from './format-messages.ts'
import { GRADING_MESSAGES } from './grading-messages.ts'
import { JSON_MESSAGES } from './json-messages.ts'
import { OFFLINE_MESSAGES } from './offline-messages.ts'
import { PRINT_MESSAGES } from './print-messages.ts'
import { QUALITY_MESSAGES } from './quality-messages.ts'
import { QUERY_MESSAGES } from './query-messages.ts'
import { RANGED_MESSAGES } from './ranged-messages.ts'
import { RASTER_MESSAGES } from './raster-messages.ts'
import { SHAPE_MESSAGES } from './shape-messages.ts'
import { SKETCH_MESSAGES } from './sketch-messages.ts'
import { STYLE_MESSAGES } from './style-messages.ts'
import { TABLE_MESSAGES } from './table-messages.ts'
import { TEXT_FORMAT_MESSAGES } from './text-format-messages.ts'
import { WRITE_MESSAGES } from './write-messages.ts'

addMessages({
  ...CONTAINER_MESSAGES,
  ...EXPRESSION_MESSAGES,
  ...FORMAT_MESSAGES,
  ...JSON_MESSAGES,
  ...SHAPE_MESSAGES,
  ...TEXT_FORMAT_MESSAGES,
  ...WRITE_MESSAGES,
  ...QUALITY_MESSAGES,
  ...PRINT_MESSAGES,
  ...GRADING_MESSAGES,
  ...RANGED_MESSAGES,
  ...RASTER_MESSAGES,
  ...OFFLINE_MESSAGES,
  ...SKETCH_MESSAGES,
  ...STYLE_MESSAGES,
  ...FIELD_MESSAGES,
  ...TABLE_MESSAGES,
  ...QUERY_MESSAGES,
})
