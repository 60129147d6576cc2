import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from './errors.ts'
import { packInPieces, packTable, unpackTable } from './pack.ts'
import type { Column, Geometry, Table } from './table.ts'

const number = fc.double({ noNaN: false })
function columnOf(length: number): fc.Arbitrary<Column> {
  const name = fc.string()
  const floats = fc.array(number, { minLength: length, maxLength: length }).map((values) => Float64Array.from(values))
  return fc.oneof(
    fc.record({ name, type: fc.constant('number' as const), values: floats }),
    fc.record({ name, type: fc.constant('date' as const), values: floats }),
    fc.record({
      name,
      type: fc.constant('boolean' as const),
      values: fc.array(fc.constantFrom(0, 1, 255), { minLength: length, maxLength: length }).map((v) => Uint8Array.from(v)),
    }),
    fc.array(fc.option(fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 4 }).chain((dictionary) =>
      fc.record({
        name,
        type: fc.constant('text' as const),
        dictionary: fc.constant(dictionary),
        codes: fc
          .array(fc.nat(dictionary.length - 1), { minLength: length, maxLength: length })
          .map((codes) => Uint32Array.from(codes)),
      }),
    ),
  )
}
const offsets = (counts: number[]) =>
  Uint32Array.from([0, ...counts].map((_, i) => counts.slice(0, i).reduce((a, b) => a + b, 0)))
function geometryOf(length: number): fc.Arbitrary<Geometry> {
  const counts = (n: number) => fc.array(fc.nat(3), { minLength: n, maxLength: n }).map(offsets)
  return counts(length).chain((rows) =>
    counts(rows[length]).chain((parts) =>
      counts(parts[parts.length - 1]).chain((rings) => {
        const vertices = rings[rings.length - 1]
        const floats = (n: number) => fc.array(number, { minLength: n, maxLength: n }).map((v) => Float64Array.from(v))
        return fc
          .record({
            kind: fc.constantFrom('point' as const, 'line' as const, 'polygon' as const),
            xy: floats(vertices * 2),
            z: fc.option(floats(vertices), { nil: undefined }),
            m: fc.option(floats(vertices), { nil: undefined }),
          })
          .map(({ kind, xy, z }) => ({ kind, xy, rings, parts, rows, ...(z ? { z } : {}) }))
      }),
    ),
  )
}
const tables: fc.Arbitrary<Table> = fc.nat(5).chain((length) =>
  fc.record({
    name: fc.string({ unit: 'grapheme' }),
    crs: fc.string(),
    length: fc.constant(length),
    columns: fc.array(columnOf(length), { maxLength: 4 }),
    geometry: fc.option(geometryOf(length)),
  }),
)

test('unpack(pack(t)) = t', () => {
  fc.assert(
    fc.property(tables, (table) => {
      expect(unpackTable(packTable(table))).toEqual(table)
    }),
    { seed: 4490 },
  )
})

test('pieces of whatever size are the packed table one after the other', () => {
  fc.assert(
    fc.property(tables, fc.integer({ min: 1, max: 40 }), (table, pieceBytes) => {
      const pieces = [...packInPieces(table, pieceBytes)]
      for (const piece of pieces.slice(1)) expect(piece.length).toBeLessThanOrEqual(Math.max(8, pieceBytes))
      expect(Buffer.concat(pieces).equals(new Uint8Array(packTable(table)))).toBe(true)
    }),
    { seed: 4490 },
  )
})

test('a damaged buffer is refused or gives a table, but nothing else', () => {
  const broken = fc.tuple(tables, fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 6 }), fc.nat(300))
  fc.assert(
    fc.property(broken, ([table, changes, cut]) => {
      const bytes = new Uint8Array(packTable(table))
      for (const [at, value] of changes) bytes[at % bytes.length] = value
      const buffer = cut % 2 ? bytes.slice(0, Math.max(0, bytes.length - cut)).buffer : bytes.buffer
      try {
        unpackTable(buffer)
      } catch (error) {
        expect(error).toBeInstanceOf(AppError)
      }
    }),
    { seed: 4490, numRuns: 500 },
  )
})

test('a newer version is named', () => {
  const buffer = packTable({ name: 't', crs: 'EPSG:4490', length: 0, columns: [], geometry: null })
  new Uint32Array(buffer)[1] = 2
  expect(() => unpackTable(buffer)).toThrow(expect.objectContaining({ code: 'pack.version', detail: { found: 2, expected: 1 } }))
})
