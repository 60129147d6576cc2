import { analyses, findAnalysis } from '../analyses/registry.ts'
import type { Analysis, AnalysisResult, LayerInput } from '../core/analysis.ts'
import type { Note } from '../core/errors.ts'
import type { ReportExport } from '../core/report-export.ts'
import { stretchOf, type Task } from '../core/task.ts'
import { resolveValues } from '../workers/resolve-values.ts'
import { usage } from './cli-error.ts'
import type { CommandLine } from './command-line.ts'
import { provenanceOf } from './provenance.ts'
import { chooseLayer, layerInput, readFiles, splitLayerPath } from './read-layers.ts'
import { type ReadValues, readValues } from './read-values.ts'
import { wordsOf } from './words.ts'
import { checkExtension, encodeResult, RESULT_EXTENSIONS, save } from './write-result.ts'

export interface AnalyzeAnswer {
  readonly analysis: Analysis
  readonly result: AnalysisResult
  readonly report: Omit<ReportExport, 'format'>
  /** files written */
  readonly written: readonly string[]
}

/** @throws CliError of the command line, AppError of the files and the analysis */
export async function analyze(line: CommandLine, task: Task, notes: Note[], threads: number): Promise<AnalyzeAnswer> {
  const { analysis, read } = planOf(line)
  for (const path of line.out) checkExtension(path, RESULT_EXTENSIONS)
  const at = new Date()
  const layers = await readLayers(analysis, read, line, stretchOf(task, 0, 0.4), threads)
  const run = stretchOf(task, 0.4, line.out.length > 0 ? 0.8 : 1)
  const result =
    line.engine === 'postgis'
      ? await (await import('./sql/run-sql.ts')).runInDatabase(analysis, layers, read.values, line.connect, run)
      : await runHere(analysis, layers, read, run)
  const all = [...new Map([...notes, ...result.notes].map((note) => [JSON.stringify(note), note])).values()]
  const complete = { ...result, notes: all }
  const report = reportOf(line, analysis, complete, layers, read, at)
  for (const [i, path] of line.out.entries()) {
    const part = stretchOf(task, 0.8 + (0.2 * i) / line.out.length, 0.8 + (0.2 * (i + 1)) / line.out.length)
    await save(path, (await encodeResult(path, report, part)).bytes)
  }
  task.progress(1)
  return { analysis, result: complete, report, written: line.out }
}

/** Which analysis, with which values: all that can be said without opening a file. @throws CliError cli.noAnalysis, cli.analysis */
export function planOf(line: CommandLine): { analysis: Analysis; read: ReadValues } {
  const [id, ...rest] = line.words
  const allowed = analyses.map((each) => each.id).join(' ')
  if (id === undefined) throw usage('cli.noAnalysis', { allowed })
  if (rest.length > 0) throw usage('cli.tooMany', { word: rest[0] })
  const analysis = findAnalysis(id)
  if (!analysis) throw usage('cli.analysis', { analysis: id, allowed })
  return { analysis, read: readValues(analysis, line.sets) }
}

export async function readLayers(
  analysis: Analysis,
  read: ReadValues,
  line: CommandLine,
  task: Task,
  threads: number,
): Promise<Record<string, LayerInput>> {
  const wanted = Object.entries(read.layers).map(([name, value]) => ({ name, ...splitLayerPath(value) }))
  const answers = await readFiles(
    wanted.map(({ name, path }) => ({
      path,
      options: {
        crs: line.crs.get(name) ?? line.crs.get(''),
        encoding: line.encoding.get(name) ?? line.encoding.get(''),
      },
    })),
    task,
    threads,
  )
  const layers: Record<string, LayerInput> = {}
  for (const [i, { name, path, layer }] of wanted.entries()) {
    const param = analysis.params[name]
    const geometry = param.kind === 'layer' && param.geometry !== 'any' ? param.geometry : null
    layers[name] = await layerInput(chooseLayer(answers[i], path, { layer, geometry }), path)
  }
  return layers
}

async function runHere(
  analysis: Analysis,
  layers: Readonly<Record<string, LayerInput>>,
  { values }: ReadValues,
  task: Task,
): Promise<AnalysisResult> {
  // the parameter's own name serves as the table's id: the same resolution as in the compute worker
  const named = Object.fromEntries(Object.entries(layers).map(([name, layer]) => [name, { ...layer, table: name }]))
  const request = { analysis: analysis.id, values, layers: named }
  const resolved = resolveValues(analysis.params, request, (id) => layers[id]?.table)
  return analysis.run(resolved as Parameters<typeof analysis.run>[0], task)
}

function reportOf(
  line: CommandLine,
  analysis: Analysis,
  result: AnalysisResult,
  layers: Readonly<Record<string, LayerInput>>,
  { values }: ReadValues,
  at: Date,
): Omit<ReportExport, 'format'> {
  const locale = line.language ?? 'zh'
  const [subject] = Object.values(layers)
  return {
    geometry: line.geometry,
    unit: line.unit,
    decimals: line.unit === 'ha' ? 4 : 2,
    locale,
    result,
    notes: result.notes.map(({ code, detail }) => wordsOf(code, detail, locale)),
    title: {
      zh: `${analysis.title.zh}：${subject.source.title.zh}`,
      en: `${analysis.title.en}: ${subject.source.title.en}`,
    },
    subject: { table: subject.table, fields: subject.fields, codeLists: subject.codeLists },
    provenance: provenanceOf(analysis, layers, values, result.method, at),
  }
}
