import proj4 from 'proj4'
import { beforeAll, describe, expect, it } from 'vitest'
import { parcelFabric } from '../../../scripts/bench/fabric.ts'
import { inputOf } from '../../../tests/sql-layers.ts'
import { authalicProj } from '../../core/authalic-proj.ts'
import { planarArea } from '../../core/geometry.ts'
import { rowAreasM2 } from '../../core/plane.ts'
import { DIALECTS, type Dialect } from './dialect.ts'
import { GRADED_BY_ALL } from './grading.fixture.ts'
import { sqlAnalysisOf } from './registry.ts'
import { scriptText } from './script-text.ts'
import { type SqlInput, tableName } from './sql-analysis.ts'

const SCRIPTS = [
  ['overlap', { ignoreBelow: 0.5 }],
  ['area-summary', { groupBy: ['DLBM', 'QSXZ'], registered: ['TBMJ'] }],
  ['change', { beforeClass: ['DLBM'], afterClass: ['DLBM'], groupBy: ['QSXZ'], sliver: 200 }],
  ['grading', { model: JSON.stringify(GRADED_BY_ALL), groupBy: ['QSXZ'] }],
] as const

function textOf(id: string, values: SqlInput['values'], dialect: Dialect): string {
  const sql = sqlAnalysisOf(id)
  const input = { ...inputOf(id), values }
  const tables = Object.entries(sql.fieldsOf(input)).map(([name, fields]) => [tableName(name, 0), fields])
  return scriptText(id, Object.fromEntries(tables), sql.script(input, dialect), dialect)
}

describe.each(SCRIPTS)('the SQL of %s', (id, values) => {
  // what the clusters run: reviewed by eye once, and every change of it after that
  it.each(Object.values(DIALECTS))('is written for $id as it was reviewed', async (dialect) => {
    const text = textOf(id, values, dialect)
    await expect(text).toMatchFileSnapshot(`golden/${id}.${dialect.id}.sql`)
  })

  it('never measures an area on a spheroid, and names the plane in full', () => {
    for (const dialect of Object.values(DIALECTS)) {
      const text = textOf(id, values, dialect)
      // lengths are geodesics by definition, areas never
      expect(text).not.toMatch(/geography|ST_Area\w*Spher/i)
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
    expect(() => sqlAnalysisOf('quality')).toThrow(/sql\.analysis/)
  })
})

describe('a scheme that SQL cannot compute', () => {
  const refuse = (change: Record<string, unknown>) => {
    const input = { ...inputOf('grading'), values: { model: JSON.stringify({ ...GRADED_BY_ALL, limits: [], ...change }) } }
    return () => sqlAnalysisOf('grading').fieldsOf(input)
  }
  const indicatorOf = (source: Record<string, unknown>) => [{ ...GRADED_BY_ALL.indicators[0], weight: 1, source }]

  it('is refused with what it is', () => {
    const { labels } = GRADED_BY_ALL.grades
    expect(refuse({ grades: { kind: 'natural', labels } })).toThrow(/sql\.grading\.breaks/)
    expect(refuse({ indicators: indicatorOf({ kind: 'connectivity' }) })).toThrow(/sql\.grading\.source/)
    const raster = { kind: 'raster', raster: 'dem', band: 1, statistic: 'mean' }
    expect(refuse({ indicators: indicatorOf(raster) })).toThrow(/sql\.grading\.source/)
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
