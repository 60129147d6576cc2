import { createStore, type StoreApi } from 'zustand/vanilla'
import { AppError } from '../../core/errors.ts'
import { averageFixes } from '../../core/field/average-fixes.ts'
import {
  blankPoint,
  type Check,
  type CheckedPoint,
  changed,
  changedPoint,
  type Measurement,
  withAddedPoint,
} from '../../core/field/check.ts'
import type { Fix } from '../../core/field/fix.ts'
import type { PointClass } from '../../core/field/verdict.ts'
import type { App } from '../app.ts'
import type { PositionSource } from '../ports.ts'
import type { LayerId, ShownError } from '../state.ts'
import { dropToasts } from '../toasts.ts'
import { boundaryMarks } from './boundary-marks.ts'
import { AVERAGED_FIXES, type FieldState, FOLLOW_ACCURACY_M, type Here, type TimedFix } from './field-state.ts'
import type { FieldStore, Photo } from './field-store.ts'
import { keepRecords, messageOf } from './keep-records.ts'
import { newId } from './new-id.ts'

export interface FieldParts {
  readonly app: Pick<App, 'store' | 'tiles' | 'showLayer' | 'tableOf' | 'codeLists' | 'clock' | 'map' | 'toast' | 'setSession'>
  /** opened when it is first needed; rejects where the browser refuses storage */
  readonly openStore: () => Promise<FieldStore>
  /** ms, never set back */
  readonly monotonic: () => number
}

/** What the check of a parcel begins with. */
export interface ParcelToCheck {
  readonly layer: LayerId
  readonly row: number
  readonly code: string
  readonly name: string
  readonly registeredAreaM2: number | null
  readonly crs: string
  readonly pointClass: PointClass
}

/** Field work: positions in, the parcel that they are in, and checks that are written at each change. */
export interface Field {
  readonly store: StoreApi<FieldState>
  /** reads the records of this device */
  open(): Promise<void>
  use(source: PositionSource): Promise<void>
  /** stops listening; records stay */
  stop(): void
  follow(isFollowing: boolean): void
  setHeading(degrees: number | null): void
  setSaving(level: number | null): void
  chooseLayer(layer: LayerId | null): void
  startCheck(parcel: ParcelToCheck): Promise<void>
  show(open: FieldState['open']): void
  patchCheck(id: string, patch: Partial<Pick<Check, 'pointClass' | 'verdict' | 'note' | 'officer'>>): Promise<void>
  patchPoint(check: string, point: string, patch: Partial<CheckedPoint>): Promise<void>
  addPoint(check: string): Promise<void>
  removeCheck(id: string): Promise<void>
  /** puts a whole check in: from a file, or of two copies one */
  putCheck(check: Check): Promise<void>
  /** tries once more what could not be written */
  writeAgain(): Promise<void>
  /** the device was cleared: what is in sight goes too */
  forget(): void
  /** averages the coming fixes at a point; again: takes what there is */
  average(): void
  cancelAverage(): void
  typed(place: Pick<Measurement, 'lng' | 'lat' | 'accuracyM' | 'typed'>): Promise<void>
  /** of a receiver's text that was pasted @throws AppError position.notNmea */
  pasted(fixes: readonly Fix[], text: string): Promise<void>
  addPhoto(check: string, point: string, photo: Photo): Promise<void>
  /** @throws AppError photo.full, photo.storage */
  putPhoto(photo: Photo): Promise<void>
  /** takes it from the point; its bytes stay until they are freed, so that it may be put back */
  removePhoto(check: string, point: string, photo: string): Promise<void>
  /** @param at its place among the photos of the point */
  putPhotoBack(check: string, point: string, photo: string, at: number): Promise<void>
  freePhotos(ids: readonly string[]): Promise<void>
  photo(id: string): Promise<Photo | null>
  readonly device: () => string
}

