import * as v from 'valibot'
import { presentDrawer } from './restore.ts'
import type { LayerId, Project, Session } from './state.ts'

const layerId = v.string()
const rowNumber = v.pipe(v.number(), v.integer(), v.minValue(0))
const degrees = (most: number) => v.pipe(v.number(), v.minValue(-most), v.maxValue(most))

/** What lay open when a project was saved. How the user works, as language, units and theme, is his own and stays behind. */
export const deskSchema = v.object({
  selection: v.nullable(
    v.object({
      layer: layerId,
      rows: v.array(rowNumber),
      within: v.optional(v.array(v.tuple([degrees(180), degrees(90)]))),
      isOnlyShown: v.optional(v.literal(true)),
    }),
  ),
  drawer: v.nullable(
    v.union([
      v.object({ run: v.string(), table: v.optional(v.never()) }),
      v.object({ table: layerId, run: v.optional(v.never()) }),
    ]),
  ),
  tableLooks: v.record(
    v.string(),
    v.object({
      sort: v.array(v.object({ field: v.string(), isDescending: v.boolean() })),
      hidden: v.array(v.string()),
      shown: v.optional(v.array(v.string())),
      frozen: v.nullable(v.array(v.string())),
      isSelectedOnly: v.boolean(),
    }),
  ),
  dashboard: v.nullable(v.object({ layer: v.nullable(layerId) })),
  isAnalysisOpen: v.boolean(),
})

export type Desk = v.InferOutput<typeof deskSchema>

export function deskOf({ selection, drawer, tableLooks, dashboard, panels }: Session): Desk {
  // lists that are only read become lists of the file
  return structuredClone({ selection, drawer, tableLooks, dashboard, isAnalysisOpen: panels.analysis }) as Desk
}

/**
 * Of a saved desk what there still is. Rows are known by their number: of another table they would be others.
 * @param saved the project as it was then @param lengthOf rows of a layer; null: not known
 */
export function deskIn(
  { selection, drawer, tableLooks, dashboard, isAnalysisOpen }: Desk,
  saved: Project,
  now: Project,
  panels: Session['panels'],
  lengthOf: (layer: LayerId) => number | null,
): Partial<Session> {
  const isSame = (id: LayerId) => now.layers[id] !== undefined && now.layers[id].table === saved.layers[id]?.table
  const hasRows = (id: LayerId, rows: readonly number[]) => {
    const length = lengthOf(id)
    return length === null || rows.every((row) => row < length)
  }
  return {
    selection: selection && isSame(selection.layer) && hasRows(selection.layer, selection.rows) ? selection : null,
    drawer: presentDrawer(drawer, now),
    tableLooks: Object.fromEntries(Object.entries(tableLooks).filter(([id]) => now.layers[id])),
    dashboard: dashboard && (dashboard.layer === null || now.layers[dashboard.layer]) ? dashboard : null,
    panels: { ...panels, analysis: isAnalysisOpen },
  }
}
