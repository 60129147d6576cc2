import type { GridInput, LayerInput } from '../core/analysis.ts'
import { AppError } from '../core/errors.ts'
import { type ModelInput, modelKey, type Parameters, type StoredValue } from '../core/params.ts'
import type { GridReader } from '../core/raster/grid.ts'
import type { Table } from '../core/table.ts'
import type { GridPlace, ResidentLayer, RunRequest } from './compute-api.ts'

/**
 * What an analysis receives: layers by their tables, rasters ready to be opened, absent values by their initial ones.
 * @param openGrid how a raster file is opened; left out where no analysis with rasters runs
 * @throws AppError analysis.noLayer, analysis.noGrid, analysis.noTable, analysis.rows
 */
export function resolveValues(
  params: Parameters,
  request: RunRequest,
  tableOf: (id: string) => Table | undefined,
  openGrid?: OpenGrid,
): Record<string, LayerInput | readonly LayerInput[] | GridInput | ModelInput | StoredValue> {
  return Object.fromEntries(
    Object.entries(params).map(([name, param]) => {
      if (param.kind === 'layer') return [name, resolveLayer(name, request.layers[name], tableOf)]
      if (param.kind === 'layers') {
        return [name, (request.layerLists?.[name] ?? []).map((layer) => resolveLayer(name, layer, tableOf))]
      }
      if (param.kind === 'grid') return [name, resolveGrid(name, request, openGrid)]
      if (param.kind === 'model') return [name, resolveModel(name, request, tableOf, openGrid)]
      const value = request.values[name]
      if (param.kind === 'fields') return [name, Array.isArray(value) ? value : []]
      return [name, value ?? param.initial]
    }),
  )
}

export type OpenGrid = (place: GridPlace, signal: AbortSignal) => Promise<GridReader>

function resolveGrid(name: string, request: RunRequest, openGrid: OpenGrid | undefined): GridInput {
  const place = request.grids?.[name]
  if (!place || !openGrid) throw new AppError('analysis.noGrid', { parameter: name })
  return { unit: place.unit, source: place.source, open: (signal) => openGrid(place, signal) }
}

/** What a scheme names is carried under names that start with the parameter's. */
function resolveModel(
  name: string,
  request: RunRequest,
  tableOf: (id: string) => Table | undefined,
  openGrid: OpenGrid | undefined,
): ModelInput {
  const own = <T>(carried: Readonly<Record<string, T>>, resolve: (key: string) => LayerInput | GridInput) =>
    Object.fromEntries(
      Object.keys(carried)
        .filter((key) => key.startsWith(modelKey(name, '')))
        .map((key) => [key.slice(modelKey(name, '').length), resolve(key)]),
    )
  return {
    json: String(request.values[name] ?? ''),
    layers: own(request.layers, (key) => resolveLayer(key, request.layers[key], tableOf)) as ModelInput['layers'],
    grids: own(request.grids ?? {}, (key) => resolveGrid(key, request, openGrid)) as ModelInput['grids'],
  }
}

function resolveLayer(name: string, layer: ResidentLayer | undefined, tableOf: (id: string) => Table | undefined): LayerInput {
  if (!layer) throw new AppError('analysis.noLayer', { parameter: name })
  const table = tableOf(layer.table)
  if (!table) throw new AppError('analysis.noTable', { parameter: name })
  const last = layer.rows?.[layer.rows.length - 1]
  if (last !== undefined && last >= table.length && !layer.streamed)
    throw new AppError('analysis.rows', { row: last, rows: table.length })
  return { ...layer, table }
}
