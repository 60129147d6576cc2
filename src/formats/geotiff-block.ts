import { unzlibSync } from 'fflate'
import { Decompress } from 'fzstd'
import { type Samples, type SampleType, sampleBytes, samplesOf } from '../core/raster/grid.ts'

/** How the blocks (tiles or strips) of an image are packed. */
export interface BlockPacking {
  /** TIFF tag 259, one of READABLE */
  readonly compression: number
  /** TIFF tag 317: 1 none, 2 horizontal differences, 3 of floating-point numbers */
  readonly predictor: number
  readonly sampleType: SampleType
  /** of a sample: 1, 2 and 4 stand for numbers below 2, 4 and 16, packed into bytes row by row */
  readonly bits: number
  /** cells in a row */
  readonly width: number
  /** samples of one cell in this block */
  readonly samples: number
  readonly isLittleEndian: boolean
}

/** Compressions that are read; blocks of JPEG come as samples (geotiff-jpeg.ts). Others need WebAssembly or the page's picture decoder. */
export const READABLE: readonly number[] = [1, 5, 7, 8, 32773, 32946, 50000]
const ZSTD = 50000

/**
 * Unpacks a block of `rows` rows. No more memory is taken than the header promises, whatever the packed bytes say.
 * @throws Error when they end too early or make no sense
 */
export function unpackBlock(packed: Uint8Array, rows: number, packing: BlockPacking): Samples {
  const { compression, predictor, sampleType, bits, width, samples, isLittleEndian } = packing
  const size = sampleBytes(sampleType)
  const isFine = bits < 8
  const needed = isFine ? rows * Math.ceil((width * samples * bits) / 8) : rows * width * samples * size
  const bytes = unpack(packed, compression, needed)
  if (bytes.length < needed) throw new Error(`${bytes.length} of ${needed} bytes`)
  if (isFine) return spread(bytes, rows, width * samples, bits)
  // its own buffer, aligned for the samples
  const own = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice(0, needed)
  // floating-point differences put the bytes in order themselves
  if (!isLittleEndian && predictor !== 3) turnBytes(own, size)
  if (predictor === 3) joinBytes(own, rows, width * samples, samples, size)
  const values = samplesOf(sampleType, own.buffer as ArrayBuffer)
  if (predictor === 2) addUp(integersOf(own, size), rows, width, samples)
  return values
}

function unpack(packed: Uint8Array, compression: number, needed: number): Uint8Array {
  switch (compression) {
    case 1:
      return packed.slice(0, needed)
    case 5:
      return unpackLzw(packed, needed)
    case 32773:
      return unpackBits(packed, needed)
    case ZSTD:
      return unpackZstd(packed, needed)
    default:
      // header, one block, checksum; of less the library makes zeros
      if (packed.length < 8) throw new Error(`${packed.length} bytes packed`)
      return unzlibSync(packed, { out: new Uint8Array(needed) })
  }
}

const CLEAR = 256
const END = 257
const MOST_CODES = 4096

/** LZW as TIFF 6.0 has it (section 13): first bit highest, codes of 9 to 12 bits that grow one code early. */
function unpackLzw(packed: Uint8Array, needed: number): Uint8Array {
  const out = new Uint8Array(needed)
  // a code's string is that of its prefix and one more byte
  const prefix = new Uint16Array(MOST_CODES)
  const last = Uint8Array.from({ length: MOST_CODES }, (_, i) => i)
  const length = new Uint16Array(MOST_CODES).fill(1)
  let next = END + 1
  let width = 9
  let previous = -1
  let filled = 0
  let bits = 0
  let held = 0
  let at = 0
  while (filled < needed) {
    while (held < width && at < packed.length) {
      bits = ((bits << 8) | packed[at++]) & 0xffffff
      held += 8
    }
    if (held < width) break
    held -= width
    const code = (bits >> held) & ((1 << width) - 1)
    if (code === END) break
    if (code === CLEAR) {
      next = END + 1
      width = 9
      previous = -1
      continue
    }
    if (code > next || (code === next && previous < 0)) throw new Error(`LZW code ${code} before ${next}`)
    // a code that is only now being made stands for the previous string and its own first byte
    const source = code < next ? code : previous
    const size = length[source]
    let first = source
    for (let k = size - 1; k >= 0; k--) {
      if (filled + k < needed) out[filled + k] = last[first]
      if (k > 0) first = prefix[first]
    }
    const firstByte = last[first]
    filled += size
    if (code === next && filled < needed) out[filled] = firstByte
    if (code === next) filled++
    if (previous >= 0 && next < MOST_CODES) {
      prefix[next] = previous
      last[next] = firstByte
      length[next] = length[previous] + 1
      next++
      if (next === (1 << width) - 1 && width < 12) width++
    }
    previous = code
  }
  return filled >= needed ? out : out.subarray(0, filled)
}

