import { findAnalysis } from '../analyses/registry.ts'
import type { App } from '../app/app.ts'
import { layerSource } from '../app/provenance.ts'
import type { LayerId, Run } from '../app/state.ts'
import { AppError, type Note } from '../core/errors.ts'
import type { StoredValue } from '../core/params.ts'
import type { RunRequest } from '../workers/compute-api.ts'
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

/** Runs an analysis in a worker; the result opens in the drawer and is kept on this device. */
export const analysisRun = defineCommand<AnalysisRequest>({
  id: 'analysis-run',
  title: { zh: '运行分析', en: 'Run analysis' },
  needsArgument: true,
  async run(app, { analysis: id, values, scope, rows }) {
    const analysis = findAnalysis(id)
    if (!analysis) throw new AppError('analysis.unknown', { analysis: id })
    const started = app.clock.now()
    const { project, session } = app.store.getState()
    const layerParams = Object.entries(analysis.params).filter(([, param]) => param.kind === 'layer')
    const subject = String(values[layerParams[0]?.[0]] ?? '')
    const selection = rows ?? (session.selection?.layer === subject ? session.selection.rows : [])
    const notes: Note[] = []

    const result = await app.job(analysis.title, async ({ signal, onProgress }) => {
      const layers: Record<string, RunRequest['layers'][string]> = {}
      for (const [name] of layerParams) {
        const layer = project.layers[String(values[name])]
        if (!layer) throw new AppError('analysis.noLayer', { parameter: name })
        const table = await app.loadTable(layer.id)
        signal.throwIfAborted()
        const [isHeld] = await app.compute.holds({ ids: [layer.table] })
        if (!isHeld) await app.compute.putTable({ id: layer.table, table }, { signal })
        const used = layer.id === subject ? scope : 'filter'
        layers[name] = {
          table: layer.table,
          rows: await rowsOf(app, layer.id, used, selection),
          scope: used,
          fields: layer.fields,
          codeLists: app.codeLists,
          source: layerSource(layer),
        }
      }
      return app.compute.run({ analysis: id, values, layers }, { signal, onProgress, onNotes: (more) => notes.push(...more) })
    })
    if (!result) return

    const run: Run = {
      id: `run-${started.getTime().toString(36)}`,
      analysis: id,
      analysisVersion: analysis.version,
      values,
      selection: scope === 'selection' ? selection : null,
      filter: project.layers[subject]?.filter ?? [],
      scope,
      tables: Object.fromEntries(layerParams.map(([name]) => [String(values[name]), project.layers[String(values[name])].table])),
      at: started.toISOString(),
      elapsedMs: app.clock.now().getTime() - started.getTime(),
      notes: [...notes, ...result.notes],
    }
    await app.keepResult(run.id, result)
    app.change(analysis.title, (before) => ({ ...before, runs: [run, ...before.runs] }))
    app.setSession({ drawer: { run: run.id } })
  },
})
