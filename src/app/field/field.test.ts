import { describe, expect, it, vi } from 'vitest'
import { AppError } from '../../core/errors.ts'
import type { Check } from '../../core/field/check.ts'
import { relationOf } from '../../core/field/merge-checks.ts'
import { checksum } from '../../core/field/nmea.ts'
import { geometryFromGeoJson } from '../../core/geometry.ts'
import { textColumn } from '../../core/grouping.ts'
import type { Table } from '../../core/table.ts'
import { quietTask } from '../../core/task.ts'
import { createTileService } from '../../core/tiling/tile-service.ts'
import type { PositionListener } from '../ports.ts'
import { createField } from './create-field.ts'
import { devicePosition } from './device-position.ts'
import { type Beside, fabric, fieldOn, fixAt, inCell, memoryStore, parcel } from './field.fixture.ts'
import type { FieldStore } from './field-store.ts'
import { replayPosition } from './replay-position.ts'

describe('what the register says of markers and lines', () => {
  it('is read from layers of points and lines that are open, decoded, and only where they lie on this boundary', async () => {
    const service = createTileService()
    await service.putTable({ id: 't', table: fabric }, quietTask())
    const points = await service.boundaryPoints({ table: 't', row: 5 }, quietTask())
    const [a, b, c] = points
    const at = ({ lng, lat }: { lng: number; lat: number }) => [lng, lat]
    // on J1, 2 m beside J2
    const near = [b.lng + 0.00002, b.lat]
    const pointTable: Table = {
      name: 'JZD',
      crs: 'EPSG:4490',
      length: 2,
      columns: [textColumn('JBLX', ['2', '2'])],
      geometry: geometryFromGeoJson('point', [
        { type: 'Point', coordinates: at(a) },
        { type: 'Point', coordinates: near },
      ]),
    }
    const lineTable: Table = {
      name: 'JZX',
      crs: 'EPSG:4490',
      length: 1,
      columns: [textColumn('JZXLB', ['围墙']), textColumn('JZXWZ', ['外'])],
      geometry: geometryFromGeoJson('line', [{ type: 'LineString', coordinates: [at(b), at(c)] }]),
    }
    const field = (name: string, codes?: string) => ({ name, label: { zh: name, en: name }, ...(codes && { codes }) })
    const beside: Beside = {
      jzd: { table: pointTable, layer: { geometry: 'point', fields: [field('JBLX', 'marks')] } },
      jzx: { table: lineTable, layer: { geometry: 'line', fields: [field('JZXLB'), field('JZXWZ')] } },
    }
    const { field: work } = await fieldOn(memoryStore('phone'), beside)
    await work.startCheck(parcel(5))
    const [check] = work.store.getState().checks ?? []
    const said = check.points.slice(0, 3).map(({ marker, line, linePosition }) => [marker, line, linePosition])
    expect(said).toEqual([
      ['concrete', null, null],
      [null, 'wall', 'outer'],
      [null, null, null],
    ])
  })
})

