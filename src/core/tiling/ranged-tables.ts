import { withAreas } from '../attributes/area-column.ts'
import type { AskedField } from '../attributes/attribute-service.ts'
import { AppError } from '../errors.ts'
import { neighboursOf } from '../neighbours.ts'
import { rowAreaM2 } from '../plane.ts'
import { type Box, boxesMeet, type CodeIndex, type ColumnStore, MOST_ANSWER_BYTES, type RangedLayer } from '../ranged-layer.ts'
import type { Condition } from '../symbology.ts'
import { AREA_FIELD, cellAt, findColumn, type Geometry, type Table } from '../table.ts'
import type { Task } from '../task.ts'
import { cellsOf, KEPT_BYTES } from './cells.ts'
import { passing } from './filter.ts'
import { identifyRows, type RowHit } from './identify.ts'
import { type PositionAnswer, positionAt, REACHES_M } from './position.ts'
import { rangedColumns } from './ranged-columns.ts'
import { type LngLatBox, makeResident, type Resident } from './resident.ts'
import { type FoundRow, foldText, searchTable } from './search.ts'
import { isRectangle, ringBox, selectRows } from './select.ts'
import { type Snap, snapTo } from './snap.ts'

type LngLat = readonly [number, number]

/** Degrees around a place that hold any tolerance of a click, and around a box the rounding of world pixels. */
const METRES_PER_DEGREE = 110_000
const ROUNDING_DEG = 1e-6
/** Rows whose areas are summed at a time. */
const SUM_ROWS = 8192
/** What is read at once around a pointer or a position. */
const MOST_CELL_BYTES = 16 << 20

/** Some rows of a ranged layer, ready to be asked as a table is. */
export interface Part {
  readonly resident: Resident
  /** number in the layer of each row, ascending */
  readonly numbers: Uint32Array
}

/**
 * Questions to a layer that stays in its file (lon/lat, as published layers are): the rows that an answer needs are read, made resident
 * and asked by the very functions that ask whole tables, so that both give the same answer.
 */
/**
 * @param mostBytes what one question may read of the features
 * @param keptBytes memory for rows around a pointer or a position
 */
