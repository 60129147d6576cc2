import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeAngle } from './coordinate-angles.ts'
import { type CoordinateContext, parseCoordinates } from './coordinates.ts'
import { pointFromLngLat } from './crs.ts'

const kenli: CoordinateContext = { extent: [118.24, 37.41, 119.31, 37.96], workingCrs: ['EPSG:4528', 'EPSG:4527', 'EPSG:4549'] }
/** a district somewhere else, where neither number tells its axis */
const south: CoordinateContext = { extent: [80.1, 44.2, 81.2, 44.9], workingCrs: ['EPSG:4515'] }

function only(text: string, context = kenli) {
  const { readings, problem } = parseCoordinates(text, context)
  expect(problem, text).toBeNull()
  expect(readings, text).toHaveLength(1)
  return readings[0]
}

describe('degrees', () => {
  const LNG = 118 + 32 / 60 + 35.56 / 3600
  const LAT = 37 + 35 / 60 + 12.84 / 3600

  it.each([
    '118.543211 37.586900',
    '37.586900, 118.543211',
    '118.543211,37.586900',
    '118.543211，37.586900',
    '１１８．５４３２１１　３７．５８６９００',
    '118.543211°E 37.586900°N',
    '37.586900°N 118.543211°E',
    'N37.586900 E118.543211',
    'N 37.586900, E 118.543211',
    '东经118.543211° 北纬37.586900°',
    '北纬37.586900 东经118.543211',
    '118.543211东 37.586900北',
    '经度:118.543211 纬度:37.586900',
    'lat=37.586900 lng=118.543211',
    'Lon 118.543211, Lat 37.586900',
    '118.543211\t37.586900',
    '118.543211/37.586900',
    '118.543211E 37.586900',
  ])('reads decimal degrees: %s', (text) => {
    const reading = only(text)
    expect(reading.lng).toBeCloseTo(118.543211, 9)
    expect(reading.lat).toBeCloseTo(37.5869, 9)
    expect(reading).toMatchObject({ form: 'decimal', crs: 'EPSG:4490', isInside: true })
  })

  it.each([
    '118°32′35.56″E 37°35′12.84″N',
    '37°35′12.84″N 118°32′35.56″E',
    '37°35′12.84″北 118°32′35.56″东',
    '118 32 35.56 37 35 12.84',
    '37 35 12.84 118 32 35.56',
    '118度32分35.56秒，37度35分12.84秒',
    '东经118度32分35.56秒 北纬37度35分12.84秒',
    '118°32\'35.56" 37°35\'12.84"',
    "118°32'35.56'' 37°35'12.84''",
    '118º32’35.56” 37º35’12.84”',
    'E118°32′35.56″ N37°35′12.84″',
    '118:32:35.56 37:35:12.84',
    '118:32:35.56E,37:35:12.84N',
    '１１８°３２′３５．５６″Ｅ　３７°３５′１２．８４″Ｎ',
  ])('reads degrees, minutes, seconds: %s', (text) => {
    const reading = only(text)
    expect(reading.lng).toBeCloseTo(LNG, 9)
    expect(reading.lat).toBeCloseTo(LAT, 9)
    expect(reading.form).toBe('dms')
  })

  it.each(['118°32.593′ 37°35.214′', 'N 37 35.214 E 118 32.593', '37 35.214 118 32.593', "118°32.593'E, 37°35.214'N"])(
    'reads degrees and decimal minutes, never as a box: %s',
    (text) => {
      const reading = only(text)
      expect(reading.lng).toBeCloseTo(118 + 32.593 / 60, 9)
      expect(reading.lat).toBeCloseTo(37 + 35.214 / 60, 9)
      expect(reading.form).toBe('dm')
    },
  )

  it('takes the southern and western halves', () => {
    expect(only('33.5S 70.25W')).toMatchObject({ lat: -33.5, lng: -70.25, evidence: 'label', isInside: false })
    expect(only('南纬33.5 西经70.25')).toMatchObject({ lat: -33.5, lng: -70.25 })
    expect(only('-122.5, 37.5')).toMatchObject({ lng: -122.5, lat: 37.5, evidence: 'range' })
  })

  it('says what settled the order, and asks where nothing does', () => {
    expect(only('37.5 118.5')).toMatchObject({ evidence: 'range', isNorthFirst: true })
    expect(only('80.5 44.5', south)).toMatchObject({ lng: 80.5, lat: 44.5, evidence: 'extent', isNorthFirst: false })
    expect(only('44.5 80.5', south)).toMatchObject({ lng: 80.5, lat: 44.5, evidence: 'extent', isNorthFirst: true })
    const { readings } = parseCoordinates('10 20', kenli)
    expect(readings.map(({ lng, lat, evidence }) => [lng, lat, evidence])).toEqual([
      [10, 20, 'guess'],
      [20, 10, 'guess'],
    ])
  })

  it('names what cannot be', () => {
    expect(parseCoordinates('118°72′10″E 37°35′N', kenli).problem?.code).toBe('coordinates.sixty')
    expect(parseCoordinates('95N 200E', kenli).problem?.code).toBe('coordinates.range')
    expect(parseCoordinates('120, 130', kenli).problem?.code).toBe('coordinates.range')
  })

  it.each([
    '',
    '宗地',
    '0101',
    '370505001001GB00001W00000000',
    // ends of it: their W is no hemisphere
    '00039W00000000',
    '00039 W00000000',
    '00039W000',
    '0039W00000000',
    '王某',
    '118.5',
    '1 2 3',
    '118°32',
    '37.5N 38.5N',
    'J1,1',
    '2024-01-01',
    '1.5.2 3',
  ])('leaves other words alone: %s', (text) => {
    expect(parseCoordinates(text, kenli).readings).toEqual([])
    expect(parseCoordinates(text, kenli).problem).toBeNull()
  })

  it('reads back whatever it writes, in every form', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -179.9, max: 179.9, noNaN: true }),
        fc.double({ min: -89.9, max: 89.9, noNaN: true }),
        fc.constantFrom('decimal' as const, 'dm' as const, 'dms' as const),
        fc.boolean(),
        (lng, lat, form, isNorthFirst) => {
          const east = `${writeAngle(lng, form)}${lng < 0 ? 'W' : 'E'}`
          const north = `${writeAngle(lat, form)}${lat < 0 ? 'S' : 'N'}`
          const reading = only(isNorthFirst ? `${north} ${east}` : `${east} ${north}`)
          return Math.abs(reading.lng - lng) < 1e-5 && Math.abs(reading.lat - lat) < 1e-5
        },
      ),
    )
  })
})

