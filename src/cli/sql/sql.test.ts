import proj4 from 'proj4'
import { beforeAll, describe, expect, it } from 'vitest'
import { parcelFabric } from '../../../scripts/bench/fabric.ts'
import { inputOf } from '../../../tests/sql-layers.ts'
import { authalicProj } from '../../core/authalic-proj.ts'
import { planarArea } from '../../core/geometry.ts'
import { rowAreasM2 } from '../../core/plane.ts'
import { DIALECTS } from './dialect.ts'
import { sqlAnalysisOf } from './registry.ts'
import { scriptText } from './script-text.ts'

const SCRIPTS = [
  ['overlap', { ignoreBelow: 0.5 }],
  ['area-summary', { groupBy: ['DLBM', 'QSXZ'], registered: ['TBMJ'] }],
  ['change', { beforeClass: ['DLBM'], afterClass: ['DLBM'], groupBy: ['QSXZ'], sliver: 200 }],
] as const

describe.each(SCRIPTS)('the SQL of %s', (id, values) => {
  // what the clusters run: reviewed by eye once, and every change of it after that
  it.each(Object.values(DIALECTS))('is written for $id as it was reviewed', async (dialect) => {
    const sql = sqlAnalysisOf(id)
    const input = { ...inputOf(id), values }
    const text = scriptText(id, sql.fieldsOf(input), sql.script(input, dialect), dialect)
    await expect(text).toMatchFileSnapshot(`golden/${id}.${dialect.id}.sql`)
  })

  it('never measures on a spheroid, and names the plane in full', () => {
    const sql = sqlAnalysisOf(id)
    const input = { ...inputOf(id), values }
    for (const dialect of Object.values(DIALECTS)) {
      const text = scriptText(id, sql.fieldsOf(input), sql.script(input, dialect), dialect)
      expect(text).not.toMatch(/geography|spheroid|ST_AreaSpher/i)
      expect(text).toContain('+proj=cea +lon_0=')
      expect(text).toContain('+lat_ts=37.65 +ellps=GRS80')
    }
  })
})

describe('names and values in SQL', () => {
  it('cannot break out of their quotes', () => {
    expect(DIALECTS.postgis.name('a"; drop table x; --')).toBe('"a""; drop table x; --"')
    expect(DIALECTS.sedona.name('a`b')).toBe('`a``b`')
    expect(DIALECTS.sedona.inPlane('t', "+proj=x'y")).toContain("'+proj=x''y'")
  })

  it('are refused where the layer lacks them', () => {
    const sql = sqlAnalysisOf('area-summary')
    const input = { ...inputOf('area-summary'), values: { groupBy: ['NOPE'] } }
    expect(() => sql.script(input, DIALECTS.postgis)).toThrow(/analysis\.noField/)
    expect(() => sqlAnalysisOf('zonal-stats')).toThrow(/sql\.analysis/)
  })
})

describe('the plane as PROJ writes it', () => {
  const table = parcelFabric(64)
  const areas: number[] = []
  beforeAll(() => {
    // proj4js and Sedona's proj4sedona share this projection; PostGIS and QGIS have it from PROJ
    const { forward } = proj4(authalicProj(table))
    const { xy, rings } = table.geometry as NonNullable<typeof table.geometry>
    const plane = new Float64Array(xy.length)
    for (let i = 0; i < xy.length; i += 2) plane.set(forward([xy[i], xy[i + 1]]), i)
    for (let row = 0; row < table.length; row++) areas.push(planarArea(plane, rings[row], rings[row + 1]))
  })

  it('gives the areas of our own formula to 1e-9', () => {
    const own = rowAreasM2(table)
    areas.forEach((area, row) => {
      expect(Math.abs(area / own[row] - 1)).toBeLessThan(1e-9)
    })
  })
})
