import type { GeoTIFFImage } from 'geotiff'

const YCBCR = 6
/** start of frame: baseline, extended, progressive (ITU T.81, table B.1) */
const FRAMES = [0xc0, 0xc1, 0xc2]

/** Unpacks a block; null: the image is packed otherwise. */
export type JpegUnpacker = (packed: Uint8Array, width: number, rows: number) => Promise<Uint8Array>

/** Blocks that are JPEG pictures (TIFF Technical Note 2), their tables kept apart. Brightness and two colours come as red, green, blue. */
export async function jpegUnpacker(image: GeoTIFFImage, samples: number): Promise<JpegUnpacker> {
  const { getDecoder } = await import('geotiff')
  const { fileDirectory } = image
  const isYcbcr = Number(await fileDirectory.loadValue('PhotometricInterpretation')) === YCBCR && samples === 3
  const tables = (await fileDirectory.loadValue('JPEGTables' as never)) as unknown
  const parameters = {
    JPEGTables: tables instanceof Uint8Array ? tables : tables ? Uint8Array.from(tables as number[]) : undefined,
  }
  return async (packed, width, rows) => {
    const frame = frameOf(packed)
    // what it claims is taken on trust by the library, up to 65 535 a side
    if (
      !frame ||
      frame.width !== width ||
      frame.height < rows ||
      frame.height > Math.max(rows, image.getTileHeight()) ||
      frame.samples !== samples
    )
      throw new Error(`JPEG of ${frame?.width} × ${frame?.height} × ${frame?.samples} for ${width} × ${rows} × ${samples}`)
    const decoder = (await getDecoder(7, parameters as never)) as unknown as { decodeBlock(buffer: ArrayBuffer): ArrayBuffer }
    const bytes = new Uint8Array(decoder.decodeBlock(packed.slice().buffer)).subarray(0, width * rows * samples)
    return isYcbcr ? toRgb(bytes) : bytes
  }
}

interface Frame {
  readonly width: number
  readonly height: number
  readonly samples: number
}
function frameOf(bytes: Uint8Array): Frame | null {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    if (FRAMES.includes(bytes[at + 1]))
      return {
        height: (bytes[at + 5] << 8) | bytes[at + 6],
        width: (bytes[at + 7] << 8) | bytes[at + 8],
        samples: bytes[at + 9],
      }
    at += 2 + ((bytes[at + 2] << 8) | bytes[at + 3])
  }
  return null
}

/** ITU-R BT.601 at full range, as JFIF has it. */
function toRgb(bytes: Uint8Array): Uint8Array {
  const out = new Uint8ClampedArray(bytes.length)
  for (let i = 0; i + 2 < bytes.length; i += 3) {
    const [y, cb, cr] = [bytes[i], bytes[i + 1] - 128, bytes[i + 2] - 128]
    out[i] = y + 1.402 * cr
    out[i + 1] = y - 0.344136 * cb - 0.714136 * cr
    out[i + 2] = y + 1.772 * cb
  }
  return new Uint8Array(out.buffer)
}
