import '../core/projections.ts'
import { copyTable } from '../core/copy-table.ts'
import { packInPieces, unpackTable } from '../core/pack.ts'
import { createGridService } from '../core/raster/grid-service.ts'
import { buffersOf } from '../core/table.ts'
import { createTileService } from '../core/tiling/tile-service.ts'
import { openGeoTiff } from '../formats/geotiff-reader.ts'
import { openTileSet, type TileSet } from '../formats/pmtiles-reader.ts'
import type { GridPlace } from './compute-api.ts'
import { type Port, serve, transferring } from './protocol.ts'
import { keepPieces, readPieces } from './table-store.ts'
import type { TilesApi } from './tiles-api.ts'

/** of a kept table; the database takes each in a few milliseconds */
const PIECE_BYTES = 8 << 20

/** Keeping a table of so many vertices waits until no tile was asked for so long, but not for ever: what is looked at goes first. */
const MANY_VERTICES = 200_000
const QUIET_MS = 400
const LONGEST_WAIT_MS = 5000
let tileAskedAt = Number.NEGATIVE_INFINITY

async function whenQuiet(): Promise<void> {
  const until = performance.now() + LONGEST_WAIT_MS
  tileAskedAt = Math.max(tileAskedAt, performance.now())
  while (performance.now() < Math.min(until, tileAskedAt + QUIET_MS))
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS / 4))
}

const { imagePixels, residentTable, ...service } = createTileService()
const { gridPixels, dropGrid, ...grids } = createGridService(({ file, name, crs }: GridPlace, task) =>
  openGeoTiff(file, { name, crs: crs ?? undefined, signal: task.signal }),
)

/** tiles of layers whose table is not here yet, by key */
const published = new Map<string, TileSet['tile']>()

serve<TilesApi>(
  {
    ...service,
    ...grids,
    async keepTable({ id, database }, task) {
      // taken now: it may be dropped meanwhile
      const table = residentTable(id)
      if ((table.geometry?.xy.length ?? 0) / 2 > MANY_VERTICES) await whenQuiet()
      await keepPieces(database, id, packInPieces(table, PIECE_BYTES), task)
    },
    async restoreTable({ id, database }, task) {
      const packed = await readPieces(database, id, task)
      if (!packed) return null
      const table = unpackTable(packed)
      const { bbox } = await service.putTable({ id, table }, task)
      const copy = await copyTable(table, task.breathe)
      return transferring({ table: copy, bbox }, buffersOf(copy))
    },
    dropTable(argument) {
      service.dropTable(argument)
      dropGrid(argument)
    },
    async openTiles({ key, file, name }) {
      const { tile, ...about } = await openTileSet(file, name)
      published.set(key, tile)
      return about
    },
    putDrawable(argument) {
      published.delete(argument.key)
      return service.putDrawable(argument)
    },
    dropDrawable(argument) {
      published.delete(argument.key)
      service.dropDrawable(argument)
    },
    async vectorTile(argument, task) {
      tileAskedAt = performance.now()
      const tile = published.get(argument.key)
      if (tile) {
        const { buffer: read } = await tile(argument.z, argument.x, argument.y, task.signal)
        return transferring(read, [read])
      }
      const { buffer } = service.vectorTile(argument)
      return transferring(buffer, [buffer])
    },
    imageTile(argument) {
      tileAskedAt = performance.now()
      return picture(imagePixels(argument), argument.size)
    },
    async sheetLayer(argument, task) {
      const layer = await service.sheetLayer(argument, task)
      return transferring(
        layer,
        layer.classes.flatMap(({ paths }) => [paths.xy.buffer as ArrayBuffer, paths.starts.buffer as ArrayBuffer]),
      )
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
