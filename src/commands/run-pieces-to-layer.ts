import type { App } from '../app/app.ts'
import { freeTitle } from '../app/free-title.ts'
import { addLayers, RESULT_GROUP } from '../app/import-layer.ts'
import { isOfResult, madeLayer, PIECES } from '../app/made-layer.ts'
import type { Layer, Run } from '../app/state.ts'
import type { AnalysisResult } from '../core/analysis.ts'
import { AppError } from '../core/errors.ts'
import { apartFrom, pieceStyle } from '../core/overlay/piece-style.ts'
import { defineCommand } from './command.ts'

/** Puts the pieces of a result on the map, as a layer that is kept and exported like any other. */
export const runPiecesToLayer = defineCommand<{ run: string }>({
  id: 'run-pieces-to-layer',
  title: { zh: '加为图层', en: 'Put on the map' },
  async run(app, { run: id }) {
    const run = app.store.getState().project.runs.find((candidate) => candidate.id === id)
    if (!run) throw new AppError('run.unknown', { run: id })
    const layer = await app.job(runPiecesToLayer.title, async ({ signal }) => {
      const result = await app.resultOf(id)
      if (!result) throw new AppError('run.resultLost', { run: id })
      if (!result.pieces || result.pieces.length === 0) throw new AppError('run.noPieces', { run: id })
      const made = await layerOfPieces(app, run, result, result.pieces)
      signal.throwIfAborted()
      await app.addTable(made.table, result.pieces)
      return made
    })
    if (!layer) return
    app.change(runPiecesToLayer.title, (project) => addLayers(project, [layer], RESULT_GROUP.id))
    await app.loadTable(layer.id)
    const { locale } = app.store.getState().session
    app.toast('layer.made', { layers: layer.title[locale], count: layer.receipt?.count ?? 0 }, { canUndo: true })
    const box = await app.tiles.bounds({ table: layer.table, rows: null })
    if (box) app.map?.fit(box)
  },
})

async function layerOfPieces(
  app: App,
  run: Run,
  result: AnalysisResult,
  pieces: NonNullable<AnalysisResult['pieces']>,
): Promise<Layer> {
  const { project } = app.store.getState()
  const layers = Object.values(project.layers)
  const { findAnalysis } = await import('../analyses/registry.ts')
  const analysis = findAnalysis(run.analysis)
  const subject = Object.values(run.values).flatMap((value) => project.layers[String(value)] ?? [])[0]
  const words = analysis?.title ?? { zh: run.analysis, en: run.analysis }
  const title = { zh: `${words.zh}结果：${subject?.title.zh ?? ''}`, en: `${words.en}, result: ${subject?.title.en ?? ''}` }
  return madeLayer(app, pieces, {
    kind: PIECES,
    title: freeTitle(title, layers),
    fields: result.piecesLook?.fields ?? [],
    symbology: apartFrom(
      result.piecesLook?.symbology ?? pieceStyle(pieces.geometry?.kind ?? 'polygon'),
      layers.filter(isOfResult).map(({ symbology }) => symbology),
    ),
    notes: result.notes,
    licence: subject?.source.licence ?? '',
    isDemonstration: Object.values(run.values)
      .flat()
      .some((value) => project.layers[String(value)]?.source.isDemonstration),
  })
}
