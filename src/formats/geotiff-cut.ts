import type { GeoTIFFImage } from 'geotiff'

export interface Cut {
  readonly count: number
  /** blocks that reach beyond the end of the file: it was cut off */
  readonly cut: number
  /** there is not one that can be read */
  readonly isAll: boolean
}

/** What is missing of the blocks (tiles or strips) of an image. */
export async function cutBlocks(image: GeoTIFFImage, fileSize: number): Promise<Cut> {
  const { fileDirectory, isTiled } = image
  const numbers = async (tag: 'TileOffsets' | 'StripOffsets' | 'TileByteCounts' | 'StripByteCounts') =>
    (await fileDirectory.loadValue(tag)) as ArrayLike<number | bigint> | undefined
  const offsets = await numbers(isTiled ? 'TileOffsets' : 'StripOffsets')
  const lengths = await numbers(isTiled ? 'TileByteCounts' : 'StripByteCounts')
  const count = offsets?.length ?? 0
  let cut = 0
  let whole = 0
  for (let i = 0; i < count; i++) {
    const length = Number(lengths?.[i] ?? 0)
    if (Number(offsets![i]) + length > fileSize) cut++
    // a block without bytes is no value, and none that was read
    else if (length > 0) whole++
  }
  return { count, cut, isAll: cut > 0 && whole === 0 }
}
