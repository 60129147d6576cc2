import { zlibSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { type BlockPacking, unpackBlock } from './geotiff-block.ts'

const packing = (patch: Partial<BlockPacking>): BlockPacking => ({
  compression: 1,
  predictor: 1,
  sampleType: 'u8',
  bits: 8,
  width: 4,
  samples: 1,
  isLittleEndian: true,
  ...patch,
})

describe('blocks of a TIFF', () => {
  it('are put together from horizontal differences, per band, in both byte orders', () => {
    const cells = [1000, 7, 1003, 9, 990, 0, 60000, 1]
    const differences = cells.map((value, i) => (i % 4 < 2 ? value : (value - cells[i - 2] + 65536) % 65536))
    for (const isLittleEndian of [true, false]) {
      const view = new DataView(new ArrayBuffer(16))
      for (const [i, value] of differences.entries()) view.setUint16(2 * i, value, isLittleEndian)
      const packed = zlibSync(new Uint8Array(view.buffer))
      const how = packing({ compression: 8, predictor: 2, sampleType: 'u16', width: 2, samples: 2, isLittleEndian })
      expect(Array.from(unpackBlock(packed, 2, how))).toEqual(cells)
    }
  })

  it('are put together from floating-point differences', () => {
    const values = Float32Array.of(1.5, -2.25, 1e-20, 3e8)
    const view = new DataView(new ArrayBuffer(16))
    for (const [i, value] of values.entries())
      for (let b = 0; b < 4; b++) {
        const each = new DataView(new ArrayBuffer(4))
        each.setFloat32(0, value)
        view.setUint8(b * 4 + i, each.getUint8(b))
      }
    const bytes = new Uint8Array(view.buffer)
    for (let i = bytes.length - 1; i > 0; i--) bytes[i] -= bytes[i - 1]
    for (const isLittleEndian of [true, false])
      expect(unpackBlock(bytes, 1, packing({ predictor: 3, sampleType: 'f32', isLittleEndian }))).toEqual(values)
  })

  it('are unpacked from PackBits', () => {
    // the example of the specification
    const packed = Uint8Array.of(0xfe, 0xaa, 0x02, 0x80, 0x00, 0x2a, 0xfd, 0xaa, 0x03, 0x80, 0x00, 0x2a, 0x22, 0xf7, 0xaa)
    const found = unpackBlock(packed, 1, packing({ compression: 32773, width: 24 }))
    expect(Array.from(found)).toEqual([
      ...[0xaa, 0xaa, 0xaa, 0x80, 0x00, 0x2a, 0xaa, 0xaa, 0xaa, 0xaa, 0x80, 0x00, 0x2a, 0x22],
      ...Array(10).fill(0xaa),
    ])
  })

  it('take no more room than promised, and are refused when they end early', () => {
    const bomb = zlibSync(new Uint8Array(1 << 22))
    expect(unpackBlock(bomb, 1, packing({ compression: 8 })).length).toBe(4)
    for (const compression of [1, 5, 8, 32773])
      expect(() => unpackBlock(Uint8Array.of(0x78, 0x9c, 0x03), 1, packing({ compression, width: 4000 }))).toThrow()
  })
})
