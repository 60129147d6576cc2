import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Analysis } from '../core/analysis.ts'
import { type ModelParam, modelKey, type Param, type StoredValue } from '../core/params.ts'
import { usage } from './cli-error.ts'
import { parameterName } from './names.ts'

export interface ReadValues {
  /** parameter → paths of its files, with '#layer' where one was named; several only for parameters of several layers */
  readonly layers: Readonly<Record<string, readonly string[]>>
  /** parameter → path of its raster */
  readonly grids: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, StoredValue>>
}

/**
 * --set pairs as the analysis's own parameters.
 * @param isMapWanted the result is written with shapes: only then are they made where that is a choice
 * @throws CliError cli.parameter, cli.parameterMissing, cli.parameterOnce, cli.number, cli.flag, cli.choice, cli.fields
 */
export async function readValues(
  analysis: Analysis,
  sets: ReadonlyMap<string, readonly string[]>,
  isMapWanted: boolean,
): Promise<ReadValues> {
  const layers: Record<string, readonly string[]> = {}
  const grids: Record<string, string> = {}
  const values: Record<string, StoredValue> = {}
  if (analysis.params.pieces?.kind === 'flag') values.pieces = isMapWanted
  const named = new Map([...sets].map(([set, given]) => [parameterName(analysis.id, set), { set, given }]))
  for (const [name, param] of Object.entries(analysis.params)) {
    const entry = named.get(name)
    named.delete(name)
    if (param.kind === 'model') {
      const { json, layers: layerIds, grids: gridIds } = await readModel(param, entry?.given.at(-1))
      values[name] = json
      // what a scheme names by id is a file here: --set model:id=FILE
      for (const [ids, put] of [
        [layerIds, (key: string, path: string) => Object.assign(layers, { [key]: [path] })],
        [gridIds, (key: string, path: string) => Object.assign(grids, { [key]: path })],
      ] as const)
        for (const id of ids) {
          const key = modelKey(name, id)
          const path = named.get(key)?.given.at(-1)
          named.delete(key)
          if (path === undefined) throw usage('cli.parameterMissing', { analysis: analysis.id, name: key })
          put(key, path)
        }
      continue
    }
    if (!entry) {
      const isNeeded = param.kind === 'layer' || param.kind === 'grid' || (param.kind === 'layers' && param.min > 0)
      if (isNeeded) throw usage('cli.parameterMissing', { analysis: analysis.id, name })
      if (param.kind === 'layers') layers[name] = []
      continue
    }
    const { set, given } = entry
    const isList = param.kind === 'fields' || param.kind === 'layers'
    if (!isList && given.length > 1) throw usage('cli.parameterOnce', { name: set })
    if (param.kind === 'layer' || param.kind === 'layers') layers[name] = given
    else if (param.kind === 'grid') grids[name] = given[0]
    else values[name] = readValue(param, set, given)
  }
  const [unknown] = named.values()
  if (unknown) {
    const allowed = Object.keys(analysis.params).join(' ')
    throw usage('cli.parameter', { analysis: analysis.id, name: unknown.set, allowed })
  }
  return { layers, grids, values }
}

function readValue(
  param: Exclude<Param, { kind: 'layer' | 'layers' | 'grid' | 'model' }>,
  name: string,
  given: readonly string[],
): StoredValue {
  const [text] = given
  switch (param.kind) {
    case 'fields': {
      const fields = given.flatMap((each) => each.split(',')).filter((each) => each !== '')
      if (fields.length > param.max) throw usage('cli.fields', { name, max: param.max })
      return fields
    }
    case 'number': {
      const value = Number(text)
      const isFine =
        text.trim() !== '' && Number.isFinite(value) && value >= (param.min ?? value) && value <= (param.max ?? value)
      if (!isFine) throw usage('cli.number', { name, value: text, min: param.min ?? null, max: param.max ?? null })
      return value
    }
    case 'choice': {
      const allowed = param.options.map(({ value }) => value)
      if (!allowed.includes(text)) throw usage('cli.choice', { option: name, value: text, allowed: allowed.join(' ') })
      return text
    }
    case 'flag':
      if (!/^(true|false|yes|no|1|0)$/i.test(text)) throw usage('cli.flag', { name, value: text })
      return /^(true|yes|1)$/i.test(text)
  }
}

/** The name of a scheme that the analysis brings, a file of JSON, or the JSON itself. */
async function readModel(param: ModelParam, given: string | undefined): ReturnType<ModelParam['read']> {
  const stored = given ?? param.initial
  return param.read(existsSync(stored) ? await readFile(stored, 'utf8') : stored)
}
