import type { LayerInput } from './analysis.ts'
import type { Text } from './text.ts'

interface ParamBase {
  readonly label: Text
  readonly help?: Text
}
export interface LayerParam extends ParamBase {
  readonly kind: 'layer'
  readonly geometry: 'polygon' | 'line' | 'point' | 'any'
}
/** Field names of the layer that parameter `of` names. */
export interface FieldsParam extends ParamBase {
  readonly kind: 'fields'
  readonly of: string
  readonly min: number
  readonly max: number
  readonly types: readonly ('text' | 'number' | 'date' | 'boolean')[]
}
export interface NumberParam extends ParamBase {
  readonly kind: 'number'
  readonly unit?: string
  readonly min?: number
  readonly max?: number
  readonly initial: number
}
export interface ChoiceParam<C extends string = string> extends ParamBase {
  readonly kind: 'choice'
  readonly options: readonly { readonly value: C; readonly label: Text }[]
  readonly initial: C
}
export interface FlagParam extends ParamBase {
  readonly kind: 'flag'
  readonly initial: boolean
}
export type Param = LayerParam | FieldsParam | NumberParam | ChoiceParam | FlagParam
export type Parameters = Readonly<Record<string, Param>>

export type ValueOf<P extends Param> = P extends LayerParam
  ? LayerInput
  : P extends FieldsParam
    ? readonly string[]
    : P extends NumberParam
      ? number
      : P extends ChoiceParam<infer C>
        ? C
        : boolean
/** What `run` receives: layers resolved to tables. */
export type Values<P extends Parameters> = { readonly [K in keyof P]: ValueOf<P[K]> }
/** What the project stores: a layer by its id. */
export type StoredValue = string | number | boolean | readonly string[]

export const p = {
  layer: (options: Omit<LayerParam, 'kind'>): LayerParam => ({ kind: 'layer', ...options }),
  fields: (options: Omit<FieldsParam, 'kind'>): FieldsParam => ({ kind: 'fields', ...options }),
  number: (options: Omit<NumberParam, 'kind'>): NumberParam => ({ kind: 'number', ...options }),
  choice: <const C extends string>(options: Omit<ChoiceParam<C>, 'kind'>): ChoiceParam<C> => ({ kind: 'choice', ...options }),
  flag: (options: Omit<FlagParam, 'kind'>): FlagParam => ({ kind: 'flag', ...options }),
}
