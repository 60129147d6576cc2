import { partRows, readPart, shareOf } from '../app/analysis-parts.ts'
import type { App, JobContext } from '../app/app.ts'
import { askFor } from '../app/asked.ts'
import { MOST_RUNS, withRun } from '../app/kept-runs.ts'
import { layerSource } from '../app/provenance.ts'
import type { LayerId, Run } from '../app/state.ts'
import type { Analysis } from '../core/analysis.ts'
import { AppError, type Note } from '../core/errors.ts'
import { modelKey, type StoredValue } from '../core/params.ts'
import type { ResidentLayer, RunRequest } from '../workers/compute-api.ts'
import { defineCommand } from './command.ts'

export interface AnalysisRequest {
  readonly analysis: string
  /** parameters of kind 'layer' hold a layer id */
  readonly values: Readonly<Record<string, StoredValue>>
  /** which rows of the first layer are used; other layers are taken as their filter leaves them */
  readonly scope: Run['scope']
  /** rows to use when scope is 'selection'; default: the selection */
  readonly rows?: readonly number[]
}

async function rowsOf(app: App, id: LayerId, scope: Run['scope'], selection: readonly number[]): Promise<Uint32Array | null> {
  const layer = app.store.getState().project.layers[id]
  if (scope === 'selection') return Uint32Array.from(selection)
  if (scope === 'filter' && layer.filter.length > 0) return app.tiles.filterRows({ table: layer.table, filter: layer.filter })
  return null
}

/** Values with every scheme in full, so that a run can be repeated, and the layers and rasters that schemes name. */
async function readModels(analysis: Analysis, typed: Readonly<Record<string, StoredValue>>) {
  const values: Record<string, StoredValue> = { ...typed }
  const named: { readonly key: string; readonly layer: LayerId; readonly isGrid: boolean }[] = []
  for (const [name, param] of Object.entries(analysis.params)) {
    if (param.kind !== 'model') continue
    const { json, layers, grids } = await param.read(String(typed[name] ?? param.initial))
    values[name] = json
    for (const layer of layers) named.push({ key: modelKey(name, layer), layer, isGrid: false })
    for (const layer of grids) named.push({ key: modelKey(name, layer), layer, isGrid: true })
  }
  return { values, named }
}

