import '../core/projections.ts'
import { copyTable } from '../core/copy-table.ts'
import { AppError } from '../core/errors.ts'
import { arrived, toSend } from '../core/lift-texts.ts'
import { packInPieces, unpackTable } from '../core/pack.ts'
import { createGridService } from '../core/raster/grid-service.ts'
import { AREA_FIELD, buffersOf } from '../core/table.ts'
import { KEPT_BYTES } from '../core/tiling/cells.ts'
import { askRanged } from '../core/tiling/ranged-tables.ts'
import { createTileService } from '../core/tiling/tile-service.ts'
import { openGeoTiff } from '../formats/geotiff-reader.ts'
import { byteSource } from '../formats/geotiff-source.ts'
import { openTileSet, type TileSet } from '../formats/pmtiles-reader.ts'
import { createCalm } from './calm.ts'
import type { GridPlace } from './compute-api.ts'
import { type Port, serve, transferring } from './protocol.ts'
import { rangeStates } from './ranged-files.ts'
import { keepPieces, readPieces } from './table-store.ts'
import type { TilesApi } from './tiles-api.ts'

/** of a kept table; the database takes each in a few milliseconds */
const PIECE_BYTES = 8 << 20

/** Keeping a table of so many vertices, and making its index, wait until the map is drawn: what is looked at goes first. */
const MANY_VERTICES = 200_000
const calm = createCalm(400, 15_000)

const { imagePixels, residentTable, prepareTable, rangedTable, putRanged, dropRanged, redrawTile, ...service } =
  createTileService()
const { gridPixels, heightPixels, dropGrid, ...grids } = createGridService(({ file, name, crs }: GridPlace, task) =>
  openGeoTiff(file, { name, crs: crs ?? undefined, signal: task.signal }),
)

/** Around a pointer rows of large layers are kept by their bytes: less on a device of little memory; not every browser tells. */
const { deviceMemory: deviceGiB = 4 } = globalThis.navigator as { readonly deviceMemory?: number }
const cellBytes = Math.min(KEPT_BYTES, deviceGiB * (8 << 20))

/** tiles of layers whose table is not here yet, by key */
const published = new Map<string, TileSet['tile']>()
const states = rangeStates()

serve<TilesApi>(
  {
    ...service,
    ...grids,
    async putTable(argument, task) {
      const { id, table } = await arrived(argument, task.breathe)
      const answer = await service.putTable({ id, table }, task)
      // it is drawn first
      void calm.whenCalm().then(() => prepareTable(id))
      return answer
    },
    mapDrawn: ({ isDrawn }) => calm.tell(isDrawn),
    async keepTable({ id, database }, task) {
      // taken now: it may be dropped meanwhile
      const table = residentTable(id)
      if ((table.geometry?.xy.length ?? 0) / 2 > MANY_VERTICES) await calm.whenCalm()
      await keepPieces(database, id, packInPieces(table, PIECE_BYTES), task)
    },
    async restoreTable({ id, database }, task) {
      const packed = await readPieces(database, id, task)
      if (!packed) return null
      const table = unpackTable(packed)
      const { bbox } = await service.putTable({ id, table }, task)
      const copy = await copyTable(table, task.breathe)
      const { sent, transfer } = await toSend({ table: copy, bbox }, buffersOf(copy), task.breathe)
      return transferring(sent, transfer)
    },
    async tableOrder(argument, task) {
      const order = await service.tableOrder(argument, task)
      return transferring(order, [order.buffer as ArrayBuffer])
    },
    async rowAreas(argument, task) {
      const areas = await service.rowAreas(argument, task)
      return transferring(areas, [areas.buffer as ArrayBuffer])
    },
    async deriveTable(argument, task) {
      // all rows share their columns with the resident table, which stays
      const copy = await copyTable(await service.deriveTable(argument, task), task.breathe)
      const { sent, transfer } = await toSend(copy, buffersOf(copy), task.breathe)
      return transferring(sent, transfer)
    },
    dropTable(argument) {
      service.dropTable(argument)
      dropGrid(argument)
    },
    async openTiles({ key, file, name }) {
      const { tile, ...about } = await openTileSet(file, name, { onState: states.listen(key, name) })
      published.set(key, tile)
      return about
    },
    async openRanged({ id, key, file, codes, columns, mostWholeBytes }, task) {
      // of this kind of layer only
      const { openRanged } = await import('./open-ranged.ts')
      const opened = await openRanged(
        { file, codes, columns },
        ({ place, name }) => byteSource(place, name, { onState: states.listen(key, name), mostWholeBytes }),
        task.signal,
      )
      const { layer, columns: store, unread } = opened
      putRanged(id, askRanged(layer, opened.codes, store, undefined, cellBytes))
      const fieldBytes = store && Object.fromEntries(store.fields.map(({ name, bytes }) => [name, bytes]))
      return { count: layer.count, bbox: layer.extent, schema: layer.schema, fieldBytes, unread }
    },
    dropRanged: ({ id }) => dropRanged(id),
    async readRows({ id, rows, hasAreas }, task) {
      const table = (await rangedTable(id)?.part(rows, task, hasAreas ? [{ field: AREA_FIELD }] : []))?.resident.table
      if (!table) throw new AppError('tiles.noTable', { table: id })
      const { sent, transfer } = await toSend(table, buffersOf(table), task.breathe)
      return transferring(sent, transfer)
    },
    watchRanges: ({ key }, task) => states.watch(key, task),
    putDrawable(argument, task) {
      // of a layer that stays in its file they are what is drawn
      if (argument.rows || !rangedTable(argument.table)) published.delete(argument.key)
      return service.putDrawable(argument, task)
    },
    dropDrawable(argument) {
      published.delete(argument.key)
      service.dropDrawable(argument)
    },
    async vectorTile(argument, task) {
      const tile = published.get(argument.key)
      if (tile) {
        const read = await tile(argument.z, argument.x, argument.y, task.signal)
        const { buffer: shown } = redrawTile(argument.key, read) ?? read
        return transferring(shown, [shown])
      }
      const { buffer } = service.vectorTile(argument)
      return transferring(buffer, [buffer])
    },
    imageTile(argument) {
      return picture(imagePixels(argument), argument.size)
    },
    async sheetLayer(argument, task) {
      const layer = await service.sheetLayer(argument, task)
      return transferring(
        layer,
        layer.classes.flatMap(({ paths }) => [paths.xy.buffer as ArrayBuffer, paths.starts.buffer as ArrayBuffer]),
      )
    },
    async heightTile(argument, task) {
      const pixels = await heightPixels(argument, task)
      if (!pixels) throw new AppError('tiles.noTable', { table: argument.id })
      return picture(pixels, argument.size)
    },
    async gridTile(argument, task) {
      const { size } = argument
      return picture((await gridPixels(argument, task)) ?? new Uint8ClampedArray(4 * size * size), size)
    },
  },
  self as unknown as Port,
)

async function picture(pixels: Uint8ClampedArray<ArrayBuffer>, size: number): Promise<ImageBitmap> {
  const image = await createImageBitmap(new ImageData(pixels, size, size))
  return transferring(image, [image])
}
