import type { Analysis } from '../core/analysis.ts'
import type { StoredValue } from '../core/params.ts'
import { usage } from './cli-error.ts'
import { parameterName } from './names.ts'

export interface ReadValues {
  /** parameter → path of its file, with '#layer' where one was named */
  readonly layers: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, StoredValue>>
}

/**
 * --set pairs as the analysis's own parameters.
 * @throws CliError cli.parameter, cli.parameterMissing, cli.parameterOnce, cli.number, cli.flag, cli.choice, cli.fields
 */
export function readValues(analysis: Analysis, sets: ReadonlyMap<string, readonly string[]>): ReadValues {
  const layers: Record<string, string> = {}
  const values: Record<string, StoredValue> = {}
  for (const [set, given] of sets) {
    const name = parameterName(analysis.id, set)
    const param = analysis.params[name]
    if (!param)
      throw usage('cli.parameter', { analysis: analysis.id, name: set, allowed: Object.keys(analysis.params).join(' ') })
    if (param.kind !== 'fields' && given.length > 1) throw usage('cli.parameterOnce', { name: set })
    const text = given[given.length - 1]
    switch (param.kind) {
      case 'layer':
        layers[name] = text
        break
      case 'fields': {
        const fields = given.flatMap((each) => each.split(',')).filter((each) => each !== '')
        if (fields.length > param.max) throw usage('cli.fields', { name: set, max: param.max })
        values[name] = fields
        break
      }
      case 'number': {
        const value = Number(text)
        const isFine =
          text.trim() !== '' && Number.isFinite(value) && value >= (param.min ?? value) && value <= (param.max ?? value)
        if (!isFine) throw usage('cli.number', { name: set, value: text, min: param.min ?? null, max: param.max ?? null })
        values[name] = value
        break
      }
      case 'choice': {
        const allowed = param.options.map(({ value }) => value)
        if (!allowed.includes(text)) throw usage('cli.choice', { option: set, value: text, allowed: allowed.join(' ') })
        values[name] = text
        break
      }
      case 'flag': {
        if (!/^(true|false|yes|no|1|0)$/i.test(text)) throw usage('cli.flag', { name: set, value: text })
        values[name] = /^(true|yes|1)$/i.test(text)
        break
      }
    }
  }
  for (const [name, param] of Object.entries(analysis.params))
    if (param.kind === 'layer' && !(name in layers)) throw usage('cli.parameterMissing', { analysis: analysis.id, name })
  return { layers, values }
}
