import { describe, expect, it } from 'vitest'
import { pointToLngLat } from '../../src/core/crs.ts'
import { BLANK_CHECK, typedFix } from '../../src/core/field/check.fixture.ts'
import type { Check, CheckedPoint } from '../../src/core/field/check.ts'
import { foundBoundaries } from '../../src/core/field/found-boundaries.ts'
import { readRover } from '../../src/core/field/read-rover.ts'
import { quietTask } from '../../src/core/task.ts'
import { exportLayer } from '../../src/formats/export-layer.ts'
import { decodeFiles } from '../../src/formats/registry.ts'
import txt from '../../src/formats/txt.ts'

const CRS = 'EPSG:4528'
/** A parcel of 100 m with a pond of 20 m in it, and another part 300 m to the east: X north, Y east with the zone's 40 before it. */
const RINGS: readonly { readonly isHole: boolean; readonly xy: readonly (readonly [number, number])[] }[] = [
  { isHole: false, xy: square(4164059.047, 40367535.016, 100) },
  { isHole: true, xy: square(4164099.011, 40367575.502, 20) },
  { isHole: false, xy: square(4164059.047, 40367835.333, 50) },
]
function square(x: number, y: number, side: number) {
  return [
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ] as const
}
const KENLI = { extent: [118.2, 37.4, 119.3, 38.2], workingCrs: [CRS] } as const
/** What a rover shows is typed, and read as field mode reads it. */
function typed(x: number, y: number, near: { readonly lng: number; readonly lat: number }) {
  const [{ reading }] = readRover(`X ${x.toFixed(3)} Y ${y.toFixed(3)}`, KENLI, near).readings
  return typedFix({ lng: reading.lng, lat: reading.lat }, 0.03)
}
/** Every point stands 0.30 m south of where it is registered, but one that is lost, and one more that the register does not have. */
const MOVED_M = 0.3
const LOST = 2
function checked(): Check {
  const all = RINGS.flatMap(({ isHole, xy }, ring) => xy.map(([x, y]) => ({ ring, isHole, x, y })))
  const points = all.map(({ ring, isHole, x, y }, i): CheckedPoint => {
    const [lng, lat] = pointToLngLat(CRS, y, x)
    const measured = typed(x - MOVED_M, y, { lng, lat })
    const status = i === LOST ? 'lost' : 'moved'
    return { ...BLANK_POINT, id: `p${i}`, label: `J${i + 1}`, ring, isHole, registered: { lng, lat }, status, measured }
  })
  const added: CheckedPoint = { ...points[0], id: 'x', label: 'X1', ring: null, registered: null, status: 'added' }
  return {
    ...BLANK_CHECK,
    parcel: { ...BLANK_CHECK.parcel, code: '370505001001GB00001', name: '滩涂，东块' },
    points: [...points, added],
  }
}
const BLANK_POINT = { marker: null, line: null, linePosition: null, photos: [], note: '' } as const

describe('a boundary that was measured in the field', () => {
  it('comes to the office as 界址点 TXT, to a millimetre, with its hole and its other part', async () => {
    const table = foundBoundaries([checked(), { ...BLANK_CHECK, id: 'unmeasured' }], '实测界址')
    if (!table) throw new Error('nothing found')
    const columns = table.columns.map(({ name }) => name)
    const request = { format: 'txt', table, rows: null, fields: [], columns, crs: CRS, name: '实测界址', beside: null }
    const file = await exportLayer(request, txt, quietTask())
    const { layers, failures } = await decodeFiles([{ name: file.name, bytes: file.bytes }], {}, quietTask())
    expect(failures).toEqual([])
    const [{ table: back }] = layers
    expect(back.crs).toBe(CRS)
    expect(back.length).toBe(1)
    const { xy, rings, parts } = back.geometry!
    expect([...parts]).toEqual([0, 2, 3])
    expect([...rings]).toEqual([0, 5, 10, 15])
    const expected = RINGS.flatMap(({ xy: own }, ring) =>
      own.map(([x, y], i) => (ring === 0 && i === LOST ? [x, y] : [x - MOVED_M, y])),
    )
    // each measured point is a vertex, whatever the writer begins with
    const vertices = Array.from({ length: xy.length / 2 }, (_, i) => [xy[2 * i + 1], xy[2 * i]])
    for (const [x, y] of expected) {
      const nearest = Math.min(...vertices.map(([vx, vy]) => Math.hypot(vx - x, vy - y)))
      expect(nearest).toBeLessThan(0.001)
    }
  })
  it('is not offered where nothing was measured', () => {
    expect(foundBoundaries([BLANK_CHECK], '实测界址')).toBeNull()
  })
})