describe('positions', () => {
  it('say parcel and neighbours, and a place outside the layer says none', async () => {
    const { field, send } = await fieldOn()
    await send(fixAt(inCell(1, 1)))
    expect(field.store.getState().here?.row).toBe(5)
    expect(
      field.store
        .getState()
        .here?.neighbours.map(({ row }) => row)
        .sort(),
    ).toEqual([1, 4, 6, 9].sort())
    await send(fixAt({ lng: 121, lat: 37 }))
    expect(field.store.getState().here).toMatchObject({ row: null, neighbours: [] })
  })
  it('are followed until the user moves the map, and never when they are rough', async () => {
    const { field, send, moved } = await fieldOn()
    await send(fixAt(inCell(1, 1)))
    expect(moved).toHaveLength(1)
    await send(fixAt(inCell(1, 1), 51))
    expect(moved).toHaveLength(1)
    field.follow(false)
    await send(fixAt(inCell(1, 2)))
    expect(moved).toHaveLength(1)
    field.follow(true)
    expect(moved).toHaveLength(2)
  })
  it('age by a clock that nobody sets', async () => {
    const { field, send, wall, mono } = await fieldOn()
    await send(fixAt(inCell(1, 1)))
    wall.at -= 86_400_000
    mono.at += 12_000
    expect(mono.at - (field.store.getState().fix?.arrivedAt ?? 0)).toBe(12_000)
  })
  it('of a source that was left are nobody’s; a refusal is told, and typed coordinates still count', async () => {
    const { field, listener } = await fieldOn()
    const old = listener.now
    const denied = {
      watchPosition: (_: unknown, fail: (error: { code: number; message: string }) => void) => {
        fail({ code: 1, message: 'no' })
        return 1
      },
      clearWatch: vi.fn(),
    }
    await field.use(devicePosition(denied as unknown as Geolocation))
    expect(field.store.getState().positioning).toMatchObject({ state: 'failed', problem: { code: 'position.denied' } })
    old?.fix(fixAt(inCell(0, 0)))
    expect(field.store.getState().fix).toBeNull()
    await field.startCheck(parcel(5))
    const [check] = field.store.getState().checks ?? []
    field.show({ check: check.id, point: check.points[0].id })
    await field.typed({ ...inCell(1, 1), accuracyM: 0.02, typed: { text: 'x', crs: 'EPSG:4528' } })
    expect(field.store.getState().checks?.[0].points[0].measured).toMatchObject({ source: 'typed', accuracyM: 0.02, count: 1 })
    await field.use(devicePosition(undefined))
    expect(field.store.getState().positioning.problem?.code).toBe('position.none')
  })
  it('of two sources are never averaged together', async () => {
    const { field, send, listener } = await fieldOn()
    await field.startCheck(parcel(5))
    const [check] = field.store.getState().checks ?? []
    field.show({ check: check.id, point: check.points[0].id })
    await send(fixAt(inCell(1, 1)))
    field.average()
    for (let i = 0; i < 5; i++) await send(fixAt(inCell(1, 1)))
    expect(field.store.getState().averaging?.fixes).toHaveLength(5)
    const start = async (next: PositionListener) => {
      listener.now = next
      return () => {}
    }
    await field.use({ id: 'serial', start })
    expect(field.store.getState().averaging).toBeNull()
    for (let i = 0; i < 5; i++) await send({ ...fixAt(inCell(1, 1), 0.02), source: 'nmea' })
    expect(field.store.getState().checks?.[0].points[0].measured).toBeNull()
  })
  it('play again as they were recorded', async () => {
    vi.useFakeTimers()
    const line = (time: string, minutes: string) => {
      const body = `GNGGA,${time},3730.${minutes},N,11830.0000,E,4,12,0.8,3.0,M,,M,,`
      return `$${body}*${checksum(body).toString(16).toUpperCase().padStart(2, '0')}\r\n`
    }
    const seen: number[] = []
    const text = line('235959.00', '0100') + line('235959.50', '0200') + line('000001.00', '0300')
    const stop = await replayPosition(text).start({ fix: ({ lat }) => seen.push(lat), problem() {} })
    expect(seen).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(500)
    expect(seen).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(999)
    expect(seen).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(seen).toEqual([37.5 + 0.01 / 60, 37.5 + 0.02 / 60, 37.5 + 0.03 / 60].map((lat) => expect.closeTo(lat, 9)))
    stop()
    vi.useRealTimers()
    await expect(replayPosition('hello').start({ fix() {}, problem() {} })).rejects.toThrow(AppError)
  })
})

