import type { Task } from '../../core/task.ts'
import { planOf, readLayers } from '../analyze.ts'
import { authalicProj } from '../authalic-proj.ts'
import type { CommandLine } from '../command-line.ts'
import { VERSION } from '../provenance.ts'
import { checkExtension, save } from '../write-result.ts'
import { DIALECTS, type Dialect } from './dialect.ts'
import { sqlAnalysisOf } from './registry.ts'
import type { SqlInput, SqlScript } from './sql-analysis.ts'

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
  const { analysis, read } = planOf(line)
  for (const path of line.out) checkExtension(path, ['.sql'])
  const sql = sqlAnalysisOf(analysis.id)
  const layers = await readLayers(analysis, read, line, task, threads)
  const plane = authalicProj(Object.values(layers)[0]?.table)
  const input: SqlInput = { layers, values: read.values, plane }
  const dialect = DIALECTS[line.dialect]
  const tables = sql.fieldsOf(input)
  const text = scriptText(analysis.id, tables, sql.script(input, dialect), dialect)
  for (const path of line.out) await save(path, text)
  return { analysis: analysis.id, dialect: dialect.id, plane, tables, sql: text, out: line.out }
}

export function scriptText(
  analysis: string,
  tables: SqlAnswer['tables'],
  { setup, queries }: SqlScript,
  dialect: Dialect,
): string {
  const needs = Object.entries(tables).map(
    ([name, fields]) =>
      `--   ${dialect.name(name)}: id integer, ${fields.map((field) => `${dialect.name(field)}, `).join('')}geom (polygons, valid, EPSG:4490)`,
  )
  const steps = [
    ...setup.map(({ comment, statements }) => [`-- ${comment}`, ...statements.map((each) => `${each};`)].join('\n')),
    ...Object.values(queries).map(({ comment, select }) => `-- ${comment}\n${select};`),
  ]
  return `${[
    [
      `-- ${analysis}, written by ${VERSION.name} ${VERSION.version} for ${dialect.id === 'postgis' ? 'PostGIS 3.3 or newer' : 'Apache Sedona 1.9 or newer'}.`,
      '-- Needs:',
      ...needs,
      '-- Invalid polygons must be repaired before loading, by the same rules (convert them with this program): ST_MakeValid has others.',
    ].join('\n'),
    ...steps,
  ].join('\n\n')}\n`
}
