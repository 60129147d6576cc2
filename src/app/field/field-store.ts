import { type DBSchema, openDB } from 'idb'
import type { Check } from '../../core/field/check.ts'
import { isBeingCleared } from '../clearing.ts'
import { whileAlone } from '../while-alone.ts'
import { newId } from './new-id.ts'

/** A photo as it is kept: scaled, upright, with the Exif of the original. */
export interface Photo {
  /** goes with it through export and import, so that it is kept once */
  readonly id: string
  readonly bytes: ArrayBuffer
  readonly mime: string
  readonly width: number
  readonly height: number
  readonly takenAt: string
}

interface Stored extends DBSchema {
  checks: { key: string; value: Check }
  photos: { key: string; value: Photo }
  about: { key: 'device'; value: string }
}

/** Records of the field on this device, apart from all else that is kept: neither updates nor discarded work touch them. */
export interface FieldStore {
  /** this device, in the counts of changes */
  readonly device: string
  checks(): Promise<readonly Check[]>
  /** @param change makes what is to be kept of what is there now, also of another tab's; in one transaction @returns what was kept */
  putCheck(id: string, change: (there: Check | null) => Check): Promise<Check>
  /** with the photos that no other check has */
  removeCheck(id: string): Promise<void>
  putPhoto(photo: Photo): Promise<void>
  /** frees the photos among these that no check has */
  freePhotos(ids: readonly string[]): Promise<void>
  photo(id: string): Promise<Photo | null>
  /** the browser, or whoever clears its data, took the database away; not where the user cleared this device */
  isLost(): boolean
  /** calls when another tab has written or removed a record */
  onOtherTab(listener: () => void): void
  close(): void
}

/** On the disk when it resolves, also should the device lose power. */
const SAFELY = { durability: 'strict' } as const
const databaseName = (scope: string) => `one-map-field:${scope}`

/** @param scope one deployment's records stay apart from another's on the same origin @throws what IndexedDB throws where it is refused */
export async function openFieldStore(scope: string): Promise<FieldStore> {
  let isLost = false
  const db = await openDB<Stored>(databaseName(scope), 1, {
    upgrade(fresh) {
      fresh.createObjectStore('checks', { keyPath: 'id' })
      fresh.createObjectStore('photos', { keyPath: 'id' })
      fresh.createObjectStore('about')
    },
    // the device is being cleared: an open connection must not stand in the way
    blocking(_, __, event) {
      const connection = event.target as IDBDatabase
      connection.close()
      void isBeingCleared().then((isCleared) => {
        isLost = !isCleared
      })
    },
    terminated() {
      isLost = true
    },
  })
  const tabs = new BroadcastChannel(databaseName(scope))
  const tellTabs = () => tabs.postMessage('changed')
  // in one transaction: a check that is being written in another tab counts
  const freePhotos = async (ids?: readonly string[]) => {
    const transaction = db.transaction(['checks', 'photos'], 'readwrite')
    const photos = transaction.objectStore('photos')
    const used = new Set((await transaction.objectStore('checks').getAll()).flatMap(photosOf))
    for (const id of ids ?? (await photos.getAllKeys())) if (!used.has(id)) await photos.delete(id)
    await transaction.done
  }
  // of a tab that was killed before it had freed them
  await whileAlone(databaseName(scope), freePhotos)
  const device = (await db.get('about', 'device')) ?? newId()
  await db.put('about', device, 'device')
  return {
    device,
    checks: () => db.getAll('checks'),
    async putCheck(id, change) {
      const transaction = db.transaction('checks', 'readwrite', SAFELY)
      const check = change((await transaction.store.get(id)) ?? null)
      await transaction.store.put(check)
      await transaction.done
      tellTabs()
      return check
    },
    async removeCheck(id) {
      const gone = await db.get('checks', id)
      await db.delete('checks', id)
      await freePhotos(gone ? photosOf(gone) : [])
      tellTabs()
    },
    async putPhoto(photo) {
      const transaction = db.transaction('photos', 'readwrite', SAFELY)
      await transaction.store.put(photo)
      await transaction.done
    },
    freePhotos,
    photo: async (id) => (await db.get('photos', id)) ?? null,
    isLost: () => isLost,
    onOtherTab(listener) {
      tabs.onmessage = listener
    },
    close() {
      tabs.close()
      db.close()
    },
  }
}

export function photosOf(check: Check): readonly string[] {
  return check.points.flatMap(({ photos }) => photos)
}
