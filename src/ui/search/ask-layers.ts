import type { App } from '../../app/app.ts'
import { isAbort } from '../../app/jobs.ts'
import type { AreaUnit, Layer } from '../../app/state.ts'
import { AppError, type Detail } from '../../core/errors.ts'
import type { Schema } from '../../core/expression/check.ts'
import { expressionCondition } from '../../core/expression/expression-condition.ts'
import { schemaOf } from '../../core/expression/table-schema.ts'
import type { Condition } from '../../core/symbology.ts'

export interface AskedLayer {
  readonly layer: Layer
  readonly condition: Condition
  /** rows that meet it, of those that the layer's filter leaves */
  readonly rows: Uint32Array
}
export interface LayerAnswer {
  /** those that hold rows which meet it */
  readonly asked: readonly AskedLayer[]
  /** those that could be asked and hold none */
  readonly empty: readonly Layer[]
  /** why no layer can be asked so */
  readonly problem: { readonly code: string; readonly detail: Detail } | null
}

/** Layers that answer at most: each is a line in the list. */
const MOST = 3

const AREA_WORD = /(?<=^|[^\p{L}\p{N}_[【'"“]|[且和与或]|并且|或者)(面积|area)(?![\p{L}\p{N}_\]】'"”])/giu
const DRAWN: Readonly<Record<AreaUnit, string>> = { mu: '亩', ha: '公顷', m2: 'area_m2' }

/**
 * `面积 > 50` of a layer that has no field of that name is its drawn area in the unit that areas are shown in. The answer shows how it was
 * read, since its writer may have meant another.
 */
export function inDrawnArea(typed: string, { fields, hasArea }: Schema, unit: AreaUnit): string {
  if (!hasArea) return typed
  const names = new Set(fields.flatMap(({ name, labels }) => [name, ...labels]).map((name) => name.toLowerCase()))
  return typed.replace(AREA_WORD, (word) => (names.has(word.toLowerCase()) ? word : DRAWN[unit]))
}

/**
 * A typed condition (亩 > 50 and 地类 = 1106), answered by the layers whose fields it names: the one in hand first, then the
 * visible ones. Of equals the one with the most rows, since every layer has an area and few ask it of fifteen zones.
 */
export async function askLayers(app: App, typed: string, signal: AbortSignal): Promise<LayerAnswer> {
  const { project, session } = app.store.getState()
  const inHand = session.selection?.layer ?? session.drawer?.table ?? session.card?.hits[session.card.open ?? 0]?.layer
  const layers = project.tree
    .flatMap((group) => group.layers)
    .map((id) => project.layers[id])
    .filter((layer) => layer && layer.role === 'data' && !layer.grid)
  const rank = (layer: Layer) => (layer.id === inHand ? 0 : layer.visible ? 1 : 2)
  const asked: AskedLayer[] = []
  const empty: Layer[] = []
  let problem: (LayerAnswer['problem'] & object) | null = null
  const countOf = (layer: Layer) => session.layerStatus[layer.id]?.count ?? 0
  for (const layer of [...layers].sort((a, b) => rank(a) - rank(b) || countOf(b) - countOf(a))) {
    if (asked.length === MOST) break
    try {
      const table = app.tableOf(layer.id) ?? (await app.loadColumns(layer.id))
      signal.throwIfAborted()
      const schema = schemaOf(table, layer.fields, app.codeLists)
      const condition = expressionCondition(inDrawnArea(typed, schema, session.areaUnit), schema)
      const rows = await app.tiles.filterRows({ table: layer.table, filter: [...layer.filter, condition] }, { signal })
      if (rows.length > 0) asked.push({ layer, condition, rows })
      else empty.push(layer)
    } catch (error) {
      // its reading was given up elsewhere
      if (isAbort(error) && !signal.aborted) continue
      if (!(error instanceof AppError)) throw error
      // what is said of the first layer is said of the one that was most likely meant
      problem ??= { code: error.code, detail: error.detail }
    }
  }
  return { asked, empty, problem: asked.length + empty.length > 0 ? null : problem }
}
