import type { AnalysisResult, LayerInput } from '../core/analysis.ts'
import type { StoredValue } from '../core/params.ts'
import type { Table } from '../core/table.ts'
import type { Task } from '../core/task.ts'

/** Runs analyses. Tables stay resident by id, so that a second run copies nothing. */
export interface ComputeApi {
  holds(argument: { ids: readonly string[] }, task: Task): readonly boolean[]
  putTable(argument: { id: string; table: Table }, task: Task): void
  dropTable(argument: { id: string }, task: Task): void
  run(argument: RunRequest, task: Task): Promise<AnalysisResult>
}

export interface RunRequest {
  readonly analysis: string
  /** parameters as the project stores them; those of kind 'layer' are resolved from `layers` */
  readonly values: Readonly<Record<string, StoredValue>>
  /** by the name of the parameter */
  readonly layers: Readonly<Record<string, Omit<LayerInput, 'table'> & { readonly table: string }>>
}
