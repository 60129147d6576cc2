import { expect, it } from 'vitest'
import { AppError } from '../../core/errors.ts'
import { addPicture, finishPicture } from './add-picture.ts'
import { fieldOn, memoryStore, parcel } from './field.fixture.ts'

const camera = new Blob([new Uint8Array(5000)], { type: 'image/jpeg' })
const about = { id: 'p', takenAt: '2026-05-01T08:00:00Z' }
const small = async (_: Blob, id: string, takenAt: string) => ({
  id,
  bytes: new ArrayBuffer(100),
  mime: 'image/jpeg',
  width: 16,
  height: 12,
  takenAt,
})

async function opened(records = memoryStore('phone')) {
  const { field } = await fieldOn(records)
  await field.startCheck(parcel(5))
  const [{ id: check, points }] = field.store.getState().checks ?? []
  return { field, records, at: { check, point: points[0].id } }
}
const named = (records: ReturnType<typeof memoryStore>) => [...records.kept.values()].flatMap(({ points }) => points[0].photos)

it('a picture is on the device before it is made small, so that a process killed meanwhile loses none; that is made up for later', async () => {
  const { field, records, at } = await opened()
  void addPicture(field, at, camera, about, () => new Promise(() => {}))
  await expect.poll(() => named(records)).toEqual(['p'])
  const kept = await field.photo('p')
  expect(kept?.bytes.byteLength).toBe(5000)

  // the next process knows of no work on it
  if (!kept) throw new Error('not kept')
  await finishPicture(field, { ...kept, id: 'q' }, small)
  expect((await field.photo('q'))?.bytes.byteLength).toBe(100)
})

it('made small it takes the place of what came; what is no picture leaves nothing behind', async () => {
  const { field, records, at } = await opened()
  await addPicture(field, at, camera, about, small)
  expect(records.photos.get('p')).toMatchObject({ width: 16 })
  expect(named(records)).toEqual(['p'])
  const broken = async () => {
    throw new AppError('photo.unreadable')
  }
  await expect(addPicture(field, at, camera, { ...about, id: 'x' }, broken)).rejects.toMatchObject({ code: 'photo.unreadable' })
  expect(named(records)).toEqual(['p'])
  expect([...records.photos.keys()]).toEqual(['p'])
})

it('without room for it as it came the small one is kept; without room for that either it is said', async () => {
  const records = memoryStore('phone')
  const { putPhoto } = records
  let most = 1000
  Object.assign(records, {
    putPhoto: async (photo: Parameters<typeof putPhoto>[0]) => {
      if (photo.bytes.byteLength > most) throw new DOMException('full', 'QuotaExceededError')
      return putPhoto(photo)
    },
  })
  const { field, at } = await opened(records)
  await addPicture(field, at, camera, about, small)
  expect(records.photos.get('p')?.bytes.byteLength).toBe(100)
  most = 10
  await expect(addPicture(field, at, camera, { ...about, id: 'x' }, small)).rejects.toMatchObject({ code: 'photo.full' })
  expect(named(records)).toEqual(['p'])
})
