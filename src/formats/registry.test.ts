import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { decode, hectares, KENLI, load } from '../../tests/decode-files.ts'
import { toLngLat } from '../core/crs.ts'
import { cellAt, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { decodeFiles, formats, importExtensions } from './registry.ts'

/** The first corner of each row, for formats without polygons. */
function cornersOf(table: Table): Table {
  const { xy, rings, parts, rows } = table.geometry!
  const each = Uint32Array.from({ length: table.length + 1 }, (_, i) => i)
  const corners = Float64Array.from({ length: table.length * 2 }, (_, i) => xy[rings[parts[rows[i >> 1]]] * 2 + (i & 1)])
  return { ...table, geometry: { kind: 'point', xy: corners, rings: each, parts: each, rows: each } }
}
function random(seed: number): () => number {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed
  }
}

describe('every format', () => {
  test('is found once, with an id, both languages and extensions', () => {
    expect(formats.map((format) => format.id)).toEqual(expect.arrayContaining(['flatgeobuf', 'geojson', 'shapefile', 'txt']))
    expect(new Set(formats.map((format) => format.id)).size).toBe(formats.length)
    for (const { title, extensions } of formats) {
      expect(title.zh).not.toBe('')
      expect(title.en).not.toBe('')
      expect(extensions.every((extension) => /^[a-z0-9]+$/.test(extension))).toBe(true)
    }
    expect(importExtensions()).toEqual(expect.arrayContaining(['zip', 'geojson', 'fgb', 'shp', 'dbf', 'gml']))
  })

  const fixtures = 'tests/fixtures/formats'
  test.each(['parcels.geojson', 'parcels.fgb', 'parcels-gbk.zip', 'parcels.csv', 'parcels.xlsx', 'parcels.kmz'])(
    '%s gives the twelve parcels',
    async (name) => {
      const { layers, failures } = await decode([load(`${fixtures}/${name}`)])
      expect(failures).toEqual([])
      expect(layers).toHaveLength(1)
      const [{ table, receipt, questions }] = layers
      expect(questions).toEqual([])
      expect(receipt).toMatchObject({
        file: name,
        count: 12,
        withoutGeometry: 0,
        skipped: 0,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      })
      // 12 squares of 0.002°, a hole and a second part of a quarter of that each
      expect(hectares(table)).toBeCloseTo(12 * 3.9203, 1)
      const rows = Array.from({ length: 12 }, (_, row) => table.columns.map((column) => cellAt(column, row)))
      expect(rows.map(String)).toContain('9007199254740993104,0101,垦利街道办事处,39049.36')
      expect(rows.map((row) => typeof row[0])).not.toContain('number')
      const part = table.geometry!
      expect([part.rows.length - 1, part.parts.length - 1, part.rings.length - 1]).toEqual([12, 13, 14])
    },
  )

  test.each(formats.filter((format) => format.encode && format.decode).map((format) => [format.id, format] as const))(
    '%s writes what it reads',
    async (_, format) => {
      const [{ table, fields }] = (await decode([load(`${fixtures}/parcels-gbk.zip`)])).layers
      const holdsPolygons = format.writes?.kinds?.includes('polygon') ?? true
      const source = holdsPolygons ? table : cornersOf(table)
      const input = { table: source, rows: Uint32Array.of(0, 4, 8), fields }
      const losses = (await format.losses?.(input)) ?? []
      const file = await format.encode!(input, quietTask())
      const [{ table: again }] = (await decode([{ name: file.name, bytes: file.bytes }])).layers
      expect(again.geometry!.kind).toBe(source.geometry!.kind)
      expect(again.geometry!.parts.length - 1).toBe(holdsPolygons ? 4 : 3)
      // to the millimetre, whichever vertex a ring begins with
      const places = (of: Table, row: number) => {
        const lngLat = toLngLat(of.crs, of.geometry!.xy)
        const { rows: offsets, parts, rings } = of.geometry!
        const [start, end] = [rings[parts[offsets[row]]], rings[parts[offsets[row + 1]]]]
        return Array.from({ length: end - start }, (_, i) => [lngLat[(start + i) * 2], lngLat[(start + i) * 2 + 1]])
      }
      for (const [row, from] of [0, 4, 8].entries()) {
        const wanted = places(source, from)
        const found = places(again, row)
        expect(found).toHaveLength(wanted.length)
        for (const [x, y] of wanted)
          expect(Math.min(...found.map(([a, b]) => Math.max(Math.abs(a - x), Math.abs(b - y))))).toBeLessThan(1.2e-8)
      }
      // what is lost must have been said before
      if (losses.some(({ code }) => code === 'write.fieldsDropped')) return
      const texts = (of: Table, rows: readonly number[]) =>
        rows.map((row) => of.columns.map((column) => String(cellAt(column, row))).join()).sort()
      expect(texts(again, [0, 1, 2])).toEqual(texts(source, [0, 4, 8]))
    },
  )

  test('a fixture with changed bytes never throws and always comes to an end', async () => {
    const next = random(37)
    for (const name of readdirSync(fixtures)) {
      const { bytes } = load(`${fixtures}/${name}`)
      for (let run = 0; run < 120; run++) {
        const changed = run % 6 === 0 ? bytes.slice(0, next() % bytes.length) : bytes.slice()
        for (let k = 0; k <= run % 7 && changed.length > 0; k++) changed[next() % changed.length] = next() >>> 24
        const { layers, failures } = await decode([{ name, bytes: changed }])
        expect(layers.length + failures.length).toBeGreaterThan(0)
        expect(failures.filter(({ code }) => code === 'format.failed')).toEqual([])
      }
    }
  }, 60_000)

  test('cancelling stops the whole import', async () => {
    const controller = new AbortController()
    controller.abort(new DOMException('cancelled', 'AbortError'))
    const task = { ...quietTask(), signal: controller.signal, breathe: async () => controller.signal.throwIfAborted() }
    await expect(decodeFiles([load(`${fixtures}/parcels.geojson`)], KENLI, task)).rejects.toThrow('cancelled')
  })
})
