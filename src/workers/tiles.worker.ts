import '../core/projections.ts'
import { copyTable } from '../core/copy-table.ts'
import { packInPieces, unpackTable } from '../core/pack.ts'
import { createGridService } from '../core/raster/grid-service.ts'
import { buffersOf } from '../core/table.ts'
import { createTileService } from '../core/tiling/tile-service.ts'
import { openGeoTiff } from '../formats/geotiff-reader.ts'
import type { GridPlace } from './compute-api.ts'
import { type Port, serve, transferring } from './protocol.ts'
import { keepPieces, readPieces } from './table-store.ts'
import type { TilesApi } from './tiles-api.ts'

/** of a kept table; the database takes each in a few milliseconds */
const PIECE_BYTES = 8 << 20

const { imagePixels, residentTable, ...service } = createTileService()
const { gridPixels, dropGrid, ...grids } = createGridService(({ file, name, crs }: GridPlace, task) =>
  openGeoTiff(file, { name, crs: crs ?? undefined, signal: task.signal }),
)

serve<TilesApi>(
  {
    ...service,
    ...grids,
    keepTable: ({ id, database }, task) => keepPieces(database, id, packInPieces(residentTable(id), PIECE_BYTES), task),
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
    async vectorTile(argument) {
      const { buffer } = service.vectorTile(argument)
      return transferring(buffer, [buffer])
    },
    imageTile: (argument) => picture(imagePixels(argument), argument.size),
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
