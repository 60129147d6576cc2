import type { GridInput, LayerInput } from './analysis.ts'
import type { FieldInfo } from './table.ts'
import type { Text } from './text.ts'

interface ParamBase {
  readonly label: Text
  readonly help?: Text
  /** seldom changed: a form keeps it folded away */
  readonly isAdvanced?: boolean
}
export interface LayerParam extends ParamBase {
  readonly kind: 'layer'
  readonly geometry: 'polygon' | 'line' | 'point' | 'any'
  /** beside another layer of the form a fresh form takes one like it: the other epoch, not a zoning */
  readonly isAlike?: boolean
}
/** One or several layers. */
export interface LayersParam extends ParamBase {
  readonly kind: 'layers'
  readonly geometry: LayerParam['geometry']
  readonly min: number
}
/** A raster: shipped, imported, or a file. */
export interface GridParam extends ParamBase {
  readonly kind: 'grid'
}
/** Field names of the layer that parameter `of` names; of several layers, of any of them. */
export interface FieldsParam extends ParamBase {
  readonly kind: 'fields'
  readonly of: string
  readonly min: number
  readonly max: number
  readonly types: readonly ('text' | 'number' | 'date' | 'boolean')[]
  /** what a fresh form takes, the likeliest first; none: how a summary is usually grouped */
  readonly roles?: readonly NonNullable<FieldInfo['role']>[]
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
/** A scheme as JSON text, or the name of one that the analysis brings. It may name further layers and rasters by their ids. */
export interface ModelParam extends ParamBase {
  readonly kind: 'model'
  /** the layer parameter whose fields the scheme reads */
  readonly of: string
  readonly initial: string
  /** The scheme itself and what it names; loaded when it is needed. @throws AppError of the analysis, with the place of the mistake */
  readonly read: (stored: string) => Promise<{
    readonly json: string
    readonly layers: readonly string[]
    readonly grids: readonly string[]
  }>
}
/** A scheme with what it names, by id. */
export interface ModelInput {
  readonly json: string
  readonly layers: Readonly<Record<string, LayerInput>>
  readonly grids: Readonly<Record<string, GridInput>>
}
/** Under which name a run carries a layer or raster that a scheme names. */
export const modelKey = (param: string, id: string) => `${param}:${id}`
export type Param = LayerParam | LayersParam | GridParam | FieldsParam | NumberParam | ChoiceParam | FlagParam | ModelParam
export type Parameters = Readonly<Record<string, Param>>

export type ValueOf<P extends Param> = P extends LayerParam
  ? LayerInput
  : P extends LayersParam
    ? readonly LayerInput[]
    : P extends GridParam
      ? GridInput
      : P extends FieldsParam
        ? readonly string[]
        : P extends NumberParam
          ? number
          : P extends ChoiceParam<infer C>
            ? C
            : P extends ModelParam
              ? ModelInput
              : boolean
/** What `run` receives: layers resolved to tables. */
export type Values<P extends Parameters> = { readonly [K in keyof P]: ValueOf<P[K]> }
/** What the project stores: a layer, also one that shows a raster, by its id. */
export type StoredValue = string | number | boolean | readonly string[]

export const p = {
  layer: (options: Omit<LayerParam, 'kind'>): LayerParam => ({ kind: 'layer', ...options }),
  layers: (options: Omit<LayersParam, 'kind'>): LayersParam => ({ kind: 'layers', ...options }),
  grid: (options: Omit<GridParam, 'kind'>): GridParam => ({ kind: 'grid', ...options }),
  fields: (options: Omit<FieldsParam, 'kind'>): FieldsParam => ({ kind: 'fields', ...options }),
  number: (options: Omit<NumberParam, 'kind'>): NumberParam => ({ kind: 'number', ...options }),
  choice: <const C extends string>(options: Omit<ChoiceParam<C>, 'kind'>): ChoiceParam<C> => ({ kind: 'choice', ...options }),
  flag: (options: Omit<FlagParam, 'kind'>): FlagParam => ({ kind: 'flag', ...options }),
  model: (options: Omit<ModelParam, 'kind'>): ModelParam => ({ kind: 'model', ...options }),
}
