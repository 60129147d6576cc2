import { createDashboardService } from '../dashboard/dashboard-service.ts'
import { applyEdits } from '../edits/apply-edits.ts'
import type { Edits } from '../edits/edits.ts'
import { describeFarParcel } from '../parcel-papers/describe-far-parcel.ts'
import { describeParcel } from '../parcel-papers/describe-parcel.ts'
import { frameBox } from '../print/map-frame.ts'
import { cutSheetLayer, type SheetLayerChoice } from '../print/sheet-layer.ts'
import { boxesMeet } from '../ranged-layer.ts'
import type { Table } from '../table.ts'
import type { Task } from '../task.ts'
import { type Classed, classRows, type DrawingChoice, type Drawn, makeDrawn } from './drawn.ts'
import { createFeatureService } from './feature-service.ts'
import { paintImageTile } from './image-tile.ts'
import { templateFields } from './label-text.ts'
import type { RangedTable } from './ranged-tables.ts'
import { redrawTile } from './redraw-tile.ts'
import { makeResident, type Resident } from './resident.ts'
import { createRowService } from './row-service.ts'
import { createShelf } from './shelf.ts'
import { cutVectorTile } from './vector-tile.ts'

interface TileAddress {
  readonly key: string
  readonly z: number
  readonly x: number
  readonly y: number
}

/** Tables resident by id, and what is drawn of them: everything of the tiles worker that needs no browser. */
export function createTileService() {
  const shelf = createShelf()
  const { residents, ranged, rangedOf, residentOf, withFields } = shelf
  const drawings = new Map<string, Drawn>()
  /** how the published tiles of layers that stay in their files are drawn, where it is not as they were published */
  const redrawn = new Map<string, { readonly table: string; readonly classed: Classed; readonly hasLabels: boolean }>()

  /** null when the drawing has gone while its last tiles were on their way */
  const drawnOf = (key: string) => drawings.get(key) ?? null

  async function drawnOfResident(resident: Resident, choice: DrawingChoice, task: Task): Promise<Drawn> {
    return { ...makeDrawn(await withFields(resident, choice.filter, task), choice), resident }
  }

  return {
    async putTable({ id, table }: { id: string; table: Table }, task: Task) {
      const resident = residents.get(id) ?? (await makeResident(table, task))
      residents.set(id, resident)
      return { bbox: resident.bbox, vertices: resident.lngLat.length / 2 }
    },
    /** Makes what questions about a table will want, before they are asked; nothing when it has gone. */
    prepareTable(id: string): void {
      residents.get(id)?.index.prepare()
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
      for (const [key, { table }] of redrawn) if (table === id) redrawn.delete(key)
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
    async putDrawable(
      choice: DrawingChoice & { readonly key: string; readonly table: string; readonly keepsWords?: boolean },
      task: Task,
    ) {
      const far = rangedOf(choice.table)
      if (far && !choice.rows) {
        const classed = await classFar(far, choice, task)
        redrawn.set(choice.key, { table: choice.table, classed, hasLabels: choice.keepsWords || classed.label !== null })
        return { counts: classed.counts }
      }
      redrawn.delete(choice.key)
      const part = far && choice.rows ? await far.part(choice.rows, task) : null
      const drawn = part
        ? { ...makeDrawn(part.resident, { ...choice, rows: null }), numbers: part.numbers }
        : await drawnOfResident(residentOf(choice.table), choice, task)
      drawings.set(choice.key, drawn)
      return { counts: drawn.counts }
    },
    dropDrawable({ key }: { key: string }) {
      drawings.delete(key)
      redrawn.delete(key)
    },
    dropRedrawn({ key }: { key: string }) {
      redrawn.delete(key)
    },
    /** A published tile as its layer is drawn now; null: as it was published. */
    redrawTile(key: string, tile: Uint8Array): Uint8Array<ArrayBuffer> | null {
      const as = redrawn.get(key)
      return as ? redrawTile(tile, as.classed, as.hasLabels) : null
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
    async describeParcel({ table, row, crs }: { table: string; row: number; crs: string }, task: Task) {
      const far = rangedOf(table)
      return far ? describeFarParcel(far, row, crs, task) : describeParcel(residentOf(table), row, crs)
    },
    /** @throws AppError tiles.noTable, print.tooMuch */
    async sheetLayer({ table, ...choice }: SheetLayerChoice & { readonly table: string }, task: Task) {
      const far = rangedOf(table)
      if (!far) return cutSheetLayer(await withFields(residentOf(table), choice.filter, task), choice, task)
      const face = frameBox(choice.frame)
      const near = await far.rowsWhere((box) => boxesMeet(box, face), task)
      return cutSheetLayer((await far.part(near.rows, task, choice.filter)).resident, choice, task)
    },
    ...createFeatureService(shelf),
    ...createRowService(shelf),
    ...createDashboardService(shelf),
  }
}

/** Classes of the rows of a layer that stays in its file, from the fields that they depend on. */
async function classFar(far: RangedTable, choice: DrawingChoice, task: Task): Promise<Classed> {
  const { filter, classField, classSecond, labelField, labelTemplate } = choice
  const named = labelTemplate ? templateFields(labelTemplate) : labelField === null ? [] : [labelField]
  const classed = [...(classField === null ? [] : [classField]), ...(classSecond ? [classSecond.field] : [])]
  const asked = [...named, ...classed].map((field) => ({ field }))
  const rows = classRows(await far.columns.tableWith([...filter, ...asked], task), choice)
  return named.length > 0 ? rows : { ...rows, label: null }
}
