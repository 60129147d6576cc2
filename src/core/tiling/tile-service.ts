import type { FeatureCollection } from 'geojson'
import { withAreas } from '../attributes/area-column.ts'
import { type AskedField, createAttributeService } from '../attributes/attribute-service.ts'
import { applyEdits } from '../edits/apply-edits.ts'
import type { Edits } from '../edits/edits.ts'
import { AppError } from '../errors.ts'
import { registerPoints } from '../field/register-points.ts'
import { rowToGeoJson, vertexRange } from '../geometry.ts'
import { neighboursOf } from '../neighbours.ts'
import { describeParcel } from '../parcel-papers/describe-parcel.ts'
import { rowAreaM2, rowPerimeterM } from '../plane.ts'
import { cutSheetLayer, type SheetLayerChoice } from '../print/sheet-layer.ts'
import { calculatedColumn, rowsAsTable } from '../query/calculated-column.ts'
import { ringTable } from '../query/ring-table.ts'
import { type SpatialQuestion, spatialRows } from '../query/spatial-rows.ts'
import type { ClassMethod, Condition } from '../symbology.ts'
import { AREA_FIELD, type Table } from '../table.ts'
import type { Task } from '../task.ts'
import { type DrawingChoice, type Drawn, makeDrawn } from './drawn.ts'
import { breaksOf, profileNumbers, profileValues } from './field-profile.ts'
import { passingRows } from './filter.ts'
import { identifyRows } from './identify.ts'
import { paintImageTile } from './image-tile.ts'
import { positionAt } from './position.ts'
import type { RangedTable } from './ranged-tables.ts'
import { type LngLatBox, makeResident, type Resident, rowsInBox } from './resident.ts'
import { searchTable } from './search.ts'
import { selectRows } from './select.ts'
import { type Snap, snapTo } from './snap.ts'
import { cutVectorTile } from './vector-tile.ts'

type LngLat = readonly [number, number]
interface TileAddress {
  readonly key: string
  readonly z: number
  readonly x: number
  readonly y: number
}

/** Box pad in world pixels around a row whose neighbours are sought: 2 cm and the rounding of boxes. */
const NEIGHBOUR_PAD = 3