describe('a record', () => {
  it('is on the disk after each change, and read again when field mode opens', async () => {
    const { field, records, send } = await fieldOn()
    await field.startCheck(parcel(5))
    const [check] = field.store.getState().checks ?? []
    expect(check.points).toHaveLength(12)
    const [point] = check.points
    field.show({ check: check.id, point: point.id })
    const written = field.patchPoint(check.id, point.id, { status: 'lost', note: '半句' })
    await written
    expect(records.kept.get(check.id)?.points[0]).toMatchObject({ status: 'lost', note: '半句' })
    await send(fixAt(inCell(1, 1)))
    field.average()
    for (let i = 0; i < 10; i++) await send(fixAt(inCell(1, 1)))
    await vi.waitFor(() => expect(records.kept.get(check.id)?.points[0].measured?.count).toBe(10))
    const again = await fieldOn(records)
    expect(again.field.store.getState().checks?.[0]).toEqual(records.kept.get(check.id))
  })
  it('that another tab changed is shown as it is now, and is not written over with what was before', async () => {
    const records = memoryStore('phone')
    const [one, other] = [await fieldOn(records), await fieldOn(records)]
    await one.field.startCheck(parcel(5))
    const [{ id, points }] = one.field.store.getState().checks ?? []
    await vi.waitFor(() => expect(other.field.store.getState().checks).toHaveLength(1))
    await one.field.patchPoint(id, points[0].id, { note: '甲' })
    await vi.waitFor(() => expect(other.field.store.getState().checks?.[0].points[0].note).toBe('甲'))
    await other.field.patchPoint(id, points[1].id, { note: '乙' })
    expect(
      records.kept
        .get(id)
        ?.points.slice(0, 2)
        .map(({ note }) => note),
    ).toEqual(['甲', '乙'])
  })
  it('that two tabs change before they hear of each other keeps what both said', async () => {
    const records = memoryStore('phone')
    const deaf = { ...records, onOtherTab: () => {} }
    const one = await fieldOn(deaf)
    await one.field.startCheck(parcel(5))
    const other = await fieldOn(deaf)
    const [{ id, points }] = one.field.store.getState().checks ?? []
    await one.field.patchPoint(id, points[0].id, { note: '甲', status: 'moved' })
    await one.field.addPoint(id)
    await other.field.patchPoint(id, points[0].id, { note: '乙' })
    await other.field.patchCheck(id, { note: '丙' })
    const kept = records.kept.get(id)
    expect(kept?.note).toBe('丙')
    expect(kept?.points[0]).toMatchObject({ note: '乙', status: 'moved' })
    expect(kept?.points).toHaveLength(points.length + 1)
    expect(other.field.store.getState().checks).toEqual([kept])
    // one tab's next change is put on it too, and the office takes it for newer than either
    await one.field.patchCheck(id, { officer: '丁' })
    const last = records.kept.get(id)
    expect(last).toMatchObject({ note: '丙', officer: '丁' })
    expect(kept && last && relationOf(kept, last)).toBe('newer')
  })
  it('that is begun before the others are read stands among them', async () => {
    const before = await fieldOn()
    await before.field.startCheck(parcel(5))
    const { app } = before
    const slow = {
      ...before.records,
      checks: () => new Promise((done) => setTimeout(() => done([...before.records.kept.values()]), 20)),
    }
    const field = createField({ app, openStore: async () => slow as FieldStore, monotonic: () => 0 })
    void field.open()
    field.chooseLayer('l')
    await field.startCheck(parcel(6))
    expect(
      field.store
        .getState()
        .checks?.map(({ parcel: { row } }) => row)
        .sort(),
    ).toEqual([5, 6])
  })
  it('that cannot be written says so, and stays on the screen', async () => {
    let isFull = false
    const { field, records } = await fieldOn(memoryStore('phone', () => isFull))
    await field.startCheck(parcel(5))
    const [check] = field.store.getState().checks ?? []
    isFull = true
    await field.patchCheck(check.id, { note: '还在' })
    expect(field.store.getState().storage).toEqual({ code: 'field.full', detail: {} })
    expect(field.store.getState().checks?.[0].note).toBe('还在')
    isFull = false
    await field.patchCheck(check.id, { note: '写下了' })
    expect(field.store.getState().storage).toBeNull()
    records.putCheck = async () => {
      throw new DOMException('', 'UnknownError')
    }
    await field.patchCheck(check.id, { note: '坏盘' })
    // a browser that gives no words gives at least a name
    expect(field.store.getState().storage).toEqual({ code: 'field.storage', detail: { message: 'UnknownError' } })
  })
  it('names no photo that could not be kept', async () => {
    let isFull = false
    const { field } = await fieldOn(memoryStore('phone', () => isFull))
    await field.startCheck(parcel(5))
    const [check] = field.store.getState().checks ?? []
    isFull = true
    const photo = { id: 'p', bytes: new ArrayBuffer(1), mime: 'image/jpeg', width: 1, height: 1, takenAt: '' }
    // in words that can be acted on, not as a fault of the program
    await expect(field.addPhoto(check.id, check.points[0].id, photo)).rejects.toMatchObject({ code: 'photo.full' })
    expect(field.store.getState().checks?.[0].points[0].photos).toEqual([])
  })
})

describe('a photo that is removed', () => {
  const picture = (id: string) => ({ id, bytes: new ArrayBuffer(1), mime: 'image/jpeg', width: 1, height: 1, takenAt: '' })
  it('may be put back where it was; left, its bytes are free, and those that another record has stay', async () => {
    const { field, records } = await fieldOn()
    await field.startCheck(parcel(5))
    const [{ id, points }] = field.store.getState().checks ?? []
    const [one, two] = points
    for (const photo of ['a', 'b', 'c']) await field.addPhoto(id, one.id, picture(photo))
    await field.patchPoint(id, two.id, { photos: ['c'] })
    const shown = () => field.store.getState().checks?.[0].points[0].photos
    await field.removePhoto(id, one.id, 'b')
    expect(shown()).toEqual(['a', 'c'])
    expect(await field.photo('b')).not.toBeNull()
    await field.putPhotoBack(id, one.id, 'b', 1)
    await field.freePhotos(['b'])
    expect(shown()).toEqual(['a', 'b', 'c'])
    for (const photo of ['b', 'c']) await field.removePhoto(id, one.id, photo)
    await field.freePhotos(['b', 'c'])
    expect([...records.photos.keys()]).toEqual(['a', 'c'])
  })
})

describe('a device that keeps nothing', () => {
  it('still counts its changes apart from another such: both at once are a conflict, not the same', async () => {
    const open = async () => {
      const one = await fieldOn()
      const refused = createField({
        app: one.app,
        openStore: async () => {
          throw new DOMException('no storage', 'SecurityError')
        },
        monotonic: () => 0,
      })
      await refused.open()
      return refused
    }
    const [a, b] = [await open(), await open()]
    await a.startCheck(parcel(5))
    const [check] = a.store.getState().checks ?? []
    await b.putCheck(check)
    await a.patchCheck(check.id, { note: '东' })
    await b.patchCheck(check.id, { note: '西' })
    const copies = [a, b].map((field) => field.store.getState().checks?.[0] as Check)
    expect(relationOf(copies[0], copies[1])).toBe('conflict')
  })
})
