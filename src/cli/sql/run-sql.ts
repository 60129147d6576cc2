import type { Analysis, AnalysisResult, LayerInput } from '../../core/analysis.ts'
import { authalicProj } from '../../core/authalic-proj.ts'
import type { StoredValue } from '../../core/params.ts'
import { makeSound, type SoundTable } from '../../core/repair.ts'
import { stretchOf, type Task } from '../../core/task.ts'
import { CliError } from '../cli-error.ts'
import { type Database, openDatabase } from './database.ts'
import { DIALECTS } from './dialect.ts'
import { loadTable } from './load-table.ts'
import { sqlAnalysisOf } from './registry.ts'
import { type SqlAnalysis, type SqlInput, type SqlRow, type SqlScript, tableName } from './sql-analysis.ts'

/** @param url null: the embedded one */
export async function runInDatabase(
  analysis: Analysis,
  layers: Readonly<Record<string, readonly LayerInput[]>>,
  values: Readonly<Record<string, StoredValue>>,
  url: string | null,
  task: Task,
): Promise<AnalysisResult> {
  // a wrong analysis or field is told before a database is started
  const sql = sqlAnalysisOf(analysis.id)
  sql.fieldsOf({ layers, values, plane: '' })
  task.progress(0, 'stage.database')
  const database = await openDatabase(url)
  try {
    return await computeIn(database, sql, layers, values, stretchOf(task, 0.05, 1))
  } finally {
    await database.close()
  }
}

/** Loads the layers as our reader repaired them into temporary tables and lets the database compute. Nothing stays in the database. */
export async function computeIn(
  database: Database,
  sql: SqlAnalysis,
  layers: Readonly<Record<string, readonly LayerInput[]>>,
  values: Readonly<Record<string, StoredValue>>,
  task: Task,
): Promise<AnalysisResult> {
  const input: SqlInput = { layers, values, plane: authalicProj(Object.values(layers)[0]?.[0]?.table) }
  const fields = sql.fieldsOf(input)
  const sound: Record<string, SoundTable[]> = {}
  for (const [name, list] of Object.entries(layers)) {
    sound[name] = []
    for (const { table } of list) sound[name].push(await makeSound(table, stretchOf(task, 0, 0.2)))
  }
  for (const [name, list] of Object.entries(sound))
    for (const [i, each] of list.entries())
      await loadTable(database, tableName(name, i), each, fields[name] ?? [], stretchOf(task, 0.2, 0.5))
  const answers = await runScript(database, sql.script(input, DIALECTS.postgis), stretchOf(task, 0.5, 1))
  await database.query('discard temporary')
  const result = await sql.result(input, sound, answers, task)
  const method = {
    zh: `${result.method.zh}由 ${database.version} 在等积平面 ${input.plane} 中计算。`,
    en: `${result.method.en} Computed by ${database.version} in the equal-area plane ${input.plane}.`,
  }
  return { ...result, method }
}

async function runScript(
  database: Database,
  { setup, checks, queries }: SqlScript,
  task: Task,
): Promise<Record<string, readonly SqlRow[]>> {
  const statements = setup.flatMap((step) => step.statements)
  const count = statements.length + checks.length + Object.keys(queries).length
  let done = 0
  const step = async () => {
    task.progress(done++ / count, 'stage.database')
    await task.breathe()
  }
  for (const statement of statements) {
    await step()
    await database.query(statement)
  }
  for (const check of checks) {
    await step()
    const [row] = await database.query(check)
    const [expected, found] = [Number(row?.expected), Number(row?.found)]
    if (expected !== found) throw new CliError('sql.incomplete', { version: database.version, expected, found })
  }
  const answers: Record<string, readonly SqlRow[]> = {}
  for (const [name, { select }] of Object.entries(queries)) {
    await step()
    answers[name] = await database.query(select)
  }
  return answers
}
