import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rowAreasM2 } from '../../src/core/plane.ts'
import { cellAt, findColumn, type Table } from '../../src/core/table.ts'
import { landClass } from '../../src/standards/land-classes-2019.ts'
import { checkRegister } from '../../src/standards/registration-unit.ts'
import { parseUnitCode } from '../../src/standards/unit-code.ts'
import { drawnAreaM2 } from './areas.ts'
import { boundaryLayers } from './boundary-layers.ts'
import { isInside } from './curve.ts'
import { OUTLINE } from './drawing.ts'
import { buildFabric } from './fabric.ts'
import { toXY, type XY } from './local-plane.ts'
import { earlierParcelLayer, parcelLayer } from './parcel-layers.ts'
import { makeParcels, nameVillages } from './parcels.ts'
import { qualityLayer } from './quality-layer.ts'
import { registrationLayer } from './registration-layer.ts'
import { crossedRows, verifyFabric } from './verify.ts'
import { wetlandLayers } from './wetland-layers.ts'

const fabric = buildFabric()
const villages = nameVillages(fabric)
const parcels = makeParcels(fabric, villages)
const numberAt = (table: Table, name: string, row: number) => cellAt(findColumn(table, name)!, row) as number | null
const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0)

describe('the fabric of parcels', () => {
  it('is a partition of the district: shared edges identical, no gap, no overlap', () => {
    const report = verifyFabric(fabric.partition, parcels)
    expect(report.parcels).toBeGreaterThan(28_000)
    expect(report.parcels).toBeLessThan(32_000)
    expect(report.vertices / report.parcels).toBeGreaterThan(10)
    expect(report.holed).toBeGreaterThan(100)
    expect(report.multipart).toBeGreaterThan(50)
  })

  // of the check, not of the layers
  it.skipIf(!process.env.LONG)('does notice a moved vertex, a missing parcel and a parcel too many', () => {
    const small = parcels.slice(0, -1)
    expect(() => verifyFabric(fabric.partition, small)).toThrow(/gap|overlap|add to/)
    expect(() => verifyFabric(fabric.partition, [...parcels, { ...parcels[5], code: '370505001001GB99999W00000000' }])).toThrow(
      /twice/,
    )
    const id = parcels[100].parts[0][0][0]
    const moved = {
      ...parcels[100],
      parts: [
        [[fabric.partition.add([fabric.partition.x[id] + 1, fabric.partition.y[id]]), ...parcels[100].parts[0][0].slice(1)]],
      ],
    }
    expect(() =>
      verifyFabric(
        fabric.partition,
        parcels.map((parcel, i) => (i === 100 ? moved : parcel)),
      ),
    ).toThrow()
  })

  it('is filled by the townships and by the year before, to the last bit of a square metre', () => {
    const [townships, district] = boundaryLayers(fabric, parcels, villages).map((layer) => sum(rowAreasM2(layer.table)))
    const now = sum(rowAreasM2(parcelLayer(fabric, parcels).table))
    expect(townships / district - 1).toBeCloseTo(0, 12)
    expect(now / district - 1).toBeCloseTo(0, 12)
    const before = earlierParcelLayer(fabric, parcels).table
    // cuts of that year put vertices on the border too: straight in degrees, not in the equal-area plane
    expect(sum(rowAreasM2(before)) / district - 1).toBeCloseTo(0, 9)
    expect(before.length).not.toBe(parcels.length)
    const changed = parcels.filter((parcel) => parcel.before !== parcel.landClass).length / parcels.length
    expect(changed).toBeGreaterThan(0.01)
    expect(changed).toBeLessThan(0.06)
  })

  it('registers most areas as computed, some within and a few beyond tolerance', () => {
    const offBy = parcels.map((parcel) => Math.abs(parcel.registeredM2 / parcel.areaM2 - 1))
    expect(offBy.filter((d) => d < 1e-6).length / offBy.length).toBeGreaterThan(0.8)
    expect(offBy.filter((d) => d > 0.01).length).toBeGreaterThan(20)
  })
})