describe('writeAngle', () => {
  it('carries over instead of printing sixty', () => {
    expect(writeAngle(118.99999999, 'dms')).toBe('119°00′00.00″')
    expect(writeAngle(118.99999999, 'dm')).toBe('119°00.000′')
    expect(writeAngle(118.54321, 'decimal')).toBe('118.543210°')
    expect(writeAngle(-37.05, 'dms')).toBe('37°03′00.00″')
  })
})

describe('projected', () => {
  // notes/domain.md §2.1: 118.55, 37.59
  it.each([
    ['X 4162979.6916 Y 40371933.6216', 'EPSG:4528', 'prefix'],
    ['X=4162979.6916, Y=40371933.6216', 'EPSG:4528', 'prefix'],
    ['Y 40371933.6216 X 4162979.6916', 'EPSG:4528', 'prefix'],
    ['4162979.6916 40371933.6216', 'EPSG:4528', 'prefix'],
    ['40371933.6216,4162979.6916', 'EPSG:4528', 'prefix'],
    ['X 4 162 979.6916 Y 40 371 933.6216', 'EPSG:4528', 'prefix'],
    ['X 4\u2009162\u2009979.6916 Y 40\u2009371\u2009933.6216', 'EPSG:4528', 'prefix'],
    ['X 4\u202f162\u202f979.6916 Y 40\u202f371\u202f933.6216', 'EPSG:4528', 'prefix'],
    ['X 4,162,979.6916 Y 40,371,933.6216', 'EPSG:4528', 'prefix'],
    ['Ｘ：４１６２９７９．６９１６　Ｙ：４０３７１９３３．６２１６', 'EPSG:4528', 'prefix'],
    ['N 4162979.6916 E 40371933.6216', 'EPSG:4528', 'prefix'],
    ['40371933.6216E 4162979.6916N', 'EPSG:4528', 'prefix'],
    ['4163120.7819 39636899.0810', 'EPSG:4527', 'prefix'],
    ['4163120.7819 20636899.0810', 'EPSG:4498', 'prefix'],
    ['X 4162979.6916 Y 371933.6216', 'EPSG:4549', 'extent'],
    ['4162979.6916 371933.6216', 'EPSG:4549', 'extent'],
    ['371933.6216 4162979.6916', 'EPSG:4549', 'extent'],
    ['X 4163120.7819 Y 636899.0810', 'EPSG:4548', 'extent'],
    ['EPSG:4549 371933.6216 4162979.6916', 'EPSG:4549', 'label'],
    ['中央经线120 X 4162979.6916 Y 371933.6216', 'EPSG:4549', 'label'],
    ['40带 X 4162979.6916 Y 371933.6216', 'EPSG:4549', 'label'],
    ['X 4162979.6916米 Y 40371933.6216米', 'EPSG:4528', 'prefix'],
  ])('%s', (text, crs, evidence) => {
    const reading = only(text)
    expect(reading).toMatchObject({ crs, evidence, form: 'projected', isInside: true })
    expect(reading.lng).toBeCloseTo(118.55, 8)
    expect(reading.lat).toBeCloseTo(37.59, 8)
  })

  it('notices X and Y the other way round', () => {
    expect(only('X 40371933.6216 Y 4162979.6916')).toMatchObject({ isLabelSwapped: true, crs: 'EPSG:4528' })
    expect(only('X 4162979.6916 Y 40371933.6216').isLabelSwapped).toBe(false)
  })

  it('believes the number when a zone is named that contradicts it', () => {
    expect(only('39带 X 4162979.6916 Y 40371933.6216')).toMatchObject({ crs: 'EPSG:4528', evidence: 'prefix' })
  })

  it('reads other systems only when they are named', () => {
    const [x, y] = pointFromLngLat('EPSG:32650', 118.55, 37.59)
    for (const text of [`UTM 50N ${x} ${y}`, `EPSG:32650 ${x}, ${y}`]) {
      expect(only(text)).toMatchObject({ crs: 'EPSG:32650', evidence: 'label', isInside: true })
    }
    const [mx, my] = pointFromLngLat('EPSG:3857', 118.55, 37.59)
    expect(only(`EPSG:3857 ${mx} ${my}`).lng).toBeCloseTo(118.55, 8)
  })

  it('says so when the place is outside the district', () => {
    expect(only('X 3462979.69 Y 40371933.62')).toMatchObject({ isInside: false, crs: 'EPSG:4528' })
    expect(only('X 3462979.69 Y 371933.62')).toMatchObject({ isInside: false, crs: 'EPSG:4549', evidence: 'guess' })
  })

  it('names what no zone can hold', () => {
    expect(parseCoordinates('X 4162979 Y 99371933', kenli)).toMatchObject({
      readings: [],
      problem: { code: 'coordinates.range' },
    })
  })

  it('reads every point of the district back from every working system', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 118.25, max: 119.3, noNaN: true }),
        fc.double({ min: 37.42, max: 37.95, noNaN: true }),
        fc.constantFrom('EPSG:4527', 'EPSG:4528', 'EPSG:4498', 'EPSG:4548', 'EPSG:4549'),
        (lng, lat, crs) => {
          const [x, y] = pointFromLngLat(crs, lng, lat)
          const { readings } = parseCoordinates(`X ${y.toFixed(4)} Y ${x.toFixed(4)}`, kenli)
          return readings.some((reading) => Math.abs(reading.lng - lng) < 1e-8 && Math.abs(reading.lat - lat) < 1e-8)
        },
      ),
    )
  })
})
