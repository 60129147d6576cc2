// Our engine against files and figures of other projects in ../shared/data: JTS suites, GEOS areas, real layers.

import { existsSync, readFileSync } from 'node:fs'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import '../../src/core/projections.ts'
import { sumOf } from '../../src/core/adjust.ts'
import { summariseAreas } from '../../src/core/area-summary.ts'
import { dissolve } from '../../src/core/dissolve.ts'
import { geometryFromGeoJson } from '../../src/core/geometry.ts'
import { type OverlayKind, overlay } from '../../src/core/overlay/layer-overlay.ts'
import { pairAreas } from '../../src/core/overlay/pair-areas.ts'
import { planarLayer } from '../../src/core/overlay/planar-layer.ts'
import { prepareZones } from '../../src/core/overlay/prepared-zones.ts'
import { ringAreaM2 } from '../../src/core/plane.ts'
import { makeSound } from '../../src/core/repair.ts'
import { cellAt, findColumn } from '../../src/core/table.ts'
import { quietTask } from '../../src/core/task.ts'
import { findDefects } from '../../src/core/validity.ts'
import { decodeFiles } from '../../src/formats/registry.ts'
import type { Parts } from '../nasty-polygons.ts'
import { tableOfParts } from '../polygon-tables.ts'

const DATA = '../shared/data'
const hasData = existsSync(DATA)
if (!hasData) console.warn(`skipped: ${DATA} is absent, so no suites and layers of other projects were run`)

const partsOf = (geometry: Polygon | MultiPolygon): Parts =>
  (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as Parts

describe.skipIf(!hasData)('30 overlay cases of JTS with the areas of GEOS', () => {
  interface Case {
    readonly suite: string
    readonly case: number
    readonly desc: string
    readonly a: Polygon | MultiPolygon
    readonly b: Polygon | MultiPolygon
    readonly area: Readonly<Record<'a' | 'b' | 'intersection' | 'union' | 'difference' | 'symdifference', number>>
  }
  const cases = hasData ? (JSON.parse(readFileSync(`${DATA}/geometry/overlay_cases.json`, 'utf8')) as Case[]) : []
  const KINDS = [
    ['intersection', 'intersection'],
    ['union', 'union'],
    ['erase', 'difference'],
    ['symmetricDifference', 'symdifference'],
  ] as const satisfies readonly (readonly [OverlayKind, keyof Case['area']])[]

  it('are all here', () => {
    expect(cases).toHaveLength(30)
  })

  it.each(cases)('$suite $case: $desc', async (given) => {
    const tables = [given.a, given.b].map((geometry) => tableOfParts([partsOf(geometry)]))
    const [a, b] = [await makeSound(tables[0], quietTask()), await makeSound(tables[1], quietTask())]
    const pairs = await pairAreas(planarLayer(a), prepareZones(planarLayer(b, a.plane)), null, quietTask())
    const size = given.area.union
    expect(Math.abs(sumOf(pairs.areaM2) - given.area.intersection)).toBeLessThan(1e-4 + 1e-9 * size)
    for (const [kind, name] of KINDS) {
      const pieces = await overlay({ sound: a, rows: null }, { sound: b, rows: null }, kind, quietTask())
      // the 0.1 mm grid along borders of some hundred metres
      expect(Math.abs(sumOf(pieces.areaM2) - given.area[name]), kind).toBeLessThan(0.05 + 1e-6 * size)
    }
  })
})

interface JtsCase {
  readonly desc: string
  readonly a: string
  readonly expected: string
}
/** Cases with one geometry and one operation. */
function suite(name: string): JtsCase[] {
  const text = readFileSync(`${DATA}/geometry/jts/${name}.xml`, 'utf8').replace(/<!--.*?-->/gs, '')
  return [...text.matchAll(/<case>(.*?)<\/case>/gs)].flatMap(([, body]) => {
    const of = (tag: string) => new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, 's').exec(body)?.[1].trim() ?? ''
    return [{ desc: of('desc'), a: of('a'), expected: of('op') }]
  })
}
/** The polygons of a WKT text, also those of a collection; null: it holds others, or nothing. */
function polygonsOfText(wkt: string): Parts | null {
  const text = wkt
    .replace(/\s+/g, ' ')
    .replace(/, ?EMPTY/g, '')
    .trim()
  const found = text.startsWith('GEOMETRYCOLLECTION')
    ? [...text.matchAll(/MULTIPOLYGON ?\(\(\(.*?\)\)\)|POLYGON ?\(\(.*?\)\)/g)].map(([each]) => each)
    : [text]
  const parts: Parts = []
  for (const each of found) {
    const [, kind, body] = /^(MULTIPOLYGON|POLYGON) ?(\(.*\))$/.exec(each) ?? []
    if (!kind || /EMPTY|NaN/i.test(body)) return null
    const json = body
      .replace(/([-\d.eE+]+) +([-\d.eE+]+)(?: +[-\d.eE+]+)?/g, '[$1,$2]')
      .replace(/\(/g, '[')
      .replace(/\)/g, ']')
    const coordinates = JSON.parse(json) as Position[][] | Position[][][]
    parts.push(...((kind === 'POLYGON' ? [coordinates] : coordinates) as Parts))
  }
  return parts.length > 0 ? parts : null
}

