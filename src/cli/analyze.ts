import { analyses, findAnalysis } from '../analyses/registry.ts'
import type { Analysis, AnalysisResult, LayerInput, SourceInfo } from '../core/analysis.ts'
import type { Note } from '../core/errors.ts'
import type { ReportExport } from '../core/report-export.ts'
import type { Table } from '../core/table.ts'
import { stretchOf, type Task } from '../core/task.ts'
import { openGeoTiff } from '../formats/geotiff-reader.ts'
import type { RunRequest } from '../workers/compute-api.ts'
import { resolveValues } from '../workers/resolve-values.ts'
import { usage } from './cli-error.ts'
import type { CommandLine } from './command-line.ts'
import { provenanceOf } from './provenance.ts'
import { gridPlace } from './rasters.ts'
import { chooseLayer, layerInput, readFiles, splitLayerPath } from './read-layers.ts'
import { type ReadValues, readValues } from './read-values.ts'
import { threadPool } from './threads.ts'
import { wordsOf } from './words.ts'
import { checkExtension, RESULT_EXTENSIONS, refuseInputs, writeResult } from './write-result.ts'

type Grids = NonNullable<RunRequest['grids']>

export interface AnalyzeAnswer {
  readonly analysis: Analysis
  readonly result: AnalysisResult
  readonly report: Omit<ReportExport, 'format'>
  /** files written */
  readonly written: readonly string[]
}

/** @param onPart told of a file that is half written @throws CliError of the command line, AppError of the files and the analysis */
export async function analyze(
  line: CommandLine,
  task: Task,
  notes: Note[],
  threads: number,
  onPart: (part: string | null) => void,
): Promise<AnalyzeAnswer> {
  const { analysis, read } = await planOf(line)
  if (line.engine === 'postgis' && line.dialect === 'sedona') throw usage('sql.sedonaRuns')
  for (const path of line.out) checkExtension(path, RESULT_EXTENSIONS)
  refuseInputs(line.out, [...line.sets.values()].flat())
  const at = new Date()
  const layers = await readLayers(analysis, read, line, stretchOf(task, 0, 0.4), threads)
  const grids: Grids = Object.fromEntries(
    await Promise.all(
      Object.entries(read.grids).map(async ([name, path]) => [
        name,
        await gridPlace(path, line.crs.get(name) ?? line.crs.get('')),
      ]),
    ),
  )
  const run = stretchOf(task, 0.4, line.out.length > 0 ? 0.8 : 1)
  const result =
    line.engine === 'postgis'
      ? await (await import('./sql/run-sql.ts')).runInDatabase(analysis, layers, read.values, line.connect, run)
      : await runHere(analysis, layers, grids, read, run, threads)
  // where there are pieces, neither file of shapes has tables
  const isHead = !result.pieces && line.out.some((path) => /\.fgb$/i.test(path))
  const leftOut = isHead ? (await import('../formats/report-geojson.ts')).leftOutOfHead(result) : []
  const all = [...new Map([...notes, ...result.notes, ...leftOut].map((note) => [JSON.stringify(note), note])).values()]
  const complete = { ...result, notes: all }
  const sources = {
    ...Object.fromEntries(Object.entries(layers).map(([name, list]) => [name, list.map(({ source }) => source)])),
    ...Object.fromEntries(Object.entries(grids).map(([name, { source }]) => [name, [source]])),
  }
  const report = reportOf(line, analysis, complete, layers, sources, read, at)
  for (const [i, path] of line.out.entries()) {
    const part = stretchOf(task, 0.8 + (0.2 * i) / line.out.length, 0.8 + (0.2 * (i + 1)) / line.out.length)
    await writeResult(path, report, part, onPart)
  }
  task.progress(1)
  return { analysis, result: complete, report, written: line.out }
}

/** Which analysis, with which values: all that can be said without opening a file. @throws CliError cli.noAnalysis, cli.analysis */
export async function planOf(line: CommandLine): Promise<{ analysis: Analysis; read: ReadValues }> {
  const [id, ...rest] = line.words
  const allowed = analyses.map((each) => each.id).join(' ')
  if (id === undefined) throw usage('cli.noAnalysis', { allowed })
  if (rest.length > 0) throw usage('cli.tooMany', { word: rest[0] })
  const analysis = findAnalysis(id)
  if (!analysis) throw usage('cli.analysis', { analysis: id, allowed })
  const isMapWanted = line.out.some((path) => !/\.(csv|xlsx)$/i.test(path))
  return { analysis, read: await readValues(analysis, line.sets, isMapWanted) }
}

/** The layers of each parameter: one, or several where the parameter takes several. */
export async function readLayers(
  analysis: Analysis,
  read: ReadValues,
  line: CommandLine,
  task: Task,
  threads: number,
): Promise<Record<string, LayerInput[]>> {
  const wanted = Object.entries(read.layers).flatMap(([name, paths]) => paths.map((each) => ({ name, ...splitLayerPath(each) })))
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
  const layers: Record<string, LayerInput[]> = Object.fromEntries(Object.keys(read.layers).map((name) => [name, []]))
  for (const [i, { name, path, layer }] of wanted.entries()) {
    const param = analysis.params[name]
    const kind = param?.kind === 'layer' || param?.kind === 'layers' ? param.geometry : 'any'
    const geometry = kind === 'any' ? null : kind
    layers[name].push(await layerInput(chooseLayer(answers[i], path, { layer, geometry }), path))
  }
  return layers
}

async function runHere(
  analysis: Analysis,
  layers: Readonly<Record<string, readonly LayerInput[]>>,
  grids: Grids,
  { values }: ReadValues,
  task: Task,
  threads: number,
): Promise<AnalysisResult> {
  // ids of the tables, for the same resolution as in the compute worker
  const tables = new Map<string, Table>()
  const resident = (name: string) =>
    layers[name].map((layer, i) => {
      const table = `${name}[${i}]`
      tables.set(table, layer.table)
      return { ...layer, table }
    })
  const names = Object.keys(layers)
  const lists = names.filter((name) => analysis.params[name]?.kind === 'layers')
  const request: RunRequest = {
    analysis: analysis.id,
    values,
    layers: Object.fromEntries(names.filter((name) => !lists.includes(name)).map((name) => [name, resident(name)[0]])),
    layerLists: Object.fromEntries(lists.map((name) => [name, resident(name)])),
    grids,
  }
  const resolved = resolveValues(
    analysis.params,
    request,
    (id) => tables.get(id),
    ({ file, name, crs }, signal) => openGeoTiff(file, { name, crs: crs ?? undefined, signal }),
  )
  const pool = threadPool(threads)
  try {
    return await analysis.run(resolved as Parameters<typeof analysis.run>[0], { ...task, helpers: pool.job().helpers })
  } finally {
    pool.close()
  }
}

function reportOf(
  line: CommandLine,
  analysis: Analysis,
  result: AnalysisResult,
  layers: Readonly<Record<string, readonly LayerInput[]>>,
  sources: Readonly<Record<string, readonly SourceInfo[]>>,
  { values }: ReadValues,
  at: Date,
): Omit<ReportExport, 'format'> {
  const locale = line.language ?? 'zh'
  const [[subject]] = Object.values(layers)
  const provenance = provenanceOf(analysis, sources, values, result.method, at)
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
    provenance,
    sourceNotes: provenance.sources.map((source) => source.notes.map(({ code, detail }) => wordsOf(code, detail, locale))),
  }
}
