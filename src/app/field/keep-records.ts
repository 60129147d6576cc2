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
}

/** The checks in the state as the device keeps them: each change is on its way to the disk before the screen shows it. */
export interface Records {
  /** reads what is here, once; again where the browser refused before */
  open(): Promise<void>
  /** tells this device's changes of a check from those of others */
  readonly device: () => string
  keep(check: Check): Promise<void>
  remove(id: string): Promise<void>
  /** @throws AppError photo.full, photo.storage */
  keepPhoto(photo: Photo): Promise<void>
  /** frees what the photos among these take that no record has */
  freePhotos(ids: readonly string[]): Promise<void>
  photo(id: string): Promise<Photo | null>
}

export function keepRecords({ store, openStore, now }: RecordsParts): Records {
  let records: FieldStore | null = null
  let opening: Promise<void> | null = null
  /** why nothing can be kept */
  let refusal = ''
  /** where nothing can be kept: changes are counted apart from those of other devices all the same */
  const passing = newId()

  async function read(opened: FieldStore): Promise<void> {
    store.setState({ checks: [...(await opened.checks())].sort(latestFirst) })
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
    } catch (error) {
      opening = null
      refusal = messageOf(error)
      fail(error)
      store.setState(({ checks }) => ({ checks: checks ?? [] }))
    }
  }

  function fail(error: unknown): void {
    const storage: ShownError = isFull(error)
      ? { code: 'field.full', detail: {} }
      : { code: 'field.storage', detail: { message: messageOf(error) } }
    store.setState({ storage })
  }

  const device = () => records?.device ?? passing

  return {
    open() {
      opening ??= openRecords()
      return opening
    },
    device,
    async keep(check) {
      const { checks } = store.getState()
      const base = checks?.find(({ id }) => id === check.id)
      const written = records?.putCheck(check.id, (there) =>
        // a tab that sleeps, or has not heard yet, made its change of what was before
        there && base ? onTopOf(there, base, check, device()) : check,
      )
      const others = (checks ?? []).filter(({ id }) => id !== check.id)
      store.setState({ checks: [check, ...others].sort(latestFirst) })
      try {
        if (!written) throw new Error(refusal)
        const kept = await written
        if (kept !== check)
          store.setState(({ checks }) => ({ checks: (checks ?? []).map((each) => (each === check ? kept : each)) }))
        store.setState({ savedAt: now(), storage: null })
      } catch (error) {
        fail(error)
      }
    },
    async remove(id) {
      await records?.removeCheck(id)
      const { checks, open } = store.getState()
      store.setState({ checks: (checks ?? []).filter((check) => check.id !== id), open: open?.check === id ? null : open })
    },
    async keepPhoto(photo) {
      try {
        if (!records) throw new Error(refusal)
        await records.putPhoto(photo)
      } catch (error) {
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