describe('registers and zones', () => {
  it('closes every register, and each total is the area of the drawn unit', () => {
    const { table } = registrationLayer(fabric, parcels)
    const areas = rowAreasM2(table)
    for (let row = 0; row < table.length; row++) {
      expect(checkRegister((name) => numberAt(table, name, row))).toEqual([])
      const total = numberAt(table, 'DJDYZMJ', row)!
      expect(total).toBe(
        Math.round((numberAt(table, 'GYMJ', row)! + numberAt(table, 'JTMJ', row)! + numberAt(table, 'ZYQMJ', row)!) * 100) / 100,
      )
      expect(Math.abs(total * 10_000 - areas[row])).toBeLessThan(areas[row] * 2e-5 + 60)
    }
  })

  it('partitions every park by its zones', () => {
    const [parks, zones] = wetlandLayers().map((layer) => layer.table)
    expect(parks.length).toBe(6)
    expect(zones.length).toBe(21)
    const zoneAreas = rowAreasM2(zones)
    rowAreasM2(parks).forEach((area, row) => {
      const name = cellAt(findColumn(parks, 'MC')!, row)
      const own = zoneAreas.filter((_, i) => cellAt(findColumn(zones, 'MC')!, i) === name)
      expect(sum(own) / area - 1).toBeCloseTo(0, 12)
    })
  })
})

describe('the quality demonstration', () => {
  it('has the defects that it says, and none elsewhere', () => {
    const { table } = qualityLayer(fabric, parcels)
    const textAt = (name: string, row: number) => cellAt(findColumn(table, name)!, row) as string | null
    const rows = Array.from({ length: table.length }, (_, row) => ({ row, said: textAt('DEFECT', row) }))
    const saying = (words: RegExp) => rows.filter(({ said }) => said && words.test(said)).map(({ row }) => row)
    expect(saying(/./).length).toBe(15)
    expect(crossedRows(table)).toEqual(saying(/自相交/))
    const broken = rows.filter(({ row }) => !parseUnitCode(textAt('BDCDYH', row) ?? '').ok).map(({ row }) => row)
    expect(broken).toEqual(saying(/GA|27 位/))
    expect(rows.filter(({ row }) => textAt('QLR', row) === null).map(({ row }) => row)).toEqual(saying(/权利人为空/))
    expect(rows.filter(({ row }) => !landClass(textAt('DLBM', row)!)).map(({ row }) => row)).toEqual(saying(/地类编码不存在/))
    const areas = rowAreasM2(table)
    const off = rows.filter(({ row }) => Math.abs(numberAt(table, 'TBMJ', row)! / areas[row] - 1) > 0.1).map(({ row }) => row)
    expect(off).toEqual(expect.arrayContaining(saying(/12 %/)))
  })
})

const REFERENCE = '../shared/data/kenli/kenli_wgs84.geojson'
const hasReference = existsSync(REFERENCE)
if (!hasReference) console.warn(`skipped: likeness of the drawn district, ${REFERENCE} is absent`)

describe.skipIf(!hasReference)('the drawn district beside a published outline', () => {
  const reference = hasReference
    ? (JSON.parse(readFileSync(REFERENCE, 'utf8')).features[0].geometry.coordinates[0][0] as XY[]).map(toXY)
    : []

  it('is alike, and not a copy', () => {
    let both = 0
    let either = 0
    for (let x = -50_000; x < 50_000; x += 250)
      for (let y = -32_000; y < 32_000; y += 250) {
        const a = isInside(OUTLINE, [x, y])
        const b = isInside(reference, [x, y])
        if (a && b) both++
        if (a || b) either++
      }
    expect(both / either).toBeGreaterThan(0.85)
    expect(drawnAreaM2(OUTLINE) / 2_263_121_982 - 1).toBeCloseTo(0, 1)
    const distances = OUTLINE.map((p) => Math.min(...reference.map((q) => Math.hypot(p[0] - q[0], p[1] - q[1]))))
    const isSame = distances.filter((d) => d < 20).length
    expect(isSame).toBeLessThan(OUTLINE.length * 0.1)
    console.warn(
      `district: IoU ${(both / either).toFixed(3)}, ${OUTLINE.length} drawn points, ${(drawnAreaM2(OUTLINE) / 1e6).toFixed(1)} km²`,
    )
  })
})
