import type { GeoTIFFImage } from 'geotiff'

/** Blocks (tiles or strips) of an image, and how many of them reach beyond the end of the file: it was cut off. */
export async function cutBlocks(
  image: GeoTIFFImage,
  fileSize: number,
): Promise<{ readonly count: number; readonly cut: number }> {
  const { fileDirectory, isTiled } = image
  const numbers = async (tag: 'TileOffsets' | 'StripOffsets' | 'TileByteCounts' | 'StripByteCounts') =>
    (await fileDirectory.loadValue(tag)) as ArrayLike<number | bigint> | undefined
  const offsets = await numbers(isTiled ? 'TileOffsets' : 'StripOffsets')
  const lengths = await numbers(isTiled ? 'TileByteCounts' : 'StripByteCounts')
  const count = offsets?.length ?? 0
  let cut = 0
  for (let i = 0; i < count; i++) if (Number(offsets![i]) + Number(lengths?.[i] ?? 0) > fileSize) cut++
  return { count, cut }
}