describe.skipIf(!hasData)('the JTS suites of validity and unary union', () => {
  it('what JTS calls invalid is found, what it calls valid is not, and nothing is left after the repair', async () => {
    const cases = suite('TestValid').flatMap(({ desc, a, expected }) => {
      const parts = polygonsOfText(a)
      return parts ? [{ desc, parts, isValid: expected === 'true' }] : []
    })
    expect(cases.filter(({ isValid }) => isValid).length).toBeGreaterThan(12)
    expect(cases.filter(({ isValid }) => !isValid).length).toBeGreaterThan(20)
    for (const { desc, parts, isValid } of cases) {
      const geometry = geometryFromGeoJson('polygon', [{ type: 'MultiPolygon', coordinates: parts }])
      const kinds = findDefects(geometry, geometry.xy, 0).map(({ kind }) => kind)
      const serious = kinds.filter((kind) => kind !== 'duplicate' && kind !== 'touching')
      if (isValid) expect(serious, desc).toEqual([])
      else expect(kinds, desc).not.toEqual([])
      const { geometry: repaired, xy } = await makeSound(tableOfParts([parts]), quietTask())
      const left = findDefects(repaired, xy, 0).map(({ kind }) => kind)
      expect(
        left.filter((kind) => kind !== 'duplicate' && kind !== 'touching' && kind !== 'spike'),
        `${desc}, repaired`,
      ).toEqual([])
    }
  })

  it('a union of polygons has the area that JTS gives it', async () => {
    const cases = suite('TestUnaryUnion').flatMap(({ desc, a, expected }) => {
      const [parts, union] = [polygonsOfText(a), polygonsOfText(expected)]
      return parts && union ? [{ desc, parts, union }] : []
    })
    expect(cases).toHaveLength(3)
    const areaOf = async (rows: readonly Parts[]) => {
      const sound = await makeSound(tableOfParts(rows), quietTask())
      const polygons = await dissolve(sound, Array.from(rows.keys()), quietTask())
      return sumOf(
        Float64Array.from(polygons, (rings) =>
          rings.reduce(
            (sum, ring, i) => sum + Math.abs(ringAreaM2(Float64Array.from(ring), 0, ring.length / 2)) * (i ? -1 : 1),
            0,
          ),
        ),
      )
    }
    for (const { desc, parts, union } of cases) {
      const expected = await areaOf([union])
      expect(Math.abs((await areaOf(parts.map((part) => [part]))) - expected), desc).toBeLessThan(0.05)
      expect(expected, desc).toBeGreaterThan(1)
    }
  })
})

async function layer(path: string) {
  const bytes = new Uint8Array(readFileSync(`${DATA}/${path}`))
  const answer = await decodeFiles([{ name: path.slice(path.lastIndexOf('/') + 1), bytes }], {}, quietTask())
  return answer.layers[0]
}
// Python writes NaN, which JSON has no word for
const expectedOf = (key: string) =>
  JSON.parse(readFileSync(`${DATA}/expected.json`, 'utf8').replace(/\bNaN\b/g, 'null'))[`derived: ${key}`]

describe.skipIf(!hasData)('real layers by class', () => {
  it.each([
    ['zoning', 'cadastre/cambridge_zoning.geojson', 'ZONE_TYPE', 57],
    ['wetlands', 'wetland/cambridge_wetlands.geojson', null, 9],
  ])('parcels × %s: hectares of every class, by GEOS and GeographicLib', async (name, path, field, count) => {
    const parcels = await makeSound((await layer('cadastre/cambridge_parcels_fy2014.fgb')).table, quietTask())
    const { table } = await layer(path)
    const zones = await makeSound(table, quietTask())
    const pairs = await pairAreas(planarLayer(parcels), prepareZones(planarLayer(zones, parcels.plane)), null, quietTask())
    const wanted = expectedOf(`parcels x ${name}`).by_class_of_B_ha as Record<string, number>
    expect(Object.keys(wanted)).toHaveLength(count)
    const columns = field ? [findColumn(table, field)!] : table.columns
    // the reference does not say which field of the wetlands it means: the one whose values are its classes
    const column = columns.find((each) => table.length > 0 && Object.keys(wanted).includes(String(cellAt(each, 0) ?? 'None')))!
    const found = new Map<string, number>()
    pairs.areaM2.forEach((areaM2, i) => {
      const key = String(cellAt(column, pairs.zone[i]) ?? 'None')
      found.set(key, (found.get(key) ?? 0) + areaM2 / 1e4)
    })
    for (const [zone, hectares] of Object.entries(wanted)) {
      // 1e-4 ha is the last digit printed; long edges of ponds lie elsewhere in a plane than as geodesics
      expect(Math.abs((found.get(zone) ?? 0) - hectares), zone).toBeLessThan(2e-4 + 5e-5 * hectares)
    }
  })

  it('tidal marshes of Mathews County in UTM by TypeMarsh', async () => {
    const { table, fields, receipt } = await layer('wetland/MathewsTM2012.zip')
    const source = { title: { zh: '', en: '' }, file: receipt.file, sha256: '', crs: table.crs, date: '', licence: '', notes: [] }
    const input = {
      table,
      rows: null,
      scope: 'all' as const,
      fields,
      codeLists: {},
      source: { ...source, isDemonstration: false },
    }
    const result = await summariseAreas(input, { groupBy: ['TypeMarsh'], registered: null, net: false }, quietTask())
    const wanted = expectedOf('MathewsTM2012 by TypeMarsh (count, geodesic ha)') as Record<string, [number, number]>
    const [names, counts, areas] = ['TypeMarsh', 'count', 'area_m2'].map((name) => findColumn(result.table, name)!)
    expect(result.table.length).toBe(8)
    for (let line = 0; line < 8; line++) {
      const [count, hectares] = wanted[String(cellAt(names, line) ?? 'None')]
      expect(cellAt(counts, line)).toBe(count)
      expect(Math.abs(Number(cellAt(areas, line)) / 1e4 - hectares)).toBeLessThan(1e-4 + 1e-5 * hectares)
    }
    expect(result.totals.count).toBe(2186)
    expect(Math.abs(result.totals.area_m2 / 1e4 / 1323.4076 - 1)).toBeLessThan(1e-5)
  })
})
