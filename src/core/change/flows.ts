import { sumOf } from '../adjust.ts'
import type { LayerInput } from '../analysis.ts'
import { NO_CLASS, type SharedClasses, textsOf } from './class-fields.ts'
import type { Transfers } from './transfers.ts'

/** One line of the list: what went from one class to another, in one group. NO_CLASS: no counterpart. */
export interface Flow {
  readonly group: string | null
  readonly from: number
  readonly to: number
  pairs: number
  areaM2: number
  slivers: number
  sliverM2: number
  /** rows of the later epoch */
  readonly rows: Set<number>
}
/** Pairs and rests gathered by group and classes, in the order of the report. */
export function gatherFlows(
  before: LayerInput,
  after: LayerInput,
  classes: SharedClasses,
  { pairs, beforeRestM2, afterRestM2 }: Transfers,
  { groupBy, sliverM2 }: { readonly groupBy: string | null; readonly sliverM2: number },
): Flow[] {
  const groupAfter = groupBy === null ? null : textsOf(after.table, groupBy)
  const hasBefore = groupBy !== null && before.table.columns.some(({ name }) => name === groupBy)
  const groupBefore = hasBefore && groupBy !== null ? textsOf(before.table, groupBy) : null
  // single areas are kept, so that a sum is exact whatever the order
  const flows = new Map<string, Flow & { readonly areas: number[] }>()
  const add = (group: string | null, from: number, to: number, areaM2: number, row: number | null) => {
    const key = `${group ?? ''}\n${from}\n${to}`
    let flow = flows.get(key)
    if (!flow) {
      flow = { group, from, to, pairs: 0, areaM2: 0, areas: [], slivers: 0, sliverM2: 0, rows: new Set() }
      flows.set(key, flow)
    }
    flow.pairs++
    flow.areas.push(areaM2)
    if (row !== null) flow.rows.add(row)
    if (from === to || areaM2 >= sliverM2) return
    flow.slivers++
    flow.sliverM2 += areaM2
  }
  pairs.areaM2.forEach((areaM2, i) => {
    const row = pairs.subject[i]
    add(groupAfter?.[row] ?? null, classes.before[pairs.zone[i]], classes.after[row], areaM2, row)
  })
  afterRestM2.forEach((areaM2, row) => {
    if (areaM2 > 0) add(groupAfter?.[row] ?? null, NO_CLASS, classes.after[row], areaM2, row)
  })
  beforeRestM2.forEach((areaM2, row) => {
    if (areaM2 > 0) add(groupBefore?.[row] ?? null, classes.before[row], NO_CLASS, areaM2, null)
  })
  return inReportOrder([...flows.values()].map(({ areas, ...flow }) => ({ ...flow, areaM2: sumOf(areas) })))
}

/** By group, class before, class after; no group and no counterpart last. */
export function inReportOrder(flows: readonly Flow[]): Flow[] {
  const last = (number: number) => (number === NO_CLASS ? Number.MAX_SAFE_INTEGER : number)
  const byGroup = (a: string | null, b: string | null) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1)
  return flows.toSorted((a, b) => byGroup(a.group, b.group) || last(a.from) - last(b.from) || last(a.to) - last(b.to))
}