/** PackBits (TIFF 6.0, section 9). */
function unpackBits(packed: Uint8Array, needed: number): Uint8Array {
  const out = new Uint8Array(needed)
  let filled = 0
  let at = 0
  while (at < packed.length && filled < needed) {
    const head = (packed[at++] << 24) >> 24
    if (head === -128) continue
    if (head >= 0) {
      const run = packed.subarray(at, at + head + 1).subarray(0, needed - filled)
      out.set(run, filled)
      filled += run.length
      at += head + 1
    } else {
      out.fill(packed[at++], filled, filled + 1 - head)
      filled += 1 - head
    }
  }
  return filled >= needed ? out : out.subarray(0, filled)
}

/** Zstandard (RFC 8878), block by block, of which none is larger than 128 kB: it ends when there is enough. */
function unpackZstd(packed: Uint8Array, needed: number): Uint8Array {
  const out = new Uint8Array(needed)
  let filled = 0
  const enough = new Error()
  const stream = new Decompress((chunk) => {
    out.set(chunk.subarray(0, needed - filled), filled)
    filled = Math.min(needed, filled + chunk.length)
    if (filled === needed) throw enough
  })
  try {
    stream.push(packed, true)
  } catch (error) {
    if (error !== enough) throw error
  }
  return out.subarray(0, filled)
}

/** Samples of less than a byte, the first in the highest bits; each row begins with a byte. */
function spread(bytes: Uint8Array, rows: number, perRow: number, bits: number): Uint8Array {
  const out = new Uint8Array(rows * perRow)
  const stride = Math.ceil((perRow * bits) / 8)
  const mask = (1 << bits) - 1
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < perRow; i++) {
      const bit = i * bits
      out[row * perRow + i] = (bytes[row * stride + (bit >> 3)] >> (8 - bits - (bit & 7))) & mask
    }
  return out
}

function turnBytes(bytes: Uint8Array, size: number): void {
  if (size === 1) return
  for (let i = 0; i < bytes.length; i += size) bytes.subarray(i, i + size).reverse()
}

function integersOf(bytes: Uint8Array, size: number): Uint8Array | Uint16Array | Uint32Array {
  const buffer = bytes.buffer as ArrayBuffer
  return size === 1 ? bytes : size === 2 ? new Uint16Array(buffer) : new Uint32Array(buffer)
}

/** Each sample is stored as its difference to the same sample of the cell before. */
function addUp(values: Uint8Array | Uint16Array | Uint32Array, rows: number, width: number, samples: number): void {
  const stride = width * samples
  for (let row = 0; row < rows; row++)
    for (let i = row * stride + samples; i < (row + 1) * stride; i++) values[i] += values[i - samples]
}

/** Rows hold the highest bytes of all samples, then the second …, each as differences (Adobe, TIFF technical note 3). */
function joinBytes(bytes: Uint8Array, rows: number, perRow: number, samples: number, size: number): void {
  const stride = perRow * size
  const copy = new Uint8Array(stride)
  for (let row = 0; row < rows; row++) {
    const line = bytes.subarray(row * stride, (row + 1) * stride)
    for (let i = samples; i < stride; i++) line[i] += line[i - samples]
    copy.set(line)
    for (let i = 0; i < perRow; i++) for (let b = 0; b < size; b++) line[i * size + b] = copy[(size - 1 - b) * perRow + i]
  }
}