/** Tables resident by id, and what is drawn of them: everything of the tiles worker that needs no browser. */
export function createTileService() {
  const residents = new Map<string, Resident>()
  /** layers that stay in their files; asked as long as no table of the same id is resident */
  const ranged = new Map<string, RangedTable>()
  const rangedOf = (id: string) => (residents.has(id) ? undefined : ranged.get(id))
  const drawings = new Map<string, Drawn>()
  const areas = new WeakMap<Resident, Float64Array>()

  function residentOf(id: string): Resident {
    const resident = residents.get(id)
    if (!resident) throw new AppError('tiles.noTable', { table: id })
    return resident
  }
  /** null when the drawing has gone while its last tiles were on their way */
  const drawnOf = (key: string) => drawings.get(key) ?? null

  /** With the areas of its rows where a condition or a sort asks for them. */
  async function withFields(resident: Resident, fields: readonly AskedField[], task: Task): Promise<Resident> {
    if (!fields.some(({ field, expression }) => field === AREA_FIELD || expression?.includes(AREA_FIELD))) return resident
    return { ...resident, table: withAreas(resident.table, await shownAreas(resident, task)) }
  }
  async function drawnOfResident(resident: Resident, choice: DrawingChoice, task: Task): Promise<Drawn> {
    return { ...makeDrawn(await withFields(resident, choice.filter, task), choice), resident }
  }
  /** NaN for rows without a polygon, since they have no area to be compared. */
  async function shownAreas(resident: Resident, task: Task): Promise<Float64Array> {
    const geometry = resident.geometry
    if (geometry?.kind !== 'polygon') return new Float64Array(resident.table.length).fill(Number.NaN)
    const areas = (await areasOf(resident, task)).slice()
    for (let row = 0; row < areas.length; row++) if (geometry.rows[row] === geometry.rows[row + 1]) areas[row] = Number.NaN
    return areas
  }

  /** Ellipsoidal areas of all rows, computed when first asked for. */
  async function areasOf(resident: Resident, task: Task): Promise<Float64Array> {
    let known = areas.get(resident)
    if (!known) {
      known = new Float64Array(resident.table.length)
      const geometry = resident.geometry
      for (let row = 0; geometry && row < known.length; row++) {
        known[row] = rowAreaM2(geometry, resident.lngLat, row)
        if (row % 256 === 0) await task.breathe()
      }
      areas.set(resident, known)
    }
    return known
  }

  return {
    async putTable({ id, table }: { id: string; table: Table }, task: Task) {
      const resident = residents.get(id) ?? (await makeResident(table, task))
      residents.set(id, resident)
      return { bbox: resident.bbox, vertices: resident.lngLat.length / 2 }
    },
    /** @throws AppError tiles.noTable */
    async editTable({ base, id, edits }: { base: string; id: string; edits: Edits }, task: Task) {
      const from = residentOf(base)
      const table = applyEdits(from.table, edits)
      // without a change of shape all that is made of the geometry still holds
      const resident = table.geometry === from.geometry ? { ...from, table } : await makeResident(table, task)
      residents.set(id, resident)
      return { bbox: resident.bbox }
    },
    putRanged(id: string, table: RangedTable) {
      ranged.set(id, table)
    },
    dropRanged(id: string) {
      ranged.delete(id)
    },
    /** null: resident, or not known at all */
    rangedTable: (id: string): RangedTable | null => rangedOf(id) ?? null,
    /** @throws AppError tiles.noTable */
    residentTable: (id: string) => residentOf(id).table,
    dropTable({ id }: { id: string }) {
      const resident = residents.get(id)
      residents.delete(id)
      for (const [key, drawn] of drawings) if (drawn.resident === resident) drawings.delete(key)
    },
    async putDrawable(choice: DrawingChoice & { readonly key: string; readonly table: string }, task: Task) {
      const far = rangedOf(choice.table)
      if (far && !choice.rows) throw new AppError('ranged.needsTable')
      const part = far && choice.rows ? await far.part(choice.rows, task) : null
      const drawn = part
        ? { ...makeDrawn(part.resident, { ...choice, rows: null }), numbers: part.numbers }
        : await drawnOfResident(residentOf(choice.table), choice, task)
      drawings.set(choice.key, drawn)
      return { counts: drawn.counts }
    },
    dropDrawable({ key }: { key: string }) {
      drawings.delete(key)
    },
    vectorTile({ key, z, x, y }: TileAddress): Uint8Array<ArrayBuffer> {
      const drawn = drawnOf(key)
      return drawn ? cutVectorTile(drawn, z, x, y) : new Uint8Array(0)
    },
    /** straight RGBA, size × size */
    imagePixels({ key, z, x, y, size }: TileAddress & { readonly size: number }): Uint8ClampedArray<ArrayBuffer> {
      const drawn = drawnOf(key)
      return drawn ? paintImageTile(drawn, z, x, y, size) : new Uint8ClampedArray(size * size * 4)
    },
    /** @throws AppError tiles.noTable, parcel.noShape, parcel.tooManyPoints, crs.unknown */
    describeParcel: ({ table, row, crs }: { table: string; row: number; crs: string }) =>
      describeParcel(residentOf(table), row, crs),
    /** @throws AppError tiles.noTable, print.tooMuch */
    async sheetLayer({ table, ...choice }: SheetLayerChoice & { readonly table: string }, task: Task) {
      return cutSheetLayer(await withFields(residentOf(table), choice.filter, task), choice, task)
    },
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
        const snap = resident && snapTo(await withFields(resident, filter, task), filter, at, toleranceM)
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
    async filterRows({ table, filter }: { table: string; filter: readonly Condition[] }, task: Task) {
      if (rangedOf(table)) throw new AppError('ranged.needsTable')
      return passingRows((await withFields(residentOf(table), filter, task)).table, filter)
    },
    async fieldNumbers({ table, field, bins }: { table: string; field: string; bins: number }) {
      return profileNumbers(residentOf(table).table, field, bins)
    },
    async fieldValues({ table, field, limit }: { table: string; field: string; limit: number }) {
      return profileValues(residentOf(table).table, field, limit)
    },
    async fieldBreaks({ table, field, method, count }: { table: string; field: string; method: ClassMethod; count: number }) {
      return breaksOf(residentOf(table).table, field, method, count)
    },
    ...createAttributeService(
      async (id, fields, task) => (await withFields(residentOf(id), fields, task)).table,
      (id, task) => shownAreas(residentOf(id), task),
    ),
    /** rows that the filter leaves and that are related to the other layer, or to what a ring (lon/lat) holds */
    async spatialRows(
      {
        table: id,
        filter,
        question,
        other,
      }: {
        table: string
        filter: readonly Condition[]
        question: SpatialQuestion
        other: { readonly table: string; readonly rows: Uint32Array | null } | { readonly ring: readonly LngLat[] }
      },
      task: Task,
    ): Promise<Uint32Array> {
      const resident = residentOf(id)
      const rows = passingRows((await withFields(resident, filter, task)).table, filter)
      if ('ring' in other) return spatialRows(resident.table, rows, ringTable(other.ring), null, question, false, task)
      const isOwn = other.table === id
      return spatialRows(resident.table, rows, residentOf(other.table).table, other.rows, question, isOwn, task)
    },
    /** some rows (null: all), with one more column where one is to be reckoned */
    async deriveTable(
      {
        table,
        rows,
        added,
      }: { table: string; rows: Uint32Array | null; added: { readonly name: string; readonly expression: string } | null },
      task: Task,
    ): Promise<Table> {
      const asked = added ? [{ field: '', expression: added.expression }] : []
      const resident = await withFields(residentOf(table), asked, task)
      const column = added && (await calculatedColumn(resident.table, added.name, added.expression, task))
      return rowsAsTable(resident.table, rows, column)
    },
    async measure({ table, row }: { table: string; row: number }, task: Task) {
      const far = rangedOf(table)
      return far ? measureRow((await far.part([row], task)).resident, 0) : measureRow(residentOf(table), row)
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
      return positionAt(await withFields(residentOf(table), filter, task), filter, at[0], at[1], accuracyM)
    },
    async boundaryPoints({ table, row }: { table: string; row: number }) {
      const { geometry, lngLat } = residentOf(table)
      return geometry?.kind === 'polygon' ? registerPoints(geometry, lngLat, row) : []
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

function boxOfRows({ geometry, lngLat }: Resident, rows: ArrayLike<number>): LngLatBox | null {
  if (!geometry) return null
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let k = 0; k < rows.length; k++) {
    const [from, to] = vertexRange(geometry, rows[k])
    for (let i = from; i < to; i++) {
      box[0] = Math.min(box[0], lngLat[2 * i])
      box[1] = Math.min(box[1], lngLat[2 * i + 1])
      box[2] = Math.max(box[2], lngLat[2 * i])
      box[3] = Math.max(box[3], lngLat[2 * i + 1])
    }
  }
  return box[0] <= box[2] ? box : null
}
