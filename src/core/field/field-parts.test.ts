import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLANK_CHECK } from './check.fixture.ts'
import { blankPoint, type Check, changed, changedPoint, withAddedPoint } from './check.ts'
import { exifOf, withExif } from './jpeg-exif.ts'
import { differencesOf, relationOf, resolved } from './merge-checks.ts'

const base: Check = {
  ...BLANK_CHECK,
  points: ['a', 'b'].map((id, i) => blankPoint({ id, label: `J${i + 1}`, ring: 0, registered: { lng: 118 + i, lat: 37 } })),
  changes: { phone: 1 },
}

describe('two copies of a check', () => {
  it('follow each other by the changes that devices made, whatever their clocks say', () => {
    const later = changed(base, { note: '…' }, 'phone', '1999-01-01')
    expect(relationOf(base, later)).toBe('newer')
    expect(relationOf(later, base)).toBe('older')
    expect(relationOf(base, structuredClone(base))).toBe('same')
    const elsewhere = changed(base, { note: '!' }, 'desk', '2030-01-01')
    expect(relationOf(later, elsewhere)).toBe('conflict')
  })
  it('are one of same, newer, older and conflict, seen alike from both sides', () => {
    const counts = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 3 }))
    const mirrored = { same: 'same', newer: 'older', older: 'newer', conflict: 'conflict' }
    fc.assert(
      fc.property(counts, counts, (mine, theirs) => {
        const [a, b] = [
          { ...base, changes: mine },
          { ...base, changes: theirs },
        ]
        expect(relationOf(b, a)).toBe(mirrored[relationOf(a, b)])
      }),
    )
  })
  it('show where they differ, and are put together as chosen without a conflict after', () => {
    const mine = changedPoint(base, 'a', { status: 'intact', note: '在' }, 'phone', '1')
    const theirs = withAddedPoint(changedPoint(base, 'a', { status: 'lost' }, 'desk', '2'), 'x', 'desk', '2')
    const found = differencesOf(mine, theirs)
    expect(found.map(({ label, field }) => `${label} ${field}`)).toEqual(['J1 status', 'J1 note', 'X1 points'])
    const both = resolved(mine, theirs, new Set(['a status', 'x']), 'phone', '3')
    expect(both.points.map(({ label, status, note }) => `${label} ${status} ${note}`)).toEqual([
      'J1 lost 在',
      'J2 null ',
      'X1 added ',
    ])
    expect(relationOf(both, mine)).toBe('older')
    expect(relationOf(both, theirs)).toBe('older')
    const none = resolved(mine, theirs, new Set(), 'phone', '3')
    expect(none.points).toEqual(mine.points)
  })
})

describe('the Exif of a photo', () => {
  const tiff = (isLittle: boolean) => {
    const bytes = new Uint8Array(26)
    const view = new DataView(bytes.buffer)
    bytes.set(isLittle ? [0x49, 0x49] : [0x4d, 0x4d])
    view.setUint16(2, 42, isLittle)
    view.setUint32(4, 8, isLittle)
    view.setUint16(8, 1, isLittle)
    view.setUint16(10, 0x0112, isLittle)
    view.setUint16(12, 3, isLittle)
    view.setUint32(14, 1, isLittle)
    view.setUint16(18, 6, isLittle)
    return bytes
  }
  const segment = (isLittle: boolean) => {
    const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff(isLittle)]
    return [0xff, 0xe1, 0, body.length + 2, ...body]
  }
  const jpeg = (...parts: number[][]) => Uint8Array.from([0xff, 0xd8, ...parts.flat(), 0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9])
  const APP0 = [0xff, 0xe0, 0, 4, 1, 2]

  it.each([true, false])('is carried over, and the orientation set upright (little-endian: %s)', (isLittle) => {
    const exif = exifOf(jpeg(APP0, segment(isLittle)))!
    expect([...exif]).toEqual(segment(isLittle))
    const out = withExif(jpeg(APP0), exif)
    const kept = exifOf(out)!
    expect(new DataView(kept.buffer, 10).getUint16(18, isLittle)).toBe(1)
    // all else of the picture is as it was
    expect([...out.slice(2 + exif.length)]).toEqual([...jpeg(APP0).slice(2)])
  })
  it('is none where there is none, and nothing breaks on damage', () => {
    expect(exifOf(jpeg(APP0))).toBeNull()
    expect(withExif(Uint8Array.of(1, 2, 3), Uint8Array.of(4))).toEqual(Uint8Array.of(1, 2, 3))
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(80), (noise, at) => {
        const bytes = jpeg(APP0, segment(true))
        bytes.set(noise.slice(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length))
        withExif(jpeg(APP0), exifOf(bytes))
        withExif(jpeg(APP0), noise)
      }),
    )
  })
})
