import type { StoreApi } from 'zustand/vanilla'
import { AppError } from '../../core/errors.ts'
import type { Check } from '../../core/field/check.ts'
import { onTopOf } from '../../core/field/merge-checks.ts'
import type { ShownError } from '../state.ts'
import type { FieldState } from './field-state.ts'
import type { FieldStore, Photo } from './field-store.ts'
import { newId } from './new-id.ts'

export interface RecordsParts {
  readonly store: StoreApi<FieldState>
  /** rejects where the browser refuses storage */
  readonly openStore: () => Promise<FieldStore>
  /** ISO 8601 */
  readonly now: () => string
  /** told when everything could be written again after something could not */
  readonly onRoom: () => void
  /** told when the browser had taken all records away and those in sight were written anew */
  readonly onTaken: (count: number) => void
}

/** The checks in the state as the device keeps them: each change is on its way to the disk before the screen shows it. */
export interface Records {
  /** reads what is here, once; again where the browser refused before */
  open(): Promise<void>
  /** tells this device's changes of a check from those of others */
  readonly device: () => string
  keep(check: Check): Promise<void>
  /** tries once more what found no room */
  writeAgain(): Promise<void>
  /** the device was cleared: none is in sight any more, nor waits to be written */
  forget(): void
  remove(id: string): Promise<void>
  /** @throws AppError photo.full, photo.storage */
  keepPhoto(photo: Photo): Promise<void>
  /** frees what the photos among these take that no record has */
  freePhotos(ids: readonly string[]): Promise<void>
  photo(id: string): Promise<Photo | null>
}

export function keepRecords({ store, openStore, now, onRoom, onTaken }: RecordsParts): Records {
  let records: FieldStore | null = null
  let opening: Promise<void> | null = null
  /** why nothing can be kept */
  let refusal = ''
  /** where nothing can be kept: changes are counted apart from those of other devices all the same */
  const passing = newId()
  /** changes that found no room: the check as it was before the first of them; null: nothing of it is on the disk */
  const unwritten = new Map<string, Check | null>()
  let hasFailed = false
  /** and not all of them were written anew yet */
  let wereTaken = false
  function wrote(): void {
    if (!hasFailed || unwritten.size > 0) return
    hasFailed = false
    onRoom()
  }

  async function read(opened: FieldStore): Promise<void> {
    const written = await opened.checks()
    const kept = (store.getState().checks ?? []).filter(({ id }) => unwritten.has(id))
    const others = written.filter(({ id }) => !unwritten.has(id))
    store.setState({ checks: [...kept, ...others].sort(latestFirst) })
  }

  /** @param before what this tab made its change of */
  async function write(check: Check, before: Check | null): Promise<void> {
    try {
      if (records?.isLost()) {
        if (!unwritten.has(check.id)) unwritten.set(check.id, before)
        await openAnew()
        if (!unwritten.has(check.id)) return
      }
      if (!records) throw new Error(refusal)
      const kept = await records.putCheck(check.id, (there) => {
        // a tab that sleeps, or has not heard yet, made its change of what was before
        const base = unwritten.get(check.id) ?? before
        return there && base ? onTopOf(there, base, check, device()) : check
      })
      unwritten.delete(check.id)
      if (kept !== check)
        store.setState(({ checks }) => ({ checks: (checks ?? []).map((each) => (each === check ? kept : each)) }))
      if (unwritten.size === 0) store.setState({ savedAt: now(), storage: null })
      wrote()
    } catch (error) {
      if (!unwritten.has(check.id)) unwritten.set(check.id, before)
      fail(error)
    }
  }

  /** Of what was taken away the page still has the records: all of them are on no disk. */
  async function openAnew(): Promise<void> {
    if (!records?.isLost()) return
    records.close()
    records = null
    opening = null
    const { checks } = store.getState()
    for (const { id } of checks ?? []) if (!unwritten.has(id)) unwritten.set(id, null)
    wereTaken = true
    await open()
  }

  /** There is room again, it seems. */
  async function writeRest(): Promise<void> {
    for (const id of [...unwritten.keys()]) {
      const check = store.getState().checks?.find((each) => each.id === id)
      if (check) await write(check, null)
    }
  }

  async function openRecords(): Promise<void> {
    try {
      const opened = await openStore()
      await read(opened)
      // two tabs of one device must not write over each other's changes with what was before; what is on no disk stays on the screen
      opened.onOtherTab(() => {
        if (store.getState().storage === null) read(opened).catch(fail)
      })
      records = opened
      await writeRest()
      if (wereTaken && unwritten.size === 0) {
        wereTaken = false
        onTaken(store.getState().checks?.length ?? 0)
      }
    } catch (error) {
      opening = null
      refusal = messageOf(error)
      fail(error)
      store.setState(({ checks }) => ({ checks: checks ?? [] }))
    }
  }

  function fail(error: unknown): void {
    hasFailed = true
    const storage: ShownError = isFull(error)
      ? { code: 'field.full', detail: {} }
      : { code: 'field.storage', detail: { message: messageOf(error) } }
    store.setState({ storage })
  }

  const device = () => records?.device ?? passing

  function open(): Promise<void> {
    opening ??= openRecords()
    return opening
  }

  return {
    open,
    device,
    async keep(check) {
      const { checks } = store.getState()
      const base = checks?.find(({ id }) => id === check.id) ?? null
      const others = (checks ?? []).filter(({ id }) => id !== check.id)
      const written = write(check, base)
      store.setState({ checks: [check, ...others].sort(latestFirst) })
      await written
      if (!unwritten.has(check.id)) await writeRest()
    },
    async writeAgain() {
      await openAnew()
      if (records) await writeRest()
      else await open()
    },
    forget() {
      unwritten.clear()
      store.setState({ checks: [], open: null, averaging: null, storage: null, savedAt: null })
    },
    async remove(id) {
      await openAnew()
      await records?.removeCheck(id)
      if (unwritten.delete(id) && unwritten.size === 0) store.setState({ storage: null })
      const { checks, open } = store.getState()
      store.setState({ checks: (checks ?? []).filter((check) => check.id !== id), open: open?.check === id ? null : open })
    },
    async keepPhoto(photo) {
      try {
        await openAnew()
        if (!records) throw new Error(refusal)
        await records.putPhoto(photo)
        wrote()
      } catch (error) {
        hasFailed = true
        const kb = Math.ceil(photo.bytes.byteLength / 1000)
        throw isFull(error)
          ? new AppError('photo.full', { kb })
          : new AppError('photo.storage', { kb, message: messageOf(error) })
      }
    },
    // what stays is freed when the records are next opened
    freePhotos: async (ids) => records?.freePhotos(ids).catch(() => {}),
    photo: async (id) => (await records?.photo(id)) ?? null,
  }
}

const latestFirst = (a: Check, b: Check) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0)
/** Browsers say it by the name alone. */
const isFull = (error: unknown) => error instanceof Error && error.name === 'QuotaExceededError'
/** What an exception says, or else its name. */
export const messageOf = (error: unknown) => (error instanceof Error ? error.message || error.name : String(error))
