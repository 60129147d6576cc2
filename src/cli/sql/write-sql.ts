import { authalicProj } from '../../core/authalic-proj.ts'
import type { Task } from '../../core/task.ts'
import { planOf, readLayers } from '../analyze.ts'
import type { CommandLine } from '../command-line.ts'
import { checkExtension, save } from '../write-result.ts'
import { DIALECTS, type Dialect } from './dialect.ts'
import { sqlAnalysisOf } from './registry.ts'
import { scriptText } from './script-text.ts'
import { type SqlInput, tableName } from './sql-analysis.ts'

export interface SqlAnswer {
  readonly analysis: string
  readonly dialect: Dialect['id']
  /** PROJ string of the plane in which areas are measured */
  readonly plane: string
  /** tables that the script reads, with the columns they must have besides id and geom */
  readonly tables: Readonly<Record<string, readonly string[]>>
  readonly sql: string
  readonly out: readonly string[]
}

/** The analysis as a script for a database that holds the layers already. The files are read for their fields and their place. */
export async function writeSql(line: CommandLine, task: Task, threads: number): Promise<SqlAnswer> {
  const { analysis, read } = await planOf(line)
  for (const path of line.out) checkExtension(path, ['.sql'])
  const sql = sqlAnalysisOf(analysis.id)
  const layers = await readLayers(analysis, read, line, task, threads)
  const plane = authalicProj(Object.values(layers)[0]?.[0]?.table)
  const input: SqlInput = { layers, values: read.values, plane }
  const dialect = DIALECTS[line.dialect]
  const fields = sql.fieldsOf(input)
  const tables = Object.fromEntries(
    Object.entries(layers).flatMap(([name, list]) => list.map((_, i) => [tableName(name, i), fields[name] ?? []])),
  )
  const text = scriptText(analysis.id, tables, sql.script(input, dialect), dialect)
  for (const path of line.out) await save(path, text)
  return { analysis: analysis.id, dialect: dialect.id, plane, tables, sql: text, out: line.out }
}
