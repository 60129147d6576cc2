import type { LayerInput } from '../core/analysis.ts'
import { AppError } from '../core/errors.ts'
import type { Parameters, StoredValue } from '../core/params.ts'
import type { Table } from '../core/table.ts'
import type { RunRequest } from './compute-api.ts'

/**
 * What an analysis receives: layers by their tables, absent values by their initial ones.
 * @throws AppError analysis.noLayer, analysis.noTable, analysis.rows
 */
export function resolveValues(
  params: Parameters,
  request: RunRequest,
  tableOf: (id: string) => Table | undefined,
): Record<string, LayerInput | StoredValue> {
  return Object.fromEntries(
    Object.entries(params).map(([name, param]) => {
      if (param.kind === 'layer') return [name, resolveLayer(name, request, tableOf)]
      const value = request.values[name]
      if (param.kind === 'fields') return [name, Array.isArray(value) ? value : []]
      return [name, value ?? param.initial]
    }),
  )
}

function resolveLayer(name: string, request: RunRequest, tableOf: (id: string) => Table | undefined): LayerInput {
  const layer = request.layers[name]
  if (!layer) throw new AppError('analysis.noLayer', { parameter: name })
  const table = tableOf(layer.table)
  if (!table) throw new AppError('analysis.noTable', { parameter: name })
  const last = layer.rows?.[layer.rows.length - 1]
  if (last !== undefined && last >= table.length) throw new AppError('analysis.rows', { row: last, rows: table.length })
  return { ...layer, table }
}
