import { existsSync, readFileSync } from 'node:fs'
import type { MultiPolygon, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { geometryFromGeoJson, planarArea } from './geometry.ts'
import { overlapKernel } from './overlap.ts'

const CASES = '../shared/data/geometry/overlay_cases.json'
const hasCases = existsSync(CASES)
if (!hasCases) console.warn(`skipped: ${CASES} is absent`)

describe.skipIf(!hasCases)('overlay cases of the JTS suites', () => {
  interface Case {
    readonly desc: string
    readonly a: Polygon
    readonly b: Polygon
    readonly a_valid: boolean
    readonly b_valid: boolean
    readonly area: { readonly a: number; readonly b: number; readonly intersection: number }
  }
  it('have the areas that GEOS finds', () => {
    const cases = (JSON.parse(readFileSync(CASES, 'utf8')) as Case[]).filter((each) => each.a_valid && each.b_valid)
    expect(cases.length).toBeGreaterThan(20)
    for (const { a, b, area, desc } of cases) {
      const geometry = orientedGeometry([a, b])
      const found = overlapKernel(geometry, geometry.xy).overlap(0, 1)
      expect(Math.abs(found - area.intersection), desc).toBeLessThan(1e-9 * Math.max(area.a, area.b, 1))
    }
  })
})

function orientedGeometry(entries: (Polygon | MultiPolygon)[]) {
  const turn = (rings: number[][][]) =>
    rings.map((ring, i) => {
      const area = planarArea(Float64Array.from(ring.flat()), 0, ring.length)
      return area > 0 === (i === 0) ? ring : [...ring].reverse()
    })
  return geometryFromGeoJson(
    'polygon',
    entries.map((entry) =>
      entry.type === 'Polygon'
        ? { type: 'Polygon' as const, coordinates: turn(entry.coordinates) }
        : { type: 'MultiPolygon' as const, coordinates: entry.coordinates.map(turn) },
    ),
  )
}
