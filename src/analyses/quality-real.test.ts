import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Geos, startGeos } from '../../tests/geos.ts'
import { rowBox } from '../core/geometry.ts'
import { authalicPlane, lngLatOf } from '../core/plane.ts'
import { cellAt, findColumn } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { decodeFiles } from '../formats/registry.ts'
import quality from './quality.ts'

const DATA = '../shared/data'
const hasData = existsSync(DATA)
if (!hasData) console.warn(`skipped: ${DATA} is absent`)

const DEFAULTS = Object.fromEntries(
  Object.entries(quality.params).flatMap(([name, param]) =>
    param.kind === 'layer' ? [] : [[name, param.kind === 'fields' ? [] : param.initial]],
  ),
) as unknown as Omit<Parameters<typeof quality.run>[0], 'layer'>
/** Kinds of findings that make a shape invalid by OGC. */
const INVALID = ['self-intersection', 'touches-itself', 'hole-outside', 'degenerate']

let geos: Geos
beforeAll(async () => {
  geos = await startGeos()
})

describe.skipIf(!hasData)('quality of real layers', () => {
  it.each([
    ['kenli/dongying_counties_wgs84.geojson', 1, 0],
    ['kenli/marsh_moved_4528_gbk.zip', 5, 18],
    ['wetland/MathewsTM2012.zip', 12, null],
    ['cadastre/cambridge_parcels_fy2014.geojson', 37, 42],
  ])(
    '%s: the shapes that GEOS calls invalid, and its overlaps',
    async (path, invalidCount, overlapCount) => {
      const bytes = new Uint8Array(readFileSync(`${DATA}/${path}`))
      const { layers } = await decodeFiles([{ name: path.slice(path.lastIndexOf('/') + 1), bytes }], {}, quietTask())
      const [{ table, fields }] = layers
      const title = { zh: path, en: path }
      const source = { title, file: path, sha256: '', crs: table.crs, date: '', licence: '', isDemonstration: false, notes: [] }
      const layer = { table, rows: null, scope: 'all' as const, fields, codeLists: {}, source }
      const found = await quality.run({ ...DEFAULTS, layer }, quietTask())
      const kind = findColumn(found.table, 'kind')!
      const area = findColumn(found.table, 'area_m2')!
      const { offsets, rows: members } = found.members!
      const lines = Array.from({ length: found.table.length }, (_, line) => ({
        kind: String(cellAt(kind, line)),
        areaM2: Number(cellAt(area, line)),
        rows: [...members.subarray(offsets[line], offsets[line + 1])],
      }))

      const geometry = table.geometry!
      const lngLat = lngLatOf(table)
      const [west, south, east, north] = rowBox(geometry, 0, lngLat)!
      const xy = authalicPlane({ lng0: (west + east) / 2, latTs: (south + north) / 2 }).toPlane(lngLat)
      const invalid = Array.from({ length: table.length }, (_, row) => row).filter((row) => {
        const polygon = geos.polygon(geometry, xy, row)
        const isValid = geos.isValid(polygon)
        geos.destroy(polygon)
        return !isValid
      })
      expect(invalid).toHaveLength(invalidCount)
      const rowsOf = (kinds: readonly string[]) =>
        new Set(lines.filter((line) => kinds.includes(line.kind)).flatMap(({ rows }) => rows))
      // a spike without area is a warning of its own; nothing else may make a shape invalid, and nothing valid be called so
      const [told, spikes] = [rowsOf(INVALID), rowsOf(['spike', 'short-edge'])]
      expect(invalid.filter((row) => !told.has(row) && !spikes.has(row))).toEqual([])
      expect([...told].filter((row) => !invalid.includes(row))).toEqual([])
      if (overlapCount !== null)
        expect(lines.filter((line) => line.kind === 'overlap' && line.areaM2 > 0.5)).toHaveLength(overlapCount)
    },
    240_000,
  )
})
