import '../core/projections.ts'
import { createTileService } from '../core/tiling/tile-service.ts'
import { type Port, serve, transferring } from './protocol.ts'
import type { TilesApi } from './tiles-api.ts'

const { imagePixels, ...service } = createTileService()

serve<TilesApi>(
  {
    ...service,
    async vectorTile(argument) {
      const { buffer } = service.vectorTile(argument)
      return transferring(buffer, [buffer])
    },
    async imageTile(argument) {
      const image = await createImageBitmap(new ImageData(imagePixels(argument), argument.size, argument.size))
      return transferring(image, [image])
    },
  },
  self as unknown as Port,
)
