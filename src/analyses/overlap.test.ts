import { describe, expect, it } from 'vitest'
import { parcelFabric } from '../../scripts/bench/fabric.ts'
import { randomOf, zoneLayer } from '../../scripts/bench/zones.ts'
import { startGeos } from '../../tests/geos.ts'
import type { Parts } from '../../tests/nasty-polygons.ts'
import { box, layerOf, named, run, values } from '../../tests/overlap-layers.ts'
import { starRing } from '../../tests/polygon-tables.ts'
import { sumOf } from '../core/adjust.ts'
import { planarLayer } from '../core/overlay/planar-layer.ts'
import { rowAreasM2 } from '../core/plane.ts'
import { makeSound } from '../core/repair.ts'
import { presentReport } from '../core/report.ts'
import type { Table } from '../core/table.ts'
import { createTask, quietTask } from '../core/task.ts'
import '../i18n/all-messages.ts'
import { messageOf } from '../i18n/errors.ts'

// three parcels in a row; the third is touched by nothing
const parcels = named('P', [box(0, 0, 100), box(100, 0, 100), box(200, 0, 100)], [9000, 10_000, 10_000])
// two parks that overlap each other by 20 × 100; a sliver over parcel 2; a park that only touches
const parks = named('W', [box(0, 0, 60, 100), box(40, 0, 60, 100), box(100, 0, 100, 0.005), box(0, 100, 100)])

