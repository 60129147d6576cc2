import type { Analysis, AnalysisResult, LayerInput } from '../../core/analysis.ts'
import type { StoredValue } from '../../core/params.ts'
import { makeSound, type SoundTable } from '../../core/repair.ts'
import { stretchOf, type Task } from '../../core/task.ts'
import { authalicProj } from '../authalic-proj.ts'
import { type Database, openDatabase } from './database.ts'
import { DIALECTS } from './dialect.ts'
import { loadTable } from './load-table.ts'
import { sqlAnalysisOf } from './registry.ts'
import type { SqlInput, SqlRow } from './sql-analysis.ts'

/**
 * Loads the layers as our reader repaired them into temporary tables and lets the database compute. Nothing stays in the database.
 * @param url null: the embedded one
 */
export async function runInDatabase(
  analysis: Analysis,
  layers: Readonly<Record<string, LayerInput>>,
  values: Readonly<Record<string, StoredValue>>,
  url: string | null,
  task: Task,
): Promise<AnalysisResult> {
  const sql = sqlAnalysisOf(analysis.id)
  const input: SqlInput = { layers, values, plane: authalicProj(Object.values(layers)[0]?.table) }
  const fields = sql.fieldsOf(input)
  const script = sql.script(input, DIALECTS.postgis)
  const sound: Record<string, SoundTable> = {}
  for (const [name, { table }] of Object.entries(layers)) sound[name] = await makeSound(table, stretchOf(task, 0, 0.2))
  task.progress(0.2, 'stage.database')
  const database = await openDatabase(url)
  try {
    for (const name of Object.keys(layers))
      await loadTable(database, name, sound[name], fields[name] ?? [], stretchOf(task, 0.25, 0.5))
    const answers = await runScript(database, script, stretchOf(task, 0.5, 1))
    const result = sql.result(input, sound, answers, task)
    const method = {
      zh: `${result.method.zh}由 ${database.version} 在等积平面 ${input.plane} 中计算。`,
      en: `${result.method.en} Computed by ${database.version} in the equal-area plane ${input.plane}.`,
    }
    return { ...result, method }
  } finally {
    await database.close()
  }
}

async function runScript(
  database: Database,
  { setup, queries }: ReturnType<ReturnType<typeof sqlAnalysisOf>['script']>,
  task: Task,
): Promise<Record<string, readonly SqlRow[]>> {
  const statements = setup.flatMap((step) => step.statements)
  const count = statements.length + Object.keys(queries).length
  let done = 0
  const step = async () => {
    task.progress(done++ / count, 'stage.database')
    await task.breathe()
  }
  for (const statement of statements) {
    await step()
    await database.query(statement)
  }
  const answers: Record<string, readonly SqlRow[]> = {}
  for (const [name, { select }] of Object.entries(queries)) {
    await step()
    answers[name] = await database.query(select)
  }
  return answers
}
