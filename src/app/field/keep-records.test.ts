import { describe, expect, it, vi } from 'vitest'
import type { Session } from '../state.ts'
import { fieldOn, memoryStore, parcel } from './field.fixture.ts'

/** A device that is full for as long as `device.isFull` says so. */
async function fillable() {
  const device = { isFull: false }
  const parts = await fieldOn(memoryStore('phone', () => device.isFull))
  await parts.field.startCheck(parcel(5))
  return { ...parts, device, state: () => parts.field.store.getState() }
}

describe('records whose database the browser took away', () => {
  async function taken() {
    const [first, second] = [memoryStore('phone'), memoryStore('phone')]
    const gone = { isLost: false, isRefused: false }
    const openStore = async () => {
      if (gone.isRefused) throw new DOMException('refused', 'SecurityError')
      return gone.isLost ? second : first
    }
    Object.assign(first, { isLost: () => gone.isLost })
    const parts = await fieldOn(first, {}, openStore)
    for (const row of [5, 6]) await parts.field.startCheck(parcel(row))
    const [{ id, points }, other] = parts.field.store.getState().checks ?? []
    Object.assign(gone, { isLost: true })
    return { ...parts, gone, second, id, point: points[0].id, other: other.id, state: () => parts.field.store.getState() }
  }
  it('are written anew with the next change, all of them, and that is said once', async () => {
    const { field, app, second, id, point, other, state } = await taken()
    await field.patchPoint(id, point, { note: '桩已倒' })
    expect([...second.kept.keys()].sort()).toEqual([id, other].sort())
    expect(second.kept.get(id)).toEqual(state().checks?.find((check) => check.id === id))
    expect(second.kept.get(id)?.points[0].note).toBe('桩已倒')
    expect(state().storage).toBeNull()
    await field.patchPoint(id, point, { note: '桩已倒，已拍照' })
    expect(vi.mocked(app.toast).mock.calls).toEqual([['field.taken', { count: 2 }, { level: 'error' }]])
  })
  it('are written anew with a new one, a photo or a press, and none that was removed', async () => {
    const { field, second, id, point, other, state } = await taken()
    await field.removeCheck(other)
    await field.startCheck(parcel(7))
    expect([...second.kept.keys()].sort()).toEqual((state().checks ?? []).map((check) => check.id).sort())
    expect(second.kept.has(other)).toBe(false)
    expect(second.kept.size).toBe(2)
    const photo = { id: 'p', bytes: new ArrayBuffer(1), mime: 'image/jpeg', width: 1, height: 1, takenAt: '' }
    await field.addPhoto(id, point, photo)
    expect(second.kept.get(id)?.points[0].photos).toEqual(['p'])
    expect([...second.photos.keys()]).toEqual(['p'])
  })
  it('stay on the screen where they cannot be written either, until it is tried again', async () => {
    const { field, app, gone, second, id, point, state } = await taken()
    gone.isRefused = true
    await field.patchPoint(id, point, { note: '桩已倒' })
    expect(state().storage?.code).toBe('field.storage')
    expect(state().checks).toHaveLength(2)
    expect(app.toast).not.toHaveBeenCalled()
    gone.isRefused = false
    await field.writeAgain()
    expect(app.toast).toHaveBeenCalledOnce()
    expect(second.kept.size).toBe(2)
    expect(state().storage).toBeNull()
  })
})

it('records of a device that was cleared are gone from the screen too, and none comes back with a later press', async () => {
  const { field, records, device, state } = await fillable()
  const [{ id, points }] = state().checks ?? []
  field.show({ check: id, point: points[0].id })
  device.isFull = true
  await field.patchPoint(id, points[0].id, { note: '桩已倒' })
  records.kept.clear()
  field.forget()
  expect(state()).toMatchObject({ checks: [], open: null, storage: null, savedAt: null })
  device.isFull = false
  await field.writeAgain()
  expect(records.kept.size).toBe(0)
  await field.startCheck(parcel(6))
  expect(state().savedAt, 'nothing of before waits to be written').not.toBeNull()
})

