import type { GradingModel } from '../core/grading/model.ts'
import type { Param, Parameters } from '../core/params.ts'
import type { Condition } from '../core/symbology.ts'
import { AREA_FIELD, type FieldInfo } from '../core/table.ts'
import type { Locale, Text } from '../core/text.ts'
import { analysisText } from './analysis.ts'
import { cardText } from './card.ts'
import { marks } from './marks.ts'
import { conditionWords, schemeWords } from './scheme-words.ts'
import { shellText } from './shell.ts'
import { t } from './t.ts'

export interface AskedLayer {
  readonly title: Text
  readonly fields: readonly FieldInfo[]
}
/** What a run was asked, as the project stores it. */
export interface Asked {
  readonly values: Readonly<Record<string, unknown>>
  readonly scope: 'all' | 'filter' | 'selection'
  readonly filter: readonly Condition[]
  /** how many rows were selected; null: the scope was no selection */
  readonly selected: number | null
}

/**
 * The parameters of a run for who reads a report: labels and words of the form, a scheme indicator by indicator. Files for programs have
 * the values themselves.
 * @param layerOf layers and rasters by their id
 */
export async function parameterWords(
  params: Parameters,
  { values, scope, filter, selected }: Asked,
  layerOf: (id: string) => AskedLayer | undefined,
  locale: Locale,
): Promise<readonly (readonly [label: string, words: string])[]> {
  const say = (text: Text) => text[locale]
  const list = (words: readonly string[]) => words.join(say(marks.list))
  const idsOf = (name: string) => [values[name] ?? []].flat().map(String)
  const fieldsOf = (name: string) => idsOf(name).flatMap((id) => layerOf(id)?.fields ?? [])
  const fieldOf = (fields: readonly FieldInfo[]) => (name: string) =>
    name === AREA_FIELD ? shellText.drawnArea : fields.find((field) => field.name === name)?.label
  const namesIn = (fields: readonly FieldInfo[]) => ({ layer: (id: string) => layerOf(id)?.title, field: fieldOf(fields) })

  const plain = (name: string, param: Exclude<Param, { kind: 'model' }>): string => {
    const value = values[name]
    switch (param.kind) {
      case 'layer':
      case 'layers':
      case 'grid':
        return list(idsOf(name).map((id) => say(layerOf(id)?.title ?? { zh: id, en: id })))
      case 'fields': {
        const label = fieldOf(fieldsOf(param.of))
        return list(idsOf(name).map((field) => say(label(field) ?? { zh: field, en: field })))
      }
      case 'choice':
        return say(param.options.find((option) => option.value === value)?.label ?? { zh: String(value), en: String(value) })
      case 'flag':
        return say(value ? cardText.yes : cardText.no)
      case 'number':
        return `${value}${param.unit ? ` ${param.unit === 'm2' ? 'm²' : param.unit}` : ''}`
    }
  }
  const lines: (readonly [string, string])[] = []
  for (const [name, param] of Object.entries(params)) {
    if (values[name] === undefined) continue
    if (param.kind === 'model') {
      const model = JSON.parse((await param.read(String(values[name]))).json) as GradingModel
      lines.push(...schemeWords(model, namesIn(fieldsOf(param.of)), locale))
    } else {
      const words = plain(name, param)
      if (words) lines.push([say(param.label), words])
    }
  }
  const [subject] = Object.entries(params).filter(([, { kind }]) => kind === 'layer')
  const conditions = filter.map((each) => conditionWords(each, namesIn(subject ? fieldsOf(subject[0]) : []), locale))
  const rows = { all: say(analysisText.scopeAll), filter: conditions.join(say(marks.clause)), selection: String(selected ?? '') }[
    scope
  ]
  const kind = { all: '', filter: say(analysisText.scopeFilter), selection: say(analysisText.scopeSelection) }[scope]
  lines.push([say(analysisText.scope), kind ? t(marks.says, locale, { subject: kind, words: rows }) : rows])
  return lines
}
