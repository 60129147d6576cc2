import type { Check } from '../../core/field/check.ts'
import type { Fix } from '../../core/field/fix.ts'
import type { PositionAnswer } from '../../core/tiling/position.ts'
import type { PositionSourceId } from '../ports.ts'
import type { LayerId, ShownError } from '../state.ts'

/** What field mode knows beside the project: never undone, never in a link; checks are kept apart. */
export interface FieldState {
  readonly source: PositionSourceId
  readonly positioning: {
    readonly state: 'off' | 'searching' | 'on' | 'failed'
    /** by the monotonic clock, ms */
    readonly since: number
    readonly problem: ShownError | null
  }
  readonly fix: TimedFix | null
  /** degrees in which the device points, from true north where the deployment names the declination, else from magnetic north; null: not known */
  readonly headingDeg: number | null
  /** the map goes with the position */
  readonly isFollowing: boolean
  /** the polygon layer whose parcels are checked */
  readonly layer: LayerId | null
  readonly here: Here | null
  /** null until the device's records are read */
  readonly checks: readonly Check[] | null
  readonly open: { readonly check: string; readonly point: string | null } | null
  readonly averaging: { readonly wanted: number; readonly fixes: readonly Fix[] } | null
  /** the record was last written, by the device's clock; null: not since field mode was opened */
  readonly savedAt: string | null
  /** records cannot be written */
  readonly storage: ShownError | null
  /** share of the battery at which the screen is let sleep; null: it is kept on */
  readonly savingAt: number | null
}

export interface TimedFix extends Fix {
  /** by the monotonic clock, ms: a clock that is set does not make a fix young */
  readonly arrivedAt: number
  readonly number: number
}

/** The answer to a fix, and which: a later fix may be there already. */
export interface Here extends PositionAnswer {
  readonly fix: number
  readonly table: string
  readonly neighbours: readonly { readonly row: number; readonly sharedM: number }[]
}

/** A fix that is older says where one was. */
export const STALE_MS = 10_000
/** A position that may be off by more is not gone after. */
export const FOLLOW_ACCURACY_M = 50
export const AVERAGED_FIXES = 10