describe('a change that found no room', () => {
  it('is written with the next one of its record, also where that changes something else', async () => {
    const { field, records, device, state } = await fillable()
    const [{ id, points }] = state().checks ?? []
    device.isFull = true
    await field.patchPoint(id, points[0].id, { status: 'lost' })
    device.isFull = false
    await field.patchPoint(id, points[1].id, { note: '桩已倒' })
    const written = records.kept.get(id)
    expect([written?.points[0].status, written?.points[1].note]).toEqual(['lost', '桩已倒'])
    expect(state().checks?.[0]).toEqual(written)
    expect(state().storage).toBeNull()
  })
  it('is written with the next one of another record: until then nothing says that all is saved', async () => {
    const { field, records, device, state } = await fillable()
    await field.startCheck(parcel(6))
    const [first, second] = ['GB00005', 'GB00006'].map(
      (code) => state().checks?.find((check) => check.parcel.code === code)?.id ?? '',
    )
    device.isFull = true
    await field.patchCheck(first, { note: '东侧新沟' })
    expect(state().storage?.code).toBe('field.full')
    // one record has room, the other not yet
    const put = records.putCheck
    records.putCheck = async (id, change) => {
      device.isFull = id === first
      return put(id, change)
    }
    await field.patchCheck(second, { note: '无' })
    expect(state().storage?.code).toBe('field.full')
    records.putCheck = put
    device.isFull = false
    await field.patchCheck(second, { note: '无异议' })
    expect(records.kept.get(first)?.note).toBe('东侧新沟')
    expect(state().storage).toBeNull()
  })
  it('does not undo what another tab has written meanwhile', async () => {
    const { field, records, device, state } = await fillable()
    const [check] = state().checks ?? []
    device.isFull = true
    await field.patchCheck(check.id, { verdict: 'disputed' })
    device.isFull = false
    records.kept.set(check.id, { ...check, officer: '李', changes: { ...check.changes, other: 1 } })
    await field.patchCheck(check.id, { note: '邻宗不认' })
    expect(records.kept.get(check.id)).toMatchObject({ officer: '李', verdict: 'disputed', note: '邻宗不认' })
  })
  it('is tried again when it is asked for: room was made and nothing is left to type', async () => {
    const { field, records, device, state } = await fillable()
    const [{ id }] = state().checks ?? []
    device.isFull = true
    await field.patchCheck(id, { note: '界桩被移走' })
    await field.writeAgain()
    expect(state().storage?.code).toBe('field.full')
    device.isFull = false
    await field.writeAgain()
    expect(records.kept.get(id)?.note).toBe('界桩被移走')
    expect(state().storage).toBeNull()
  })
  it('is no longer told of once it is written: the message may stand over what is read', async () => {
    const { field, app, device, state } = await fillable()
    const [{ id }] = state().checks ?? []
    device.isFull = true
    await field.patchCheck(id, { note: '一' })
    expect(app.setSession).not.toHaveBeenCalled()
    device.isFull = false
    await field.patchCheck(id, { note: '二' })
    await field.patchCheck(id, { note: '三' })
    const toasts = ['storage.full', 'map.tile'].map((code) => ({ message: { code } })) as unknown as Session['toasts']
    const changes = vi
      .mocked(app.setSession)
      .mock.calls.map(([change]) =>
        typeof change === 'function' ? change({ toasts } as Session).toasts?.map(({ message }) => message.code) : change,
      )
    expect(changes).toEqual([['map.tile']])
  })
  it('of a record that was removed is not brought back', async () => {
    const { field, records, device, state } = await fillable()
    const [{ id }] = state().checks ?? []
    device.isFull = true
    await field.patchCheck(id, { note: '空' })
    device.isFull = false
    await field.removeCheck(id)
    await field.startCheck(parcel(6))
    expect([...records.kept.values()].map(({ parcel: { row } }) => row)).toEqual([6])
    expect(state().storage).toBeNull()
  })
})