export function askRanged(
  layer: RangedLayer,
  codes: CodeIndex | null = null,
  store: ColumnStore | null = null,
  mostBytes = MOST_ANSWER_BYTES,
  keptBytes = KEPT_BYTES,
) {
  const columns = rangedColumns(layer.schema, layer.count, store)
  /** @param asked of which the drawn area may be one */
  async function part(rows: Uint32Array, task: Task, asked: readonly AskedField[] = [], most = mostBytes): Promise<Part> {
    const read = await layer.read(rows, task, most)
    const table = asksArea(asked) ? withAreas(read, areasOf(read)) : read
    return { resident: await makeResident(table, task), numbers: rows }
  }
  const rowsIn = (box: Box, task: Task) => layer.rowsWhere((each) => boxesMeet(each, box), task.signal)
  /** to the numbers of the layer, ascending */
  const named = ({ numbers }: Part, rows: Uint32Array) => rows.map((row) => numbers[row])
  const sorted = (rows: ArrayLike<number>) => Uint32Array.from(new Set(Array.from(rows))).sort()

  const around = cellsOf(
    async (box, filter, task) => part((await rowsIn(box, task)).rows, task, filter, Math.min(mostBytes, MOST_CELL_BYTES)),
    keptBytes,
  )

  return {
    columns,
    /** Rows whose box meets one that `meets` knows, ascending. */
    rowsWhere: (meets: (box: Box) => boolean, task: Task) => layer.rowsWhere(meets, task.signal),
    /** Of rows that have a shape. */
    async boxesOf(rows: ArrayLike<number>, task: Task): Promise<readonly Box[]> {
      const boxes = await layer.boxesOf(sorted(rows), task.signal)
      return Array.from({ length: boxes.length / 4 }, (_, i) => [...boxes.subarray(4 * i, 4 * i + 4)] as unknown as Box).filter(
        ([west, , east]) => west <= east,
      )
    },
    part: (rows: ArrayLike<number>, task: Task, asked?: readonly AskedField[]) => part(sorted(rows), task, asked),
    /** @param rows ascending, each once */
    read: (rows: Uint32Array, task: Task): Promise<Table> => layer.read(rows, task, mostBytes),
    async identify(filter: readonly Condition[], [lng, lat]: LngLat, toleranceM: number, task: Task): Promise<readonly RowHit[]> {
      const padLat = toleranceM / METRES_PER_DEGREE + ROUNDING_DEG
      const padLng = padLat / Math.max(0.01, Math.cos((lat * Math.PI) / 180))
      const inReach = async (x: number, y: number) =>
        part((await rowsIn([lng - x, lat - y, lng + x, lat + y], task)).rows, task, filter)
      const near = await inReach(padLng, padLat).catch((error) => {
        if (!(error instanceof AppError) || error.code !== 'ranged.tooMuch') throw error
        // zoomed far out the reach of a press is a whole town: what lies right under it
        return inReach(ROUNDING_DEG, ROUNDING_DEG)
      })
      const hits = identifyRows(near.resident, filter, lng, lat, toleranceM)
      return hits.map((hit) => ({ ...hit, row: near.numbers[hit.row] }))
    },
    /** The nearest vertex within reach, else the nearest place on an edge; null also where there are too many rows for one to be meant. */
    async snap(filter: readonly Condition[], at: LngLat, toleranceM: number): Promise<Snap | null> {
      const near = await around({ lng: at[0], lat: at[1], reachM: toleranceM, filter })
      const snap = near && snapTo(near.resident, filter, at, toleranceM)
      return snap && { ...snap, row: near.numbers[snap.row] }
    },
    /** As of whole tables: rows farther away are read only where nothing is nearer. */
    async position(filter: readonly Condition[], [lng, lat]: LngLat, accuracyM: number | null): Promise<PositionAnswer> {
      let answer: PositionAnswer = { row: null, boundary: null, others: [] }
      const last = REACHES_M[REACHES_M.length - 1]
      for (const reachM of REACHES_M) {
        if (reachM < (accuracyM ?? 0) && reachM < last) continue
        const near = await around({ lng, lat, reachM, filter })
        if (!near) break
        const { row, boundary, others } = positionAt(near.resident, filter, lng, lat, accuracyM, reachM)
        const { numbers } = near
        answer = {
          row: row === null ? null : numbers[row],
          boundary,
          others: others.map((each) => ({ ...each, row: numbers[each.row] })),
        }
        if (row !== null) break
      }
      return answer
    },
    async select(filter: readonly Condition[], ring: readonly LngLat[], task: Task): Promise<Uint32Array> {
      if (ring.length < 3) return new Uint32Array(0)
      const [west, south, east, north] = ringBox(ring)
      const isBox = filter.length === 0 && isRectangle(ring, west, south, east, north)
      const { rows, boxes } = await rowsIn(padded([west, south, east, north]), task)
      // what lies wholly inside a box needs no look at its shape
      const isInside = (i: number) =>
        isBox && boxes[4 * i] > west && boxes[4 * i + 1] > south && boxes[4 * i + 2] < east && boxes[4 * i + 3] < north
      const doubtful = await part(
        rows.filter((_, i) => !isInside(i)),
        task,
        filter,
      )
      const found = named(doubtful, await selectRows(doubtful.resident, filter, ring, task))
      return Uint32Array.from([...rows.filter((_, i) => isInside(i)), ...found]).sort()
    },
    async totalArea(rows: Uint32Array | null, task: Task): Promise<{ areaM2: number; empty: number }> {
      if (!rows) throw new AppError('ranged.needsAll', {})
      const all = sorted(rows)
      let areaM2 = 0
      let empty = 0
      for (let from = 0; from < all.length; from += SUM_ROWS) {
        const { geometry } = await layer.read(all.subarray(from, from + SUM_ROWS), task, mostBytes)
        for (let row = 0; geometry && row + 1 < geometry.rows.length; row++) {
          if (geometry.rows[row] === geometry.rows[row + 1]) empty++
          else areaM2 += rowAreaM2(geometry, geometry.xy, row)
        }
        if (!geometry) empty += Math.min(SUM_ROWS, all.length - from)
        await task.breathe()
      }
      return { areaM2, empty }
    },
    async bounds(rows: Uint32Array | null, task: Task): Promise<LngLatBox | null> {
      if (!rows) return layer.extent
      const boxes = await layer.boxesOf(sorted(rows), task.signal)
      const all: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
      for (let i = 0; i < boxes.length; i += 4) {
        all[0] = Math.min(all[0], boxes[i])
        all[1] = Math.min(all[1], boxes[i + 1])
        all[2] = Math.max(all[2], boxes[i + 2])
        all[3] = Math.max(all[3], boxes[i + 3])
      }
      return all[0] <= all[2] ? all : null
    },
    /**
     * Whole codes and their beginnings are found by the codes that are written in order beside the layer; where these do not answer, the
     * fields are read one by one and searched as those of a table are.
     */
    async search(
      fields: readonly string[],
      filter: readonly Condition[],
      text: string,
      limit: number,
      task: Task,
    ): Promise<readonly FoundRow[]> {
      const wanted = foldText(text)
      const found: FoundRow[] = []
      for (const field of fields.filter((name) => codes?.fields.includes(name))) {
        const rows = sorted((await codes?.find(field, wanted, limit, task.signal)) ?? [])
        const { table } = (await part(rows, task, filter)).resident
        const [column, mask] = [findColumn(table, field), passing(table, filter)]
        for (let i = 0; column && i < rows.length; i++) {
          const value = String(cellAt(column, i))
          const isKnown = found.some(({ row }) => row === rows[i])
          if (mask?.[i] !== 0 && !isKnown) found.push({ row: rows[i], field, value, rank: foldText(value) === wanted ? 0 : 1 })
        }
      }
      const isAnswered = found.length >= limit || found.some(({ rank }) => rank === 0)
      const asked = fields.map((field) => ({ field }))
      if (!isAnswered && wanted !== '' && columns.has(fields))
        return searchTable(await columns.tableWith([...asked, ...filter], task), fields, filter, text, limit)
      return found.sort((a, b) => a.rank - b.rank || a.row - b.row)
    },
    async neighbours(row: number, task: Task): Promise<readonly { row: number; sharedM: number }[]> {
      const [west, south, east, north] = await layer.boxesOf([row], task.signal)
      if (!(west <= east)) return []
      const { rows } = await rowsIn(padded([west, south, east, north]), task)
      const { resident, numbers } = await part(rows, task)
      if (resident.geometry?.kind !== 'polygon') return []
      const near = Uint32Array.from(numbers, (_, i) => i)
      const found = neighboursOf(resident.geometry, resident.lngLat, numbers.indexOf(row), near)
      return found.map((each) => ({ ...each, row: numbers[each.row] }))
    },
  }
}
export type RangedTable = ReturnType<typeof askRanged>

const asksArea = (asked: readonly AskedField[]) =>
  asked.some(({ field, expression }) => field === AREA_FIELD || expression?.includes(AREA_FIELD))

/** As of whole tables: NaN where a row has no polygon. */
function areasOf({ geometry, length }: Table): Float64Array {
  const has = (row: number, { kind, rows }: Geometry) => kind === 'polygon' && rows[row] < rows[row + 1]
  return Float64Array.from({ length }, (_, row) =>
    geometry && has(row, geometry) ? rowAreaM2(geometry, geometry.xy, row) : Number.NaN,
  )
}

const padded = ([west, south, east, north]: Box): Box => [
  west - ROUNDING_DEG,
  south - ROUNDING_DEG,
  east + ROUNDING_DEG,
  north + ROUNDING_DEG,
]
