import type { FeatureCollection } from 'geojson'
import { AppError } from '../errors.ts'
import { registerPoints } from '../field/register-points.ts'
import { rowToGeoJson, vertexRange } from '../geometry.ts'
import { neighboursOf } from '../neighbours.ts'
import { rowAreaM2, rowPerimeterM } from '../plane.ts'
import type { Condition } from '../symbology.ts'
import type { Task } from '../task.ts'
import { identifyRows } from './identify.ts'
import { positionAt } from './position.ts'
import { boxOfRows, type Resident, rowsInBox } from './resident.ts'
import { defectOf } from './row-defect.ts'
import { searchTable } from './search.ts'
import { selectRows } from './select.ts'
import type { Shelf } from './shelf.ts'
import { type Snap, snapTo } from './snap.ts'

type LngLat = readonly [number, number]

/** Box pad in world pixels around a row whose neighbours are sought: 2 cm and the rounding of boxes. */
const NEIGHBOUR_PAD = 3

/** What stands at a place, and what can be said of features that are named: their measures, shapes, neighbours. */
export function createFeatureService({ residents, ranged, rangedOf, residentOf, withFields, areasOf }: Shelf) {
  return {
    async identify(
      {
        at,
        toleranceM,
        tables,
        limit,
      }: {
        at: LngLat
        toleranceM: number
        tables: readonly { readonly id: string; readonly filter: readonly Condition[] }[]
        limit: number
      },
      task: Task,
    ) {
      const found = await Promise.all(
        tables.map(async ({ id, filter }) => {
          const resident = residents.get(id)
          const hits = resident
            ? identifyRows(await withFields(resident, filter, task), filter, at[0], at[1], toleranceM)
            : ((await ranged.get(id)?.identify(filter, at, toleranceM, task)) ?? [])
          return hits.map((hit) => ({ table: id, ...hit }))
        }),
      )
      return found.flat().slice(0, limit)
    },
    async snap(
      {
        at,
        toleranceM,
        tables,
      }: {
        at: LngLat
        toleranceM: number
        tables: readonly { readonly id: string; readonly filter: readonly Condition[] }[]
      },
      task: Task,
    ) {
      let best: (Snap & { readonly table: string }) | null = null
      for (const { id, filter } of tables) {
        const resident = residents.get(id)
        const snap = resident
          ? snapTo(await withFields(resident, filter, task), filter, at, toleranceM)
          : await ranged.get(id)?.snap(filter, at, toleranceM)
        if (!snap) continue
        const isBetter = !best || (snap.kind === best.kind ? snap.distanceM < best.distanceM : snap.kind === 'vertex')
        if (isBetter) best = { table: id, ...snap }
      }
      return best
    },
    async select(
      { table, filter, ring }: { table: string; filter: readonly Condition[]; ring: readonly LngLat[] },
      task: Task,
    ): Promise<Uint32Array> {
      return (
        rangedOf(table)?.select(filter, ring, task) ??
        selectRows(await withFields(residentOf(table), filter, task), filter, ring, task)
      )
    },
    async measure({ table, row }: { table: string; row: number }, task: Task) {
      const far = rangedOf(table)
      const [resident, at] = far ? [(await far.part([row], task)).resident, 0] : [residentOf(table), row]
      return { ...measureRow(resident, at), defect: await defectOf(resident, at, task) }
    },
    async totalArea({ table, rows }: { table: string; rows: Uint32Array | null }, task: Task) {
      const far = rangedOf(table)
      if (far) return far.totalArea(rows, task)
      const resident = residentOf(table)
      const geometry = resident.geometry
      const rowAreas = await areasOf(resident, task)
      let areaM2 = 0
      let empty = 0
      for (const row of rows ? new Set(rows) : rowAreas.keys()) {
        if (!geometry || geometry.rows[row] === geometry.rows[row + 1]) empty++
        else areaM2 += rowAreas[row]
      }
      return { areaM2, empty }
    },
    async bounds({ table, rows }: { table: string; rows: Uint32Array | null }, task: Task) {
      const far = rangedOf(table)
      if (far) return far.bounds(rows, task)
      const resident = residentOf(table)
      return rows ? boxOfRows(resident, rows) : resident.bbox
    },
    async shapes(
      { table, rows, limit }: { table: string; rows: Uint32Array; limit: number },
      task: Task,
    ): Promise<FeatureCollection | null> {
      const part = await rangedOf(table)?.part(rows, task)
      const { geometry, lngLat } = part?.resident ?? residentOf(table)
      // row of the geometry, and its number in the layer
      const named = part ? Array.from(part.numbers, (number, row) => [row, number]) : Array.from(rows, (row) => [row, row])
      let vertices = 0
      for (const [row] of named) if (geometry) vertices += vertexRange(geometry, row).reduce((from, to) => to - from)
      if (!geometry || vertices > limit) return null
      return {
        type: 'FeatureCollection',
        features: named.flatMap(([row, number]) => {
          const shape = rowToGeoJson(geometry, row, lngLat)
          return shape ? [{ type: 'Feature', id: number + 1, properties: {}, geometry: shape }] : []
        }),
      }
    },
    async search(
      {
        text,
        targets,
        limit,
      }: {
        text: string
        targets: readonly { readonly table: string; readonly fields: readonly string[]; readonly filter: readonly Condition[] }[]
        limit: number
      },
      task: Task,
    ) {
      const found: { table: string; row: number; field: string; value: string; rank: number }[] = []
      for (const { table, fields, filter } of targets) {
        const resident = residents.get(table)
        const hits = resident
          ? searchTable((await withFields(resident, filter, task)).table, fields, filter, text, limit)
          : ((await ranged.get(table)?.search(fields, filter, text, limit, task)) ?? [])
        for (const hit of hits) found.push({ table, ...hit })
        await task.breathe()
      }
      // sort is stable: within a rank the order of targets stays
      return found.sort((a, b) => a.rank - b.rank).slice(0, limit)
    },
    async position(
      {
        at,
        accuracyM,
        table,
        filter,
      }: {
        at: LngLat
        accuracyM: number | null
        table: string
        filter: readonly Condition[]
      },
      task: Task,
    ) {
      const far = rangedOf(table)
      if (far) return far.position(filter, at, accuracyM)
      return positionAt(await withFields(residentOf(table), filter, task), filter, at[0], at[1], accuracyM)
    },
    async boundaryPoints({ table, row }: { table: string; row: number }, task: Task) {
      const part = await rangedOf(table)?.part([row], task)
      const { geometry, lngLat } = part?.resident ?? residentOf(table)
      return geometry?.kind === 'polygon' ? registerPoints(geometry, lngLat, part ? 0 : row) : []
    },
    async neighbours({ table, row }: { table: string; row: number }, task: Task) {
      const far = rangedOf(table)
      if (far) return far.neighbours(row, task)
      const resident = residentOf(table)
      const { geometry, lngLat, boxes } = resident
      if (geometry?.kind !== 'polygon') return []
      const at = row * 4
      const pad = NEIGHBOUR_PAD
      const near = rowsInBox(resident, boxes[at] - pad, boxes[at + 1] - pad, boxes[at + 2] + pad, boxes[at + 3] + pad)
      return neighboursOf(geometry, lngLat, row, near)
    },
  }
}

function measureRow(resident: Resident, row: number) {
  const { geometry, lngLat } = resident
  if (!geometry) throw new AppError('tiles.noGeometry', { table: resident.table.name, row })
  const [from, to] = vertexRange(geometry, row)
  // the vertex that closes a ring is no boundary point of its own
  const closing = geometry.kind === 'polygon' ? geometry.parts[geometry.rows[row + 1]] - geometry.parts[geometry.rows[row]] : 0
  return {
    areaM2: rowAreaM2(geometry, lngLat, row),
    perimeterM: rowPerimeterM(geometry, lngLat, row),
    vertices: to - from - closing,
    parts: geometry.rows[row + 1] - geometry.rows[row],
    bbox: boxOfRows(resident, [row]) ?? ([Number.NaN, Number.NaN, Number.NaN, Number.NaN] as const),
  }
}
