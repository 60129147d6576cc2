import { fromLngLat, pointToLngLat } from '../../core/crs.ts'
import { frameBox, type MapFrame, toPaper } from '../../core/print/map-frame.ts'
import type { PictureMark } from '../../core/print/marks.ts'

/** Pictures in tiles of the Web Mercator square. */
export interface TileSource {
  /** CSS pixels of a tile at its zoom */
  readonly size: number
  readonly maxZoom: number
  /** null: there is none, which is no failure */
  tile(z: number, x: number, y: number): Promise<ImageBitmap | null>
  /** parts of it can be seen through */
  readonly hasHoles: boolean
}
export interface TilePicture {
  readonly mark: PictureMark | null
  /** tiles that did not come */
  readonly missing: number
}

const EARTH_M = 2 * Math.PI * 6378137
/** What one sheet asks of a server or of the worker. */
const MOST_TILES = 300
/** What a browser paints at once; above, the picture is coarser than was asked for. */
const MOST_PIXELS = 40e6
const AT_ONCE = 6
/** Of the mask of what can be seen through: edges of rasters are straight. */
const MASK_PX = 1200

/**
 * Draws tiles into the plane of a sheet. Within a tile the two projections differ by less than a pixel from an affine map, so each is placed by
 * three of its corners.
 */
export async function tilePicture(
  frame: MapFrame,
  source: TileSource,
  dpi: number,
  opacity: number,
  signal: AbortSignal,
): Promise<TilePicture> {
  const { widthMm, heightMm, denominator } = frame
  const wanted = dpi / 25.4
  const scale = Math.min(wanted, Math.sqrt(MOST_PIXELS / (widthMm * heightMm)))
  const [width, height] = [Math.max(1, Math.round(widthMm * scale)), Math.max(1, Math.round(heightMm * scale))]
  const [, lat] = pointToLngLat(frame.crs, ...frame.centre)
  const metresPerPixel = denominator / 1000 / scale
  const box = frameBox(frame)
  let z = Math.round(Math.log2((EARTH_M * Math.cos((lat * Math.PI) / 180)) / (source.size * metresPerPixel)) + 0.3)
  z = Math.max(0, Math.min(source.maxZoom, z))
  let range = tilesOf(box, z)
  while (z > 0 && count(range) > MOST_TILES) range = tilesOf(box, --z)
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  const { a, b, c, f } = toPaper(frame)
  const place = (x: number, y: number) => {
    const [east, north] = fromLngLat(frame.crs, Float64Array.of(lngOf(x, z), latOf(y, z)))
    return [(a * east + b * north + c) * scale, (b * east - a * north + f) * scale] as const
  }
  let missing = 0
  let drawn = 0
  const waiting: (readonly [number, number])[] = []
  for (let y = range.y0; y <= range.y1; y++) for (let x = range.x0; x <= range.x1; x++) waiting.push([x, y])
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      signal.throwIfAborted()
      const [x, y] = next
      let image: ImageBitmap | null = null
      try {
        image = await source.tile(z, x, y)
      } catch {
        signal.throwIfAborted()
        missing++
      }
      if (!image) continue
      const [x0, y0] = place(x, y)
      const [x1, y1] = place(x + 1, y)
      const [x2, y2] = place(x, y + 1)
      // half a pixel over the edge, so that no seam is seen between two tiles
      const over = 1 + 0.6 / Math.max(1, Math.hypot(x1 - x0, y1 - y0))
      pen.setTransform(
        ((x1 - x0) * over) / image.width,
        ((y1 - y0) * over) / image.width,
        ((x2 - x0) * over) / image.height,
        ((y2 - y0) * over) / image.height,
        x0,
        y0,
      )
      pen.drawImage(image, 0, 0)
      image.close()
      drawn++
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  if (drawn === 0) return { mark: null, missing }
  const mark: PictureMark = {
    kind: 'picture',
    jpeg: await jpegOf(canvas),
    widthPx: width,
    heightPx: height,
    x: 0,
    y: 0,
    widthMm,
    heightMm,
    ...(opacity < 1 ? { opacity } : {}),
    ...(source.hasHoles ? { mask: maskOf(canvas) } : {}),
  }
  return { mark, missing }
}

function tilesOf([west, south, east, north]: readonly [number, number, number, number], z: number) {
  const n = 2 ** z
  const x = (lng: number) => Math.max(0, Math.min(n - 1, Math.floor(((lng + 180) / 360) * n)))
  const y = (lat: number) => {
    const sin = Math.sin((lat * Math.PI) / 180)
    return Math.max(0, Math.min(n - 1, Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * n)))
  }
  return { x0: x(west), x1: x(east), y0: y(north), y1: y(south) }
}
const count = ({ x0, x1, y0, y1 }: ReturnType<typeof tilesOf>) => (x1 - x0 + 1) * (y1 - y0 + 1)
const lngOf = (x: number, z: number) => (x / 2 ** z) * 360 - 180
const latOf = (y: number, z: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** z))) * 180) / Math.PI

async function jpegOf(canvas: OffscreenCanvas): Promise<Uint8Array<ArrayBuffer>> {
  const ground = new OffscreenCanvas(canvas.width, canvas.height)
  const pen = ground.getContext('2d')
  if (!pen) throw new Error('no canvas')
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, ground.width, ground.height)
  pen.drawImage(canvas, 0, 0)
  const blob = await ground.convertToBlob({ type: 'image/jpeg', quality: 0.88 })
  return new Uint8Array(await blob.arrayBuffer())
}

function maskOf(canvas: OffscreenCanvas): NonNullable<PictureMark['mask']> {
  const scale = Math.min(1, MASK_PX / Math.max(canvas.width, canvas.height))
  const [widthPx, heightPx] = [Math.max(1, Math.round(canvas.width * scale)), Math.max(1, Math.round(canvas.height * scale))]
  const pen = new OffscreenCanvas(widthPx, heightPx).getContext('2d')
  if (!pen) throw new Error('no canvas')
  pen.drawImage(canvas, 0, 0, widthPx, heightPx)
  const { data } = pen.getImageData(0, 0, widthPx, heightPx)
  return { bytes: Uint8Array.from({ length: widthPx * heightPx }, (_, i) => data[4 * i + 3]), widthPx, heightPx }
}
