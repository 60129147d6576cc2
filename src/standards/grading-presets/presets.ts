import type { GradingModel } from '../../core/grading/model.ts'
import { cultivatedLand } from './cultivated-land.ts'
import { farmlandConsolidation } from './farmland-consolidation.ts'
import { fieldConditions } from './field-conditions.ts'
import { salineBuilding } from './saline-building.ts'
import { salineCoast } from './saline-coast.ts'
import { tidalFlat } from './tidal-flat.ts'
import { wetlandHealth } from './wetland-health.ts'

/** Schemes to start from, by the name under which they are asked for; each file names its source. */
export const GRADING_PRESETS: Readonly<Record<string, GradingModel>> = {
  'field-conditions': fieldConditions,
  'cultivated-land': cultivatedLand,
  'saline-coast': salineCoast,
  'saline-building': salineBuilding,
  'tidal-flat': tidalFlat,
  'wetland-health': wetlandHealth,
  'farmland-consolidation': farmlandConsolidation,
}
