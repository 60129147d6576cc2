const SOI = 0xd8
const APP1 = 0xe1
const SOS = 0xda
const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0]
const ORIENTATION = 0x0112
const SHORT = 3

/**
 * The Exif segment (APP1 with its marker) of a JPEG: when, where and with what a picture was taken. null: there is none. Source: JEITA
 * CP-3451 (Exif 2.3) §4.5.
 */
export function exifOf(jpeg: Uint8Array): Uint8Array | null {
  if (jpeg[0] !== 0xff || jpeg[1] !== SOI) return null
  let at = 2
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1]
    if (marker === SOS) return null
    const length = jpeg[at + 2] * 256 + jpeg[at + 3]
    const end = at + 2 + length
    if (length < 2 || end > jpeg.length) return null
    if (marker === APP1 && EXIF.every((byte, i) => jpeg[at + 4 + i] === byte)) return jpeg.slice(at, end)
    at = end
  }
  return null
}

/**
 * A JPEG with an Exif segment put in, as the scaled picture has none of its own. Its pixels stand upright already, so the orientation is
 * set to 1. What is no JPEG is given back as it is.
 */
export function withExif(jpeg: Uint8Array, segment: Uint8Array | null): Uint8Array {
  if (!segment || jpeg[0] !== 0xff || jpeg[1] !== SOI) return jpeg
  const upright = setUpright(segment)
  const out = new Uint8Array(jpeg.length + upright.length)
  out.set(jpeg.subarray(0, 2))
  out.set(upright, 2)
  out.set(jpeg.subarray(2), 2 + upright.length)
  return out
}

function setUpright(segment: Uint8Array): Uint8Array {
  const copy = segment.slice()
  const tiff = 4 + EXIF.length
  if (copy.length < tiff + 8) return copy
  const view = new DataView(copy.buffer, tiff)
  const isLittle = copy[tiff] === 0x49
  const directory = view.getUint32(4, isLittle)
  if (directory + 2 > view.byteLength) return copy
  const count = view.getUint16(directory, isLittle)
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + 12 * i
    if (entry + 12 > view.byteLength) break
    if (view.getUint16(entry, isLittle) === ORIENTATION && view.getUint16(entry + 2, isLittle) === SHORT)
      view.setUint16(entry + 8, 1, isLittle)
  }
  return copy
}