/** Runs an analysis in a worker; the result opens in the drawer and is kept on this device. */
export const analysisRun = defineCommand<AnalysisRequest>({
  id: 'analysis-run',
  title: { zh: '运行分析', en: 'Run analysis' },
  async run(app, { analysis: id, values: typed, scope, rows }) {
    const { findAnalysis } = await import('../analyses/registry.ts')
    const analysis = findAnalysis(id)
    if (!analysis) throw new AppError('analysis.unknown', { analysis: id })
    const started = app.clock.now()
    const { project, session } = app.store.getState()
    const layerParams = Object.entries(analysis.params).filter(([, param]) => param.kind === 'layer')
    const gridParams = Object.entries(analysis.params).filter(([, param]) => param.kind === 'grid')
    const listParams = Object.entries(analysis.params).filter(([, param]) => param.kind === 'layers')
    const idsOf = (value: StoredValue | undefined) => (Array.isArray(value) ? (value as readonly LayerId[]) : [String(value)])
    const { values, named } = await readModels(analysis, typed)
    const inputs = [...layerParams, ...listParams, ...gridParams]
      .flatMap(([name]) => idsOf(values[name]))
      .concat(named.map(({ layer }) => layer))
    const subject = String(values[layerParams[0]?.[0]] ?? '')
    const selection = rows ?? (session.selection?.layer === subject ? session.selection.rows : [])
    const notes: Note[] = []

    const held: string[] = []
    const compute = async ({ signal, onProgress }: JobContext) => {
      const resident = async (name: string, layerId: LayerId, isSubject: boolean): Promise<ResidentLayer> => {
        const layer = project.layers[layerId]
        if (!layer) throw new AppError('analysis.noLayer', { parameter: name })
        const used = isSubject ? scope : 'filter'
        await app.showLayer(layer.id)
        // the same layer in another place is asked for all of its rows
        const canPass = isSubject && name === layerParams[0]?.[0] && analysis.runStreamed
        const streamed = canPass ? await app.streamedOf(layer.id) : null
        signal.throwIfAborted()
        const share = streamed ? null : shareOf(app, analysis, name, layer.id, subject, scope)
        if (share) {
          const chosen = await rowsOf(app, layer.id, used, selection)
          const about = project.layers[subject]
          const of = { layer: about, rows: isSubject ? null : await rowsOf(app, subject, scope, selection) }
          const part = await readPart(app, layer, await partRows(app, layer, share, chosen, of, signal), signal)
          held.push(part.id)
          await app.compute.putTable({ id: part.id, table: part.table }, { signal })
          const { fields } = layer
          const rest = { scope: used, fields, codeLists: app.codeLists, source: layerSource(layer) }
          return { table: part.id, rows: null, numbers: part.numbers, ...rest }
        }
        if (!streamed) {
          const table = await app.loadTable(layer.id)
          signal.throwIfAborted()
          const [isHeld] = await app.compute.holds({ ids: [layer.table] })
          if (!isHeld) await app.compute.putTable({ id: layer.table, table }, { signal })
        }
        return {
          table: layer.table,
          rows: await rowsOf(app, layer.id, used, selection),
          scope: used,
          fields: layer.fields,
          codeLists: app.codeLists,
          source: layerSource(layer),
          ...(streamed && { streamed }),
        }
      }
      const layers: Record<string, ResidentLayer> = {}
      for (const [name] of layerParams) {
        const layerId = String(values[name])
        layers[name] = await resident(name, layerId, layerId === subject)
      }
      for (const { key, layer, isGrid } of named) if (!isGrid) layers[key] = await resident(layer, layer, false)
      const layerLists: Record<string, readonly ResidentLayer[]> = {}
      for (const [name] of listParams) {
        const list: ResidentLayer[] = []
        for (const layerId of idsOf(values[name])) list.push(await resident(name, layerId, false))
        layerLists[name] = list
      }
      const grids: Record<string, NonNullable<RunRequest['grids']>[string]> = {}
      const places = gridParams.map(([name]) => ({ key: name, layer: String(values[name]) }))
      for (const { key, layer: gridLayer } of [...places, ...named.filter(({ isGrid }) => isGrid)]) {
        const layer = project.layers[gridLayer]
        if (!layer?.grid) throw new AppError('analysis.noGrid', { parameter: gridLayer })
        grids[key] = { ...(await app.gridPlace(layer.id)), unit: layer.grid.unit, source: layerSource(layer) }
      }
      return app.compute.run(
        { analysis: id, values, layers, layerLists, grids },
        { signal, onProgress, onNotes: (more) => notes.push(...more) },
      )
    }
    const answer = await app.job(analysis.title, async (context) => {
      try {
        return await compute(context)
      } catch (error) {
        // the worker was replaced meanwhile, for another run that was cancelled
        if (!(error instanceof AppError && error.code === 'analysis.noTable')) throw error
        return await compute(context)
      } finally {
        for (const part of held.splice(0)) void app.compute.dropTable({ id: part })
      }
    })
    if (!answer) return

    const run: Run = {
      id: `run-${started.getTime().toString(36)}`,
      analysis: id,
      analysisVersion: analysis.version,
      values,
      selection: scope === 'selection' ? selection : null,
      filter: project.layers[subject]?.filter ?? [],
      scope,
      tables: Object.fromEntries(inputs.map((layer) => [layer, project.layers[layer].table])),
      at: started.toISOString(),
      elapsedMs: app.clock.now().getTime() - started.getTime(),
      notes: [...notes, ...answer.result.notes],
    }
    await app.keepResult(run.id, answer)
    let gone: Run | null = null
    app.change(analysis.title, (before) => {
      const kept = withRun(before.runs, run)
      gone = kept.gone
      return { ...before, runs: kept.runs }
    })
    app.setSession((session) => ({ drawer: { run: run.id }, ...askFor(session, 'drawer') }))
    if (gone) app.toast('run.oldestGone', { most: MOST_RUNS }, { canUndo: true })
  },
})
