import { Zlib } from 'fflate'
import { joinBytes } from '../join-bytes.ts'

/**
 * A PNG of RGB pixels that is written in stripes, so that a page of a hundred million pixels never is in memory at once.
 * Carries its resolution, which a program that prints it needs. Source: PNG, third edition.
 */
export interface PngWriter {
  /** @param rgba rows of the picture, from the top */
  addRows(rgba: Uint8ClampedArray): void
  finish(): Uint8Array<ArrayBuffer>
}

export function createPng(widthPx: number, heightPx: number, dpi: number): PngWriter {
  const chunks: Uint8Array[] = [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)]
  const header = new DataView(new ArrayBuffer(13))
  header.setUint32(0, widthPx)
  header.setUint32(4, heightPx)
  // eight bits, RGB
  header.setUint8(8, 8)
  header.setUint8(9, 2)
  chunks.push(chunk('IHDR', new Uint8Array(header.buffer)))
  const density = new DataView(new ArrayBuffer(9))
  density.setUint32(0, Math.round(dpi / 0.0254))
  density.setUint32(4, Math.round(dpi / 0.0254))
  density.setUint8(8, 1)
  chunks.push(chunk('pHYs', new Uint8Array(density.buffer)))
  const zlib = new Zlib({ level: 4 }, (data) => chunks.push(chunk('IDAT', data)))
  const stride = 3 * widthPx
  return {
    addRows(rgba) {
      const rows = rgba.length / (4 * widthPx)
      const out = new Uint8Array(rows * (stride + 1))
      for (let row = 0, to = 0, from = 0; row < rows; row++) {
        // filter "sub": flat areas become zeroes
        out[to++] = 1
        for (let x = 0; x < widthPx; x++, from += 4, to += 3) {
          const before = x > 0
          out[to] = rgba[from] - (before ? rgba[from - 4] : 0)
          out[to + 1] = rgba[from + 1] - (before ? rgba[from - 3] : 0)
          out[to + 2] = rgba[from + 2] - (before ? rgba[from - 2] : 0)
        }
      }
      zlib.push(out)
    },
    finish() {
      zlib.push(new Uint8Array(0), true)
      chunks.push(chunk('IEND', new Uint8Array(0)))
      return joinBytes(chunks)
    },
  }
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i)
  bytes.set(data, 8)
  view.setUint32(data.length + 8, crc(bytes.subarray(4, data.length + 8)))
  return bytes
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})
function crc(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of bytes) c = CRC[(c ^ byte) & 255] ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}