describe('overlap', () => {
  it('lists every pair, ignores slivers aloud, and never lists what only touches', async () => {
    const result = await run(layerOf(parcels), [layerOf(parks)], { attribute: ['TBMJ'] })
    expect(values(result, 'subject')).toEqual(['P1', 'P1'])
    expect(values(result, 'against')).toEqual(['W1', 'W2'])
    const areas = values(result, 'area_m2') as number[]
    expect(areas[0]).toBeCloseTo(6000, 4)
    expect(areas[1]).toBeCloseTo(6000, 4)
    expect(result.totals).toMatchObject({ subjects: 1, pairs: 2 })
    expect(result.totals.area_m2).toBeCloseTo(12_000, 4)
    expect(result.totals.net_area_m2).toBeCloseTo(10_000, 2)
    expect(result.totals.rest_m2).toBeCloseTo(20_000, 2)
    expect((values(result, 'apportioned_m2') as number[])[0]).toBeCloseTo(5400, 4)
    expect(result.notes.map(({ code }) => code)).toEqual(['overlap.ignored', 'overlap.zonesTwice'])
    expect(result.tables?.map(({ title, table }) => [title.en, table.length])).toEqual([
      ['By subject', 2],
      ['By comparison feature', 4],
      ['Ignored slivers', 1],
    ])
    const ignored = await run(layerOf(parcels), [layerOf(parks)], { lines: 'ignored' })
    expect(values(ignored, 'subject')).toEqual(['P2'])
    expect((values(ignored, 'area_m2') as number[])[0]).toBeCloseTo(0.5, 4)
    const all = await run(layerOf(parcels), [layerOf(parks)], { ignoreBelow: 0 })
    expect(all.totals.pairs).toBe(3)
  })

  it('sums by subject, with the rest, and by comparison feature, closing on the whole', async () => {
    const bySubject = await run(layerOf(parcels), [layerOf(parks)], { lines: 'subjects' })
    expect(values(bySubject, 'subject')).toEqual(['P1', '未压占的要素'])
    const near = (name: string, expected: number[]) =>
      (values(bySubject, name) as number[]).forEach((value, i) => {
        expect(Math.abs(value - expected[i]), name).toBeLessThan(0.05)
      })
    near('area_m2', [12_000, 0])
    near('twice_m2', [2000, 0])
    near('net_m2', [10_000, 0])
    near('rest_m2', [0, 20_000])
    expect(Array.from(bySubject.members.rows)).toEqual([0, 1, 2])
    const byZone = await run(layerOf(parcels), [layerOf(parks)], { lines: 'against' })
    expect(values(byZone, 'against')).toEqual(['W1', 'W2', '重复部分（减）', '其他（未压占）'])
    for (const unit of ['m2', 'ha', 'mu'] as const) {
      const report = presentReport(byZone, { unit, locale: 'zh' })
      const c = report.columns.findIndex(({ name }) => name === 'part_m2')
      const sum = report.rows.reduce((total, row) => total + Math.round((row[c].value ?? 0) * 1e4), 0)
      expect(sum).toBe(Math.round((report.totals[c]?.value ?? 0) * 1e4))
    }
  })

  it('counts a place once over several layers, and subjects that overlap each other', async () => {
    const more = named('R', [box(50, 0, 100, 50)])
    const result = await run(layerOf(parcels), [layerOf(parks), layerOf(more)])
    // R: 50 × 50 on parcel 1 (covered already), 50 × 50 on parcel 2
    expect(result.totals.area_m2).toBeCloseTo(17_000, 3)
    // less the sliver's place under R, which is ignored as a pair
    expect(Math.abs(result.totals.net_area_m2 - 12_500)).toBeLessThan(0.6)
    expect(values(result, 'layer')).toEqual(['W', 'W', 'R', 'R'])
    const twice = named('P', [box(0, 0, 100), box(50, 0, 100)])
    const both = await run(layerOf(twice), [layerOf(more)])
    expect(both.totals.area_m2).toBeCloseTo(2500 + 5000, 3)
    expect(both.totals.net_area_m2).toBeCloseTo(5000, 2)
    expect(both.notes.map(({ code }) => code)).toContain('overlap.subjectsTwice')
    // no column has it: the lines of the subjects each count what they share
    const once = both.notes.find(({ code }) => code === 'overlap.countedOnce')
    expect(Number(once?.detail.netM2)).toBeCloseTo(both.totals.net_area_m2, 2)
  })

  it('takes an ignored sliver off the net only where nothing that counts covers it', async () => {
    // 0.5 m² of B lie on the parcel; A and C overlap B, so that all three are joined
    const parcel = layerOf(named('P', [box(0, 0, 100)]))
    const sliver = box(99.995, 0, 100)
    const linked = box(150, 0, 100)
    const netOf = async (...zones: ReturnType<typeof box>[]) => {
      const result = await run(parcel, [layerOf(named('Z', [...zones, sliver, linked]))], { lines: 'subjects' })
      const [net, rest] = ['net_m2', 'rest_m2'].map((name) => (values(result, name) as number[])[0])
      expect(result.notes.find(({ code }) => code === 'overlap.ignored')?.detail).toMatchObject({ count: 1, areaM2: 0.5 })
      expect(Math.abs(result.totals.net_area_m2 - net)).toBeLessThan(1e-6)
      return [net, rest]
    }
    const close = ([net, rest]: number[], [wantedNet, wantedRest]: number[]) => {
      expect(Math.abs(net - wantedNet)).toBeLessThan(1e-3)
      expect(Math.abs(rest - wantedRest)).toBeLessThan(1e-3)
    }
    // covered whole, and the sliver lies on what covers it: 0.5 m² were called uncovered
    close(await netOf(box(0, 0, 120)), [10_000, 0])
    close(await netOf(box(0, 0, 50, 100)), [5000, 5000])
    // 0 … 50 and 25 … 75
    close(await netOf(box(0, 0, 50, 100), box(25, 0, 50, 100)), [7500, 2500])
  })

  it('agrees with GEOS on the union of what counts where small shares are ignored', async () => {
    const geos = await startGeos()
    const fabric = parcelFabric(60)
    const zones = zoneLayer(12, [118.6966, 37.6473, 118.7034, 37.6527])
    const ignoreBelow = 800
    const result = await run(layerOf(fabric), [layerOf(zones)], { lines: 'subjects', ignoreBelow })
    const sound = await makeSound(fabric, quietTask())
    const inPlane = planarLayer(await makeSound(zones, quietTask()), sound.plane)
    const polygons = Array.from({ length: 12 }, (_, z) => geos.polygon(inPlane.geometry, inPlane.xy, z))
    const net = values(result, 'net_m2') as number[]
    let parted = 0
    for (const [line, value] of net.entries()) {
      const rows = result.members.rows.subarray(result.members.offsets[line], result.members.offsets[line + 1])
      if (rows.length > 1) continue
      const parcel = geos.polygon(sound.geometry, sound.xy, rows[0])
      const share = (polygon: number) => geos.area(polygon) + geos.area(parcel) - geos.unionArea([polygon, parcel])
      const counted = polygons.filter((polygon) => share(polygon) >= ignoreBelow)
      if (polygons.some((polygon) => share(polygon) > 0.01 && share(polygon) < ignoreBelow)) parted++
      const expected = geos.unionArea(counted) + geos.area(parcel) - geos.unionArea([...counted, parcel])
      expect(Math.abs(value - expected), `row ${rows[0]}`).toBeLessThan(1e-6)
    }
    expect(parted).toBeGreaterThan(10)
  })

  it('warns of subjects that overlap each other only where that changes a total', async () => {
    // they share 50 … 100; what is held against them lies in 0 … 40
    const twice = named('P', [box(0, 0, 100), box(50, 0, 100)])
    const { notes } = await run(layerOf(twice), [layerOf(named('R', [box(0, 0, 40)]))])
    expect(notes.map(({ code, level }) => [code, level])).toEqual([['overlap.subjectsOutside', 'info']])
    expect(Number(notes[0].detail.doubleM2)).toBeCloseTo(5000, 1)
  })

  it('agrees with GEOS on the union of everything, row by row', async () => {
    const geos = await startGeos()
    const fabric = parcelFabric(100)
    const zones = zoneLayer(12, [118.6966, 37.6473, 118.7034, 37.6527])
    const result = await run(layerOf(fabric), [layerOf(zones)], { lines: 'subjects', ignoreBelow: 0 })
    const sound = await makeSound(fabric, quietTask())
    const zoneLayerXy = planarLayer(await makeSound(zones, quietTask()), sound.plane)
    const zonePolygons = Array.from({ length: 12 }, (_, z) => geos.polygon(zoneLayerXy.geometry, zoneLayerXy.xy, z))
    const sum = geos.unionArea(zonePolygons)
    const all = Array.from({ length: 100 }, (_, row) => geos.polygon(sound.geometry, sound.xy, row))
    const united = geos.unionArea([...zonePolygons, ...all])
    const expected = sum + geos.unionArea(all) - united
    expect(Math.abs(result.totals.net_area_m2 - expected)).toBeLessThan(1e-5)
    expect(result.totals.net_area_m2).toBeLessThan(result.totals.area_m2)
    const net = values(result, 'net_m2') as number[]
    for (const [line, value] of net.entries()) {
      const rows = result.members.rows.subarray(result.members.offsets[line], result.members.offsets[line + 1])
      if (rows.length > 1) continue
      const ofRow = sum + geos.area(all[rows[0]]) - geos.unionArea([...zonePolygons, all[rows[0]]])
      expect(Math.abs(value - ofRow)).toBeLessThan(1e-6)
    }
  })

  it('makes the shared pieces as a layer with attributes of both sides', async () => {
    const result = await run(layerOf(parcels), [layerOf(parks)], { pieces: true })
    const { pieces, piecesLook } = result
    if (!pieces || !piecesLook) throw new Error('no pieces')
    // the figures are not cut, the shapes are
    expect(result.method.zh).toContain('图形另在该平面切出')
    expect((await run(layerOf(parcels), [layerOf(parks)], {})).method.zh).not.toContain('图形另在')
    expect(pieces.crs).toBe('EPSG:4490')
    expect(pieces.length).toBe(2)
    const areas = rowAreasM2(pieces)
    expect(sumOf(areas)).toBeCloseTo(result.totals.area_m2, 3)
    expect(values({ table: pieces }, 'DM')).toEqual(['P1', 'P1'])
    expect(values({ table: pieces }, 'DM_2')).toEqual(['W1', 'W2'])
    expect(values({ table: pieces }, 'against')).toEqual(['W1', 'W2'])
    expect(piecesLook.fields.map(({ name }) => name)).toEqual([
      'piece_area_m2',
      'against',
      'against_layer',
      'against_layer_EN',
      'DM',
      'TBMJ',
      'DM_2',
      'TBMJ_2',
    ])
    const two = await run(layerOf(parcels), [layerOf(parks), layerOf(named('R', [box(250, 0, 10)]))], { pieces: true })
    expect(values({ table: two.pieces as Table }, 'against_layer')).toEqual(['W', 'W', 'R'])
  })

  it('says how far apart layers are that do not meet, and that they touch', async () => {
    const far = await run(layerOf(parcels), [layerOf(named('R', [box(620, 0, 50), box(0, 5000, 10)]))])
    expect(far.table.length).toBe(0)
    const [note] = far.notes
    expect(note.code).toBe('overlap.apart')
    expect(Number(note.detail.distanceM)).toBeCloseTo(320, 0)
    expect(messageOf(note.code, note.detail, 'zh')).toContain('不相交')
    const touching = await run(layerOf(parcels), [layerOf(named('R', [box(300, 0, 50)]))])
    expect(touching.notes.map(({ code }) => code)).toEqual(['overlap.touching'])
    const [touched] = touching.notes
    expect(messageOf(touched.code, touched.detail, 'en')).toContain('“R in English”')
    expect(messageOf(note.code, note.detail, 'en')).toContain('“R in English”')
  })

  it('leaves nothing, and never less than nothing, of subjects that are covered all over', async () => {
    const next = randomOf(5)
    const stars = Array.from({ length: 40 }, (_, i): Parts => [[starRing(next, i * 130.3, (i % 7) * 255.7, 60, 9 + (i % 5))]])
    for (let some = 1; some <= 40; some += 3) {
      const subject = named('P', stars.slice(0, some))
      const { totals } = await run(layerOf(subject), [layerOf(named('W', [box(-900, -900, 9000)]))])
      expect(totals.net_area_m2).toBeGreaterThan(1000)
      expect(totals.rest_m2).toBeGreaterThanOrEqual(0)
      expect(totals.rest_m2).toBeLessThan(1e-4)
    }
  })

  it('uses the scope it is given and repairs what must be', async () => {
    const bowTie: Parts = [
      [
        [
          [0, 0],
          [100, 100],
          [100, 0],
          [0, 100],
          [0, 0],
        ],
      ],
    ]
    const result = await run(layerOf(named('P', [bowTie, box(0, 0, 50)])), [layerOf(named('Z', [box(-10, -10, 300)]))])
    expect(result.totals.area_m2).toBeCloseTo(5000 + 2500, 1)
    const repaired = result.notes.find(({ code }) => code === 'overlay.repaired')
    expect(messageOf('overlay.repaired', repaired?.detail ?? {}, 'en')).toContain('“P in English”')
    const some = await run(layerOf(parcels, Uint32Array.of(1, 2)), [layerOf(parks, Uint32Array.of(2))], { ignoreBelow: 0.1 })
    expect(values(some, 'subject')).toEqual(['P2'])
    expect(some.totals.subject_area_m2).toBeCloseTo(20_000, 3)
  })

  it('gives the same figures whatever the order of rows', async () => {
    const next = randomOf(77)
    const polygons = Array.from({ length: 30 }, () => [[starRing(next, 500 * next(), 500 * next(), 80, 20)]])
    const zones = Array.from({ length: 12 }, () => [[starRing(next, 500 * next(), 500 * next(), 150, 60)]])
    const a = await run(layerOf(named('P', polygons)), [layerOf(named('Z', zones))], { lines: 'against' })
    const b = await run(layerOf(named('P', [...polygons].reverse())), [layerOf(named('Z', [...zones].reverse()))], {
      lines: 'against',
    })
    for (const name of ['area_m2', 'net_area_m2', 'rest_m2']) expect(b.totals[name]).toBeCloseTo(a.totals[name], 6)
  })

  it('refuses what it cannot do, and stops when cancelled', async () => {
    await expect(run(layerOf(parcels), [])).rejects.toThrow(/analysis\.noLayer/)
    await expect(run(layerOf(parcels), [layerOf(parks)], { attribute: ['DM'] })).rejects.toThrow(/analysis\.noField/)
    const points: Table = { ...parcels, geometry: { ...parcels.geometry!, kind: 'point' } }
    await expect(run(layerOf(points), [layerOf(parks)])).rejects.toThrow(/analysis\.geometry/)
    const controller = new AbortController()
    controller.abort(new DOMException('cancelled', 'AbortError'))
    const task = createTask({ signal: controller.signal })
    await expect(run(layerOf({ ...parcels }), [layerOf(parks)], {}, task)).rejects.toThrow('cancelled')
  })
})
