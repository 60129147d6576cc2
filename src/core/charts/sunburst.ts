import type { Slices } from '../slices.ts'

/** One sector: a value of a grouping level below the values before it. Angles in turns, 0 at twelve o'clock, clockwise. */
export interface Sector {
  readonly depth: number
  /** values of levels 0 … depth */
  readonly path: readonly string[]
  readonly start: number
  readonly end: number
  readonly value: number
  /** rows of the report inside the sector, ascending */
  readonly rows: readonly number[]
}

/** Lines between two steps of slow work. */
const LINES_A_STEP = 4096

/** What a report prints where a level does not apply. */
const NONE = '—'

/** Per level, the name of each row; where a level does not apply (what nothing covers has no layer) the name below it. */
export function* namesOf(levels: readonly ((row: number) => string)[], length: number): Slices<string[][]> {
  const names: string[][] = levels.map(() => [])
  for (let row = 0; row < length; row++) {
    if (row % LINES_A_STEP === LINES_A_STEP - 1) yield
    const own = levels.map((level) => level(row))
    for (const [depth, name] of own.entries()) names[depth].push(own.slice(depth).find((below) => below !== NONE) ?? name)
  }
  return names
}

/**
 * Sectors of a sunburst, depth first, the largest first inside its parent.
 * @param levels per level, the value of each row
 * @param values size of each row, ≥ 0; others count as 0
 */
export function* sectorsOf(levels: readonly (readonly string[])[], values: readonly number[]): Slices<Sector[]> {
  const sizes = values.map((value) => (Number.isFinite(value) ? Math.max(0, value) : 0))
  const total = sum(sizes)
  if (total === 0 || levels.length === 0) return []
  const sectors: Sector[] = []
  function* divide(depth: number, rows: readonly number[], path: readonly string[], start: number): Slices<void> {
    if (depth === levels.length) return
    const members = yield* groupRows(levels[depth], rows)
    const groups = [...members].map(([name, found]) => ({
      name,
      members: found,
      value: sum(found.map((row) => sizes[row])),
    }))
    groups.sort((a, b) => b.value - a.value || a.members[0] - b.members[0])
    let angle = start
    for (const [index, group] of groups.entries()) {
      if (index % LINES_A_STEP === LINES_A_STEP - 1) yield
      if (group.value === 0) continue
      const end = angle + group.value / total
      const here = [...path, group.name]
      sectors.push({ depth, path: here, start: angle, end, value: group.value, rows: group.members })
      yield* divide(depth + 1, group.members, here, angle)
      angle = end
    }
  }
  yield* divide(
    0,
    sizes.map((_, row) => row),
    [],
    0,
  )
  return sectors
}

function* groupRows(values: readonly string[], rows: readonly number[]): Slices<Map<string, number[]>> {
  const groups = new Map<string, number[]>()
  for (const [index, row] of rows.entries()) {
    if (index % LINES_A_STEP === LINES_A_STEP - 1) yield
    const members = groups.get(values[row])
    if (members) members.push(row)
    else groups.set(values[row], [row])
  }
  return groups
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** SVG path of a ring sector around 0,0; a full turn is drawn as two halves, since an arc to its own start draws nothing. */
export function sectorPath(start: number, end: number, inner: number, outer: number): string {
  if (end - start >= 1 - 1e-9) {
    const ring = (r: number, sweep: 0 | 1) => `M0,${-r}A${r},${r} 0 1 ${sweep} 0,${r}A${r},${r} 0 1 ${sweep} 0,${-r}Z`
    return ring(outer, 1) + (inner > 0 ? ring(inner, 0) : '')
  }
  const large = end - start > 0.5 ? 1 : 0
  return `M${at(start, outer)}A${outer},${outer} 0 ${large} 1 ${at(end, outer)}L${at(end, inner)}A${inner},${inner} 0 ${large} 0 ${at(start, inner)}Z`
}

function at(turn: number, radius: number): string {
  const angle = 2 * Math.PI * turn
  return `${(radius * Math.sin(angle)).toFixed(2)},${(-radius * Math.cos(angle)).toFixed(2)}`
}
