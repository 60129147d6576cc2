import '../core/projections.ts'
import { createGridService } from '../core/raster/grid-service.ts'
import { createTileService } from '../core/tiling/tile-service.ts'
import { openGeoTiff } from '../formats/geotiff-reader.ts'
import type { GridPlace } from './compute-api.ts'
import { type Port, serve, transferring } from './protocol.ts'
import type { TilesApi } from './tiles-api.ts'

const { imagePixels, ...service } = createTileService()
const { gridPixels, dropGrid, ...grids } = createGridService(({ file, name, crs }: GridPlace, task) =>
  openGeoTiff(file, { name, crs: crs ?? undefined, signal: task.signal }),
)

serve<TilesApi>(
  {
    ...service,
    ...grids,
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
