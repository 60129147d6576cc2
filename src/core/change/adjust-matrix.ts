import { sumOf } from '../adjust.ts'

/** One cell of a sparse matrix. */
export interface Cell {
  readonly row: number
  readonly column: number
  readonly value: number
}

/** Steps that a unit is divided into while rounding: differences below a millionth of the last printed digit do not matter. */
const FINE = 1_000_000

/**
 * 平差 of a table in both directions: every cell, every margin and the total end as whole multiples of 10^-decimals that add up, and
 * none moves by a unit or more. Zero stays zero.
 *
 * The cells and margins are the flows of a network that leaves a source for the rows, goes on to the columns and returns. Places where
 * the flow is not whole hang together in cycles (what flows into a node flows out, so a broken flow never comes alone); shifting a
 * cycle's flow by the smallest part that makes one of its edges whole keeps all sums, and ends after at most one step an edge.
 * (Bacharach 1966; Cox 1987, controlled rounding.) The shift goes the shorter way.
 * @returns values of the cells, in their order
 */
export function adjustMatrix(cells: readonly Cell[], rowCount: number, columnCount: number, decimals: number): number[] {
  const scale = 10 ** decimals
  // only parts of a unit flow: whole ones would leave no digits for them in a province
  const whole = cells.map(({ value }) => Math.floor(value * scale))
  const fine = cells.map(({ value }, i) => Math.round((value * scale - whole[i]) * FINE))
  const source = rowCount + columnCount
  const sink = source + 1
  const edges: Edge[] = cells.map(({ row, column }, i) => ({ from: row, to: rowCount + column, flow: fine[i] }))
  const marginOf = (isIn: (cell: Cell) => boolean) => sumOf(fine.filter((_, i) => isIn(cells[i])))
  for (let row = 0; row < rowCount; row++) edges.push({ from: source, to: row, flow: marginOf((cell) => cell.row === row) })
  for (let column = 0; column < columnCount; column++) {
    edges.push({ from: rowCount + column, to: sink, flow: marginOf((cell) => cell.column === column) })
  }
  edges.push({ from: sink, to: source, flow: sumOf(fine) })
  const at: Edge[][] = Array.from({ length: sink + 1 }, () => [])
  for (const edge of edges) {
    at[edge.from].push(edge)
    at[edge.to].push(edge)
  }
  for (const start of edges) while (!isWhole(start)) shift(cycleThrough(start, at))
  return edges.slice(0, cells.length).map(({ flow }, i) => (whole[i] + Math.round(flow / FINE)) / scale)
}

interface Edge {
  readonly from: number
  readonly to: number
  flow: number
}
/** An edge of a cycle and which way the cycle walks it. */
interface Step {
  readonly edge: Edge
  readonly way: 1 | -1
}

function isWhole({ flow }: Edge): boolean {
  return flow % FINE === 0
}

/** Walks along broken edges, never back over the same, until a node comes up again; the loop from there is the cycle. */
function cycleThrough(start: Edge, at: readonly Edge[][]): Step[] {
  const path: Step[] = [{ edge: start, way: 1 }]
  const placeOf = new Map([[start.from, 0]])
  let node = start.to
  while (!placeOf.has(node)) {
    placeOf.set(node, path.length)
    const last = path[path.length - 1].edge
    const next = at[node].find((edge) => edge !== last && !isWhole(edge))
    // what flows in flows out: a broken edge always has a broken neighbour
    if (!next) throw new Error('flow is not conserved')
    const way = next.from === node ? 1 : -1
    path.push({ edge: next, way })
    node = way > 0 ? next.to : next.from
  }
  return path.slice(placeOf.get(node))
}

function shift(cycle: readonly Step[]): void {
  const below = (flow: number) => ((flow % FINE) + FINE) % FINE
  const up = Math.min(...cycle.map(({ edge, way }) => (way > 0 ? FINE - below(edge.flow) : below(edge.flow))))
  const down = Math.min(...cycle.map(({ edge, way }) => (way > 0 ? below(edge.flow) : FINE - below(edge.flow))))
  const by = up <= down ? up : -down
  for (const { edge, way } of cycle) edge.flow += way * by
}
