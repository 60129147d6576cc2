import type { AnalysisResult, LayerInput } from '../../core/analysis.ts'
import type { StoredValue } from '../../core/params.ts'
import type { SoundTable } from '../../core/repair.ts'
import type { Task } from '../../core/task.ts'
import type { Dialect } from './dialect.ts'

export interface SqlInput {
  readonly layers: Readonly<Record<string, readonly LayerInput[]>>
  readonly values: Readonly<Record<string, StoredValue>>
  /** PROJ string of the plane in which areas are measured */
  readonly plane: string
}

/** `setup` makes working tables; each query then reads figures. */
export interface SqlScript {
  readonly setup: readonly { readonly comment: string; readonly statements: readonly string[] }[]
  /** what must hold after the setup: each answers with one row of `expected` and `found`, which must be equal */
  readonly checks: readonly string[]
  readonly queries: Readonly<Record<string, { readonly comment: string; readonly select: string }>>
}
export type SqlRow = Readonly<Record<string, unknown>>

/**
 * Tables are named after the parameters; of a parameter with several layers: against, against_2, against_3 …; of what a scheme names
 * by id: model_roads. Spark takes letters, digits and _ in a name.
 */
export function tableName(parameter: string, index: number): string {
  const name = parameter.replaceAll(/[^A-Za-z0-9_]/g, '_')
  return index === 0 ? name : `${name}_${index + 1}`
}

/** An analysis as SQL. Its tables hold id, the fields named in `fieldsOf`, and geom in EPSG:4490. */
export interface SqlAnalysis {
  /** fields that the script reads, by parameter; @throws AppError analysis.noField, sql.value */
  fieldsOf(input: SqlInput): Readonly<Record<string, readonly string[]>>
  script(input: SqlInput, dialect: Dialect): SqlScript
  /** @param answers rows by the names of the queries */
  result(
    input: SqlInput,
    sound: Readonly<Record<string, readonly SoundTable[]>>,
    answers: Readonly<Record<string, readonly SqlRow[]>>,
    task: Task,
  ): AnalysisResult | Promise<AnalysisResult>
}
