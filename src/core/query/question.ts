import type { RuleGroup } from './conditions.ts'
import type { SpatialQuestion } from './spatial-rows.ts'

/**
 * What a spatial condition is about: rows of a layer, the map's view, the ring that was drawn to select, or such a ring as it was when it
 * was chosen.
 */
export type SpatialOf =
  | { readonly kind: 'layer'; readonly layer: string; readonly scope: 'all' | 'filter' | 'selection' }
  | { readonly kind: 'view' }
  | { readonly kind: 'drawn' }
  | { readonly kind: 'ring'; readonly ring: readonly (readonly [number, number])[] }

export interface SpatialRule extends SpatialQuestion {
  readonly of: SpatialOf
}

/** What is asked of one layer: conditions over fields, as lines or as an expression, and where. All of them must hold. */
export interface Question {
  readonly layer: string
  readonly mode: 'rules' | 'expression'
  readonly rules: RuleGroup
  readonly expression: string
  readonly spatial: readonly SpatialRule[]
}

export interface SavedQuery extends Question {
  readonly id: string
  readonly name: string
}
