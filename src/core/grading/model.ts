import type { Condition } from '../symbology.ts'
import type { Text } from '../text.ts'

/**
 * A grading scheme (分等定级方案) as data: what is looked at, how it is scored, how scores become grades. Stored with every run, so that
 * the figures can be repeated. Scores lie between 0 and `scale`.
 */
export interface GradingModel {
  readonly version: 1
  readonly title: Text
  /** study or standard the weights and tables come from */
  readonly source: Text
  /** 示例权重: the weights were not made for this region */
  readonly isExample: boolean
  /** scores run 0…1 or 0…100 */
  readonly scale: 1 | 100
  readonly indicators: readonly Indicator[]
  /** 'asPrinted' takes weights whose sum misses one by WEIGHT_TOLERANCE at most as they are; 'renormalise' divides by their sum */
  readonly weights: 'asPrinted' | 'renormalise'
  readonly combine: 'weightedSum' | 'minimum'
  /** 限制性因子: rules that override the combined score */
  readonly limits: readonly LimitRule[]
  /** a row that lacks a value is graded by its other indicators, weights renormalised, or not graded at all */
  readonly missing: 'skip' | 'ungraded'
  readonly grades: Grades
}

export interface Indicator {
  /** letters, digits and _, unique: names columns of the result */
  readonly id: string
  readonly label: Text
  readonly unit?: string
  /** heading it stands under, e.g. 立地条件; says nothing to the sum */
  readonly group?: Text
  /** of the whole: of grouped schemes group weight × weight inside it */
  readonly weight: number
  /** kept in the scheme, not used */
  readonly isOff?: boolean
  readonly source: IndicatorSource
  readonly scoring: Scoring
}

/** Where the value of a row comes from. Layers are named by their id. */
export type IndicatorSource =
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'geometry'; readonly measure: GeometryMeasure }
  /** 连片度: area in hectares of the block of rows in use that hang together by shared borders and have the same value of `same` */
  | { readonly kind: 'connectivity'; readonly same?: string }
  /** metres from the row's boundary to the nearest feature; 0 where they meet */
  | { readonly kind: 'distance'; readonly layer: string; readonly where?: Condition }
  /** percent of the row that the layer covers, each place once */
  | { readonly kind: 'share'; readonly layer: string; readonly where?: Condition }
  /** area covered by `where` over area covered by `to`, as a plain number */
  | { readonly kind: 'ratio'; readonly layer: string; readonly where: Condition; readonly to: Condition }
  /** share of what `before` held inside the row that `after` no longer holds, 0…1; 0 where it grew */
  | { readonly kind: 'loss'; readonly before: string; readonly after: string; readonly where: Condition }
  /** landscape figures of the layer's classes inside the row */
  | { readonly kind: 'mix'; readonly layer: string; readonly field: string; readonly measure: MixMeasure }
  /** of the raster's cells inside the row, cells cut by the boundary by their share */
  | { readonly kind: 'raster'; readonly raster: string; readonly band: number; readonly statistic: 'mean' | 'min' | 'max' }

export type GeometryMeasure =
  | 'areaHa'
  | 'perimeterM'
  /** 规整度 P / 4√A: 1 for a square, 1.06 for a rectangle of 1 : 2, 0.886 for a circle */
  | 'shapeIndex'
  /** 4πA / P²: 1 for a circle, 0.785 for a square (Polsby–Popper) */
  | 'compactness'
/** H = −Σ p log₂ p; H / log₂ n; log₂ n − H; mean patch in hectares; patches per hectare */
export type MixMeasure = 'diversity' | 'evenness' | 'dominance' | 'meanPatchHa' | 'patchDensity'

export type Scoring =
  /** codes or words → score; `other` for values that stand nowhere, null: no score */
  | { readonly kind: 'codes'; readonly scores: readonly CodeScore[]; readonly other: number | null }
  /** the last band whose lower limit the value reaches; `from` ascending, null in the first only: everything below */
  | { readonly kind: 'bands'; readonly bands: readonly Band[] }
  | Membership
  /** (v − min)/(max − min), null: of the rows in use */
  | {
      readonly kind: 'range'
      readonly min: number | null
      readonly max: number | null
      readonly better: 'high' | 'low'
    }
  /** PSR: 1/(1 + e^(4.595 − 9.19 R)) of R = (v − min)/(max − min); 'low': 1 − that */
  | {
      readonly kind: 'logistic'
      readonly min: number | null
      readonly max: number | null
      readonly better: 'high' | 'low'
    }

export interface CodeScore {
  readonly codes: readonly string[]
  readonly score: number
}
export interface Band {
  readonly from: number | null
  readonly score: number
}
/** GB/T 33469-2016: y = 1/(1 + a(u − c)²) inside lower…upper. 戒上 'more', 戒下 'less', 峰型 'peak'. */
export interface Membership {
  readonly kind: 'membership'
  readonly shape: 'more' | 'less' | 'peak'
  readonly a: number
  readonly c: number
  readonly lower: number
  readonly upper: number
}

/** A score below `below` makes the row's score at most `score`; null: the worst grade whatever the sum. */
export interface LimitRule {
  /** null: any indicator */
  readonly indicator: string | null
  readonly below: number
  readonly score: number | null
}

/** Grade 1 is the best. `lower` are lower limits of grades 1 … n − 1, descending. */
export type Grades =
  | { readonly kind: 'fixed'; readonly lower: readonly number[]; readonly labels: readonly Text[] }
  | { readonly kind: 'equal' | 'quantile' | 'natural'; readonly labels: readonly Text[] }

/** Weights are printed with three or four digits. */
export const WEIGHT_TOLERANCE = 0.0015

export function usedIndicators(model: GradingModel): readonly Indicator[] {
  return model.indicators.filter(({ isOff }) => !isOff)
}

/** Ids of the vector layers that the indicators in use need, each once. */
export function layersOfModel(model: GradingModel): string[] {
  const ids = usedIndicators(model).flatMap(({ source }) =>
    'layer' in source ? [source.layer] : source.kind === 'loss' ? [source.before, source.after] : [],
  )
  return [...new Set(ids)]
}
export function rastersOfModel(model: GradingModel): string[] {
  return [...new Set(usedIndicators(model).flatMap(({ source }) => (source.kind === 'raster' ? [source.raster] : [])))]
}
