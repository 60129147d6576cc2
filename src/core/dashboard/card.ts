import type { Condition } from '../symbology.ts'
import type { AreaUnit } from '../units.ts'
import type { LngLatRing, Registered } from './scope.ts'

/** Which rows the cards of a layer are about; all three off: all rows. */
export interface Follow {
  /** rows that share at least a point with what the map shows; their whole area counts */
  readonly view: boolean
  readonly filter: boolean
  /** while rows of the layer are selected */
  readonly selection: boolean
}

/** 统计面板 of one layer, kept with the project. */
export interface Dashboard {
  readonly cards: readonly Card[]
  readonly follow: Follow
}

/** What is added up of the rows: their number, or a field of numbers (AREA_FIELD: the ellipsoidal area). */
export type Measure = string
/** No file can have a field of this name. */
export const COUNT: Measure = '@count'

/** By what rows are told apart: a field, or for a field of codes the codes one level up. */
export interface Level {
  readonly field: string
  readonly isParent?: boolean
}

export type Card = KeyFiguresCard | BarsCard | RingsCard | HistogramCard | ScatterCard
interface CardBase {
  readonly id: string
  /** in which areas are shown; left out: the user's */
  readonly unit?: AreaUnit
}
export interface KeyFiguresCard extends CardBase {
  readonly kind: 'figures'
  /** whose sum, mean, least and greatest value are shown; null: none */
  readonly field: string | null
}
export interface BarsCard extends CardBase {
  readonly kind: 'bars'
  readonly level: Level
  readonly measure: Measure
}
export interface RingsCard extends CardBase {
  readonly kind: 'rings'
  /** one or two, the inner ring first */
  readonly levels: readonly Level[]
  readonly measure: Measure
}
export interface HistogramCard extends CardBase {
  readonly kind: 'histogram'
  /** of numbers or of dates */
  readonly field: string
  /** how dates are cut; left out: as fine as there is room for */
  readonly step?: DateSteps['step']
}
/** Bins of dates: each is so many months, quarters or years. */
export interface DateSteps {
  readonly step: (typeof DATE_STEPS)[number]
  readonly every: number
}
export const DATE_STEPS = ['month', 'quarter', 'year'] as const
export interface ScatterCard extends CardBase {
  readonly kind: 'scatter'
  readonly x: string
  readonly y: string
}

export const CARD_KINDS = ['figures', 'bars', 'rings', 'histogram', 'scatter'] as const
/** A panel of more is no overview. */
export const MOST_CARDS = 24

/** What the worker is asked: the cards with what it cannot know. */
export interface CardsQuestion {
  readonly table: string
  readonly filter: readonly Condition[]
  /** lon/lat ring of the view; null: everywhere */
  readonly ring: LngLatRing | null
  /** selected rows; null: all */
  readonly only: Uint32Array | null
  readonly cards: readonly Card[]
  /** code → code one level up, of the fields that a level asks it for */
  readonly parents: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** field of the registered area and its unit */
  readonly registered: Registered | null
  /** for cards without a unit of their own */
  readonly areaUnit: AreaUnit
}

export interface CardsAnswer {
  /** rows in scope */
  readonly count: number
  /** by card id */
  readonly cards: Readonly<Record<string, CardAnswer>>
}
export type CardAnswer = KeyFigures | Groups | Histogram | Scatter | Unanswered

/** A field has gone, or is of another kind than the card needs. */
export interface Unanswered {
  readonly kind: 'none'
  readonly field: string
  readonly reason: 'missing' | 'notNumbers' | 'tooMany'
}

export interface KeyFigures {
  readonly kind: 'figures'
  readonly count: number
  /** of the layer */
  readonly allCount: number
  /** rows without a shape; null: a layer without shapes */
  readonly empty: number | null
  /** ellipsoidal; null: no polygons */
  readonly areaM2: number | null
  readonly allAreaM2: number | null
  /** rows whose invalid shape counts as it was repaired; null: all count as they are stored */
  readonly repaired: number | null
  readonly registered: { readonly areaM2: number; readonly missing: number } | null
  readonly field: (NumberFigures & { readonly name: string }) | null
}
export interface NumberFigures {
  readonly count: number
  readonly blank: number
  readonly sum: number
  /** NaN where there is no value */
  readonly mean: number
  readonly min: number
  readonly max: number
}

export interface Group {
  /** value per level, trimmed; null: none */
  readonly path: readonly (string | null)[]
  /** per level the words of the column that it stands for, as conditions name them */
  readonly words: readonly (readonly string[])[]
  readonly count: number
  /** the measure; equal to count where rows are counted */
  readonly value: number
}
export interface Groups {
  readonly kind: 'groups'
  /** the greatest first */
  readonly groups: readonly Group[]
  /** what is beyond the most that are told apart; null: nothing */
  readonly rest: { readonly groups: number; readonly count: number; readonly value: number } | null
  readonly count: number
  readonly value: number
}

export interface Histogram {
  readonly kind: 'histogram'
  /** bin k holds edges[k] ≤ v < edges[k + 1], the last one its upper end too; made of all rows of the layer, so that they stay */
  readonly edges: readonly number[]
  /** rows below the first edge are in the first bin, those above the last in the last */
  readonly isOpenBelow: boolean
  readonly isOpenAbove: boolean
  readonly counts: readonly number[]
  readonly figures: NumberFigures
  /** of dates, which are ms since 1970 */
  readonly dates?: DateSteps
}

export interface Scatter {
  readonly kind: 'scatter'
  /** what the axes span, made of all rows of the layer */
  readonly x: readonly [low: number, high: number]
  readonly y: readonly [low: number, high: number]
  /** places of few rows, x0 y0 x1 y1 …; null where there are too many to be drawn one by one */
  readonly points: readonly number[] | null
  /** how many rows are in each cell, row by row from the lower left */
  readonly cells: { readonly columns: number; readonly rows: number; readonly counts: readonly number[] }
  /** with both values */
  readonly count: number
  /** beyond the axes; drawn at none of the places */
  readonly outside: number
  readonly blank: number
  /** Pearson's, of the rows with both values; NaN where one of them does not vary */
  readonly correlation: number
  /** y in strips of x, for the table */
  readonly strips: readonly { readonly from: number; readonly to: number; readonly figures: NumberFigures }[]
}
