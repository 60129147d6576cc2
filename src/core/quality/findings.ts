import type { Detail } from '../errors.ts'
import { type FindingKind, KIND_ORDER } from './kinds.ts'

/** One thing that is wrong, and where. */
export interface Finding {
  readonly kind: FindingKind
  /** which of the kind's rules was broken; null: the kind has one */
  readonly rule: string | null
  readonly rows: readonly number[]
  /** size of the defect where it has one, else NaN */
  readonly areaM2: number
  /** where a corner or side is wrong: lon, lat; null: the rows themselves */
  readonly at: readonly [number, number] | null
  readonly detail: Detail
  /** own shape, of a gap: closed rings of lon/lat pairs */
  readonly polygon?: readonly (readonly number[])[]
}

/** So many of a kind are listed: nobody walks through more, and a layer with a million defects must still answer. */
export const MOST_LISTED = 1000

/** Collects findings: all are counted, the first of each kind are kept. */
export class Findings {
  readonly #kept = new Map<FindingKind, Finding[]>()
  readonly #counts = new Map<FindingKind, { count: number; areaM2: number }>()

  add(finding: Finding): void {
    const sum = this.#counts.get(finding.kind) ?? { count: 0, areaM2: Number.NaN }
    sum.count++
    if (!Number.isNaN(finding.areaM2)) sum.areaM2 = (Number.isNaN(sum.areaM2) ? 0 : sum.areaM2) + finding.areaM2
    this.#counts.set(finding.kind, sum)
    const list = this.#kept.get(finding.kind) ?? []
    if (list.length === 0) this.#kept.set(finding.kind, list)
    if (list.length < MOST_LISTED) list.push(finding)
  }

  /** By kind, in the order of the report; within a kind as they came. */
  listed(): Finding[] {
    return KIND_ORDER.flatMap((kind) => this.#kept.get(kind) ?? [])
  }

  /** Exact, whatever is listed; areaM2 is NaN of kinds that have none. */
  counts(): { readonly kind: FindingKind; readonly count: number; readonly areaM2: number; readonly listed: number }[] {
    return KIND_ORDER.flatMap((kind) => {
      const sum = this.#counts.get(kind)
      return sum ? [{ kind, ...sum, listed: this.#kept.get(kind)?.length ?? 0 }] : []
    })
  }
}