export function createField({ app, openStore, monotonic }: FieldParts): Field {
  const store = createStore<FieldState>(() => ({
    source: 'device',
    positioning: { state: 'off', since: monotonic(), problem: null },
    fix: null,
    headingDeg: null,
    isFollowing: true,
    layer: null,
    here: null,
    checks: null,
    open: null,
    averaging: null,
    savedAt: null,
    storage: null,
    savingAt: null,
  }))
  let stopSource: (() => void) | null = null
  /** of the source in use: what an earlier one still sends is nobody's */
  let turn = 0
  let fixes = 0
  let isAsking = false
  let failedFor: LayerId | null = null
  const now = () => app.clock.now().toISOString()
  const { open, device, keep, writeAgain, forget, remove, keepPhoto, freePhotos, photo } = keepRecords({
    store,
    openStore,
    now,
    onRoom: () => dropToasts(app.setSession, NO_ROOM),
    onTaken: (count) => app.toast('field.taken', { count }, { level: 'error' }),
  })
  const checkOf = (id: string) => {
    const check = store.getState().checks?.find((each) => each.id === id)
    if (!check) throw new AppError('field.noCheck', { id })
    return check
  }

  async function ask(): Promise<void> {
    const { fix, layer, here } = store.getState()
    const known = layer === null ? null : app.store.getState().project.layers[layer]
    if (!fix || !known || isAsking) return
    isAsking = true
    try {
      await app.showLayer(known.id)
      const answer = await app.tiles.position({
        at: [fix.lng, fix.lat],
        accuracyM: fix.accuracyM,
        table: known.table,
        filter: known.filter,
      })
      const isSame = here?.table === known.table && here.row === answer.row
      const neighbours =
        answer.row === null ? [] : isSame ? here.neighbours : await app.tiles.neighbours({ table: known.table, row: answer.row })
      const next: Here = { ...answer, fix: fix.number, table: known.table, neighbours }
      if (store.getState().layer === layer) store.setState({ here: next })
      failedFor = null
    } catch (error) {
      // each second brings a fix: a layer that cannot be read is told of once
      if (failedFor !== layer) tell(error)
      failedFor = layer
    } finally {
      isAsking = false
      // what came meanwhile
      if (store.getState().fix?.number !== fix.number || store.getState().layer !== layer) void ask()
    }
  }

  function tell(error: unknown): void {
    const { code, detail } = shown(error)
    app.toast(code, detail, { level: 'error' })
  }

  function take(fix: Fix): void {
    if (!(Math.abs(fix.lng) <= 180 && Math.abs(fix.lat) <= 90)) return
    const timed: TimedFix = { ...fix, arrivedAt: monotonic(), number: ++fixes }
    const { averaging, isFollowing, positioning } = store.getState()
    store.setState({ fix: timed, positioning: { ...positioning, state: 'on', problem: null } })
    if (isFollowing && mayFollow(timed)) app.map?.flyTo([timed.lng, timed.lat])
    if (averaging) {
      const taken = [...averaging.fixes, fix]
      store.setState({ averaging: { ...averaging, fixes: taken } })
      if (taken.length >= averaging.wanted) void finishAverage()
    }
    void ask()
  }

  async function finishAverage(): Promise<void> {
    const { averaging } = store.getState()
    store.setState({ averaging: null })
    if (averaging) await measure(averaging.fixes, null)
  }

  async function measure(taken: readonly Fix[], typed: Measurement['typed']): Promise<void> {
    const { open } = store.getState()
    const mean = averageFixes(taken)
    if (!open?.point || !mean) return
    const { source, quality } = taken[taken.length - 1]
    await patchPoint(open.check, open.point, { measured: { ...mean, source, quality, typed, at: now() } })
  }

  function photosAt(check: string, point: string): readonly string[] {
    return checkOf(check).points.find(({ id }) => id === point)?.photos ?? []
  }

  async function patchPoint(check: string, point: string, patch: Partial<CheckedPoint>): Promise<void> {
    await keep(changedPoint(checkOf(check), point, patch, device(), now()))
  }

  return {
    store,
    device,
    open,
    async use(source) {
      const mine = ++turn
      stopSource?.()
      stopSource = null
      const start = { since: monotonic(), problem: null }
      store.setState({ source: source.id, fix: null, here: null, averaging: null, positioning: { state: 'searching', ...start } })
      const fail = (error: unknown) => {
        if (mine !== turn) return
        store.setState({ positioning: { state: 'failed', since: monotonic(), problem: shown(error) } })
      }
      try {
        const stop = await source.start({ fix: (fix) => mine === turn && take(fix), problem: fail })
        if (mine === turn) stopSource = stop
        else stop()
      } catch (error) {
        fail(error)
      }
    },
    stop() {
      turn++
      stopSource?.()
      stopSource = null
      store.setState({ averaging: null, positioning: { state: 'off', since: monotonic(), problem: null } })
    },
    follow(isFollowing) {
      store.setState({ isFollowing })
      const { fix } = store.getState()
      if (isFollowing && fix && mayFollow(fix)) app.map?.flyTo([fix.lng, fix.lat])
    },
    setHeading: (headingDeg) => store.setState({ headingDeg }),
    setSaving: (savingAt) => store.setState({ savingAt }),
    chooseLayer(layer) {
      store.setState({ layer, here: null })
      void ask()
    },
    async startCheck(parcel) {
      await open()
      const layer = app.store.getState().project.layers[parcel.layer]
      if (!layer) throw new AppError('layer.unknown', { layer: parcel.layer })
      await app.showLayer(layer.id)
      const points = await app.tiles.boundaryPoints({ table: layer.table, row: parcel.row })
      if (points.length === 0) throw new AppError('tiles.noGeometry', { table: layer.title.zh, row: parcel.row + 1 })
      const marks = await boundaryMarks(app, points)
      const { code, name, row, registeredAreaM2, crs, pointClass } = parcel
      const at = now()
      const check: Check = {
        version: 1,
        id: newId(),
        layer: {
          id: layer.id,
          title: layer.title.zh,
          titleEn: layer.title.en,
          table: layer.table,
          sha256: layer.source.sha256 || null,
        },
        parcel: { row, code, name, registeredAreaM2 },
        crs,
        pointClass,
        points: points.map(({ label, ring, isHole, lng, lat }, i) =>
          blankPoint({ id: `${ring}-${label}`, label, ring, isHole, registered: { lng, lat }, ...marks[i] }),
        ),
        verdict: null,
        note: '',
        officer: lastOfficer(),
        startedAt: at,
        changedAt: at,
        changes: { [device()]: 1 },
      }
      await keep(check)
      store.setState({ open: { check: check.id, point: null } })
    },
    show(open) {
      store.setState({ open, averaging: null })
    },
    async patchCheck(id, patch) {
      await keep(changed(checkOf(id), patch, device(), now()))
    },
    patchPoint,
    async addPoint(id) {
      const point = newId()
      await keep(withAddedPoint(checkOf(id), point, device(), now()))
      store.setState({ open: { check: id, point } })
    },
    removeCheck: remove,
    putCheck: keep,
    writeAgain,
    forget,
    average() {
      const { averaging, fix } = store.getState()
      if (averaging) void finishAverage()
      else if (fix) store.setState({ averaging: { wanted: AVERAGED_FIXES, fixes: [] } })
    },
    cancelAverage: () => store.setState({ averaging: null }),
    async typed({ lng, lat, accuracyM, typed }) {
      await measure([{ lng, lat, accuracyM, ...TYPED }], typed)
    },
    async pasted(taken, text) {
      if (taken.length === 0) throw new AppError('position.notNmea', { lines: text.split('\n').length })
      await measure(taken, null)
    },
    async addPhoto(check, point, taken) {
      // the picture first: a record must not name one that is not there
      await keepPhoto(taken)
      await patchPoint(check, point, { photos: [...photosAt(check, point), taken.id] })
    },
    putPhoto: keepPhoto,
    removePhoto: (check, point, gone) => patchPoint(check, point, { photos: photosAt(check, point).filter((id) => id !== gone) }),
    putPhotoBack: (check, point, back, at) => patchPoint(check, point, { photos: photosAt(check, point).toSpliced(at, 0, back) }),
    freePhotos,
    photo,
  }

  function lastOfficer(): string {
    return store.getState().checks?.find(({ officer }) => officer !== '')?.officer ?? ''
  }
}

/** They may stand over what the officer reads, when it is no longer so. */
const NO_ROOM = ['storage.full', 'photo.full', 'photo.storage']
const TYPED = { source: 'typed', headingDeg: null, speedMps: null, quality: null, satellites: null, timeS: null } as const

/** A position that may be far off must not pull the map about; the screen says so instead. */
export function mayFollow(fix: Pick<Fix, 'accuracyM'>): boolean {
  return fix.accuracyM === null || fix.accuracyM <= FOLLOW_ACCURACY_M
}
function shown(error: unknown): ShownError {
  if (error instanceof AppError) return { code: error.code, detail: error.detail }
  return { code: 'position.lost', detail: { message: messageOf(error) } }
}
