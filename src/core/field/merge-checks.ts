import type { Check, CheckedPoint } from './check.ts'

/** What another copy of a check is to the one at hand. */
export type Relation = 'same' | 'newer' | 'older' | 'conflict'

/** Told by the changes that each device has made: a copy that knows all changes of the other came later, whatever the clocks said. */
export function relationOf(mine: Check, theirs: Check): Relation {
  const devices = new Set([...Object.keys(mine.changes), ...Object.keys(theirs.changes)])
  const knows = (a: Check, b: Check) => [...devices].every((device) => (a.changes[device] ?? 0) >= (b.changes[device] ?? 0))
  const [hasMine, hasTheirs] = [knows(theirs, mine), knows(mine, theirs)]
  if (hasMine && hasTheirs) return 'same'
  return hasMine ? 'newer' : hasTheirs ? 'older' : 'conflict'
}

/** What was read from a file has its members in another order, and says the same. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

export interface Difference {
  /** tells differences of one conflict apart */
  readonly key: string
  /** of the point; null: of the check as a whole */
  readonly pointId: string | null
  readonly label: string | null
  readonly field: keyof Check | keyof CheckedPoint
  /** null: that copy does not have the point */
  readonly mine: unknown
  readonly theirs: unknown
}

const CHECK_FIELDS = ['pointClass', 'verdict', 'note', 'officer'] as const
const POINT_FIELDS = ['status', 'measured', 'marker', 'line', 'linePosition', 'photos', 'note'] as const

/** Where two copies of a check say different things, the check first, then point by point. */
export function differencesOf(mine: Check, theirs: Check): readonly Difference[] {
  const isDifferent = (a: unknown, b: unknown) => canonical(a) !== canonical(b)
  const found: Difference[] = CHECK_FIELDS.filter((field) => isDifferent(mine[field], theirs[field])).map((field) => ({
    key: field,
    pointId: null,
    label: null,
    field,
    mine: mine[field],
    theirs: theirs[field],
  }))
  const ids = new Set([...mine.points, ...theirs.points].map(({ id }) => id))
  for (const id of ids) {
    const [a, b] = [mine, theirs].map(({ points }) => points.find((point) => point.id === id))
    const label = (a ?? b)?.label ?? null
    if (!a || !b) {
      found.push({ key: id, pointId: id, label, field: 'points', mine: a ?? null, theirs: b ?? null })
      continue
    }
    for (const field of POINT_FIELDS)
      if (isDifferent(a[field], b[field]))
        found.push({ key: `${id} ${field}`, pointId: id, label, field, mine: a[field], theirs: b[field] })
  }
  return found
}

/**
 * What this tab made of `base`, put on what another tab of the same device has written since: each change of either stays, and of one and the
 * same field the later one.
 */
export function onTopOf(written: Check, base: Check, mine: Check, device: string): Check {
  const isSame = JSON.stringify(written.changes) === JSON.stringify(base.changes)
  if (isSame) return mine
  const own = new Set(differencesOf(base, mine).map(({ key }) => key))
  const theirs = differencesOf(mine, written).filter(({ key }) => !own.has(key))
  return resolved(mine, written, new Set(theirs.map(({ key }) => key)), device, mine.changedAt)
}

/**
 * One check of two: mine, with theirs where it was chosen. It knows the changes of both and one more, so that neither copy conflicts
 * with it again.
 * @param taken keys of differences in which theirs holds
 */
export function resolved(mine: Check, theirs: Check, taken: ReadonlySet<string>, device: string, at: string): Check {
  const chosen = differencesOf(mine, theirs).filter(({ key }) => taken.has(key))
  const patch = Object.fromEntries(
    chosen.filter(({ pointId }) => pointId === null).map(({ field, theirs: value }) => [field, value]),
  )
  const points = mine.points
    .filter(({ id }) => !chosen.some((each) => each.field === 'points' && each.pointId === id && each.theirs === null))
    .map((point) => ({
      ...point,
      ...Object.fromEntries(
        chosen
          .filter((each) => each.pointId === point.id && each.field !== 'points')
          .map(({ field, theirs: value }) => [field, value]),
      ),
    }))
  const added = chosen.flatMap(({ field, mine: own, theirs: value }) =>
    field === 'points' && own === null ? [value as CheckedPoint] : [],
  )
  const changes: Record<string, number> = { ...mine.changes }
  for (const [name, count] of Object.entries(theirs.changes)) changes[name] = Math.max(count, changes[name] ?? 0)
  changes[device] = (changes[device] ?? 0) + 1
  return { ...mine, ...patch, points: [...points, ...added], changedAt: at, changes }
}
