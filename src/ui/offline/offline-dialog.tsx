import { useEffect, useState } from 'react'
import type { App } from '../../app/app.ts'
import { bytesOf, partOf } from '../../app/pack.ts'
import type { LayerId } from '../../app/state.ts'
import { missing } from '../../app/take-layers.ts'
import { usableOrder } from '../../app/usable-order.ts'
import { offlineTake, TAKE_JOB } from '../../commands/offline-take.ts'
import { linkScan } from '../../commands/palette/link-scan.ts'
import { offlineUpdate } from '../../commands/palette/offline-update.ts'
import { projectOpen } from '../../commands/palette/project-open.ts'
import { packageSave } from '../../commands/palette/project-save.ts'
import { AppError } from '../../core/errors.ts'
import type { PackArea } from '../../core/offline/pack-area.ts'
import type { Locale } from '../../core/text.ts'
import { messageOf } from '../../i18n/errors.ts'
import { marks } from '../../i18n/marks.ts'
import { offlineText } from '../../i18n/offline.ts'
import { stageText } from '../../i18n/stages.ts'
import type { PartPlan } from '../../workers/offline-api.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Note } from '../parts/note.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { drawArea } from './area-choices.ts'
import { AreaField } from './area-field.tsx'
import { ExpiryField } from './expiry-field.tsx'
import { InstallLine } from './install-line.tsx'
import { LayerChoice } from './layer-choice.tsx'
import styles from './offline.module.css'
import { OrderCode, OrderNote } from './pack-order.tsx'
import { isRoomFor, type Room, readRoom } from './read-room.ts'
import { offlineRefusal } from './refusal.ts'
import { usePlans } from './use-plans.ts'
import { shownSize } from './words.ts'

/** What was chosen when the dialog was left to draw an area. */
const drafts = new WeakMap<
  App,
  { readonly chosen: ReadonlySet<LayerId>; readonly expiresAt: string | null; readonly area: PackArea | null }
>()
/** Stays free for photos and records. */
const SPARE_BYTES = 50e6

/** 离线包: what goes along into the field, how large it is, whether there is room, how old it is. */
export function OfflineDialog() {
  const app = useApp()
  const text = useText()
  const isOpen = useAppState((state) => state.session.dialog === 'offline')
  if (!isOpen) return null
  const close = () => app.setSession({ dialog: null, order: null })
  const refusal = offlineRefusal()
  if (!refusal) return <PackageDialog onClose={close} />
  return (
    <Dialog title={text(offlineText.title)} isOpen onClose={close} closeLabel={text(offlineText.close)} size="narrow">
      <Note level="warning">{text(refusal)}</Note>
    </Dialog>
  )
}

function PackageDialog({ onClose }: { readonly onClose: () => void }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const locale = useLocale()
  const { pack, updates, isOnline } = useAppState((state) => state.session.offline)
  const layers = useAppState((state) => state.project.layers)
  const job = useAppState(({ session }) =>
    session.jobs.findLast(({ state, title }) => state === 'running' && title.zh === TAKE_JOB.zh),
  )
  const draft = drafts.get(app)
  const scanned = useAppState((state) => state.session.order)
  const order =
    scanned &&
    usableOrder(
      scanned,
      app.catalog.layers.map(({ id }) => id),
    )
  const [isCoded, setCoded] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<LayerId>>(() => {
    const here = [...pack.layers, ...pack.wanted].map(({ entry }) => entry.id)
    if (draft) return draft.chosen
    // what is here stays: a code that was read takes nothing from the device
    if (order) return new Set([...here, ...order.layers])
    if (here.length > 0) return new Set(here)
    return new Set(app.catalog.layers.map(({ id }) => id).filter((id) => layers[id]?.visible || layers[id]?.role === 'context'))
  })
  const [expiresAt, setExpiresAt] = useState(draft ? draft.expiresAt : (order?.expiresAt ?? pack.expiresAt))
  const kept = [...pack.wanted, ...pack.layers].map(({ entry }) => partOf(entry)).find((part) => part !== null) ?? null
  const [area, setArea] = useState<PackArea | null>(draft ? draft.area : order ? order.area : kept)
  useEffect(() => void drafts.delete(app), [app])
  const draw = () =>
    drawArea(app, (drawn) => {
      drafts.set(app, { chosen, expiresAt, area: drawn ?? area })
      app.setSession({ dialog: 'offline' })
    })
  const plans = usePlans(chosen, area, isOnline)
  const room = useAsync(`${job?.id ?? ''} ${pack.layers.length}`, readRoom)
  const free = room.state === 'done' ? room.value.freeBytes : null

  const isHere = new Set(pack.layers.map(({ entry }) => entry.id))
  const plan = plans.state === 'done' ? plans.value : new Map<LayerId, PartPlan>()
  const toTake = new Set(missing(app, { layers: [...chosen], area }))
  const entryOf = (id: LayerId) => (toTake.has(id) ? app.published : app.catalog).layers.find((entry) => entry.id === id)
  const sizeOf = (id: LayerId) => {
    const entry = entryOf(id)
    return plan.get(id)?.bytes ?? (entry ? bytesOf(entry) : 0)
  }
  const total = [...chosen].reduce((sum, id) => sum + sizeOf(id), 0)
  const load = [...toTake].reduce((sum, id) => sum + sizeOf(id), 0)
  const isGoingOn = pack.wanted.some(({ entry }) => chosen.has(entry.id))
  const isMeasured = toTake.size === 0 || plans.state === 'done'
  const isToldShort = free !== null && load > 0 && load + SPARE_BYTES > free
  // what the browser tells is no promise of the disk: the size is tried once it is known
  const trial = useAsync(`${isMeasured && !job ? load : 0}`, async (signal) =>
    isMeasured && load > 0 && !job ? isRoomFor(app, load + SPARE_BYTES, signal) : true,
  )
  const isRoomShort = isToldShort || (trial.state === 'done' && !trial.value)
  const isChanged =
    toTake.size > 0 || expiresAt !== pack.expiresAt || [...isHere].some((id) => !chosen.has(id)) || pack.wanted.length > 0
  const reopens = [...toTake].some((id) => plan.has(id) || isHere.has(id))
  const imported = Object.values(layers).filter(({ receipt }) => receipt).length
  const updated = updates.map((id) => (layers[id] ? text(layers[id].title) : id)).join(text(marks.list))
  const openFile = () => {
    onClose()
    run(projectOpen, undefined)
  }
  const action = toTake.size === 0 ? offlineText.apply : isGoingOn ? offlineText.goOn : offlineText.load
  return (
    <Dialog
      title={text(offlineText.title)}
      isOpen
      onClose={onClose}
      closeLabel={text(offlineText.close)}
      isDismissable={!job}
      actions={
        job ? (
          // where the press was: the list may be scrolled anywhere
          <div className={styles.progress} role="status">
            <ProgressBar label={text(offlineText.working)} share={job.share} stage={text(stageText(job.stage))} />
            <Button onPress={() => app.cancelJob(job.id)}>{text(offlineText.stop)}</Button>
          </div>
        ) : (
          <>
            <span className={styles.sum} role="status">
              {isMeasured
                ? toTake.size === 0
                  ? text(offlineText.sumHere, { total: shownSize(total) })
                  : text(offlineText.sum, { total: shownSize(total), load: shownSize(load) })
                : plans.state === 'loading' && text(offlineText.areaMeasuring)}
            </span>
            {pack.layers.length > 0 && <Button onPress={() => run(packageSave, undefined)}>{text(offlineText.asFile)}</Button>}
            <Button
              variant="primary"
              isDisabled={!isChanged || isRoomShort || !isMeasured || (toTake.size > 0 && !isOnline)}
              onPress={() => run(offlineTake, { layers: [...chosen], expiresAt, area })}
            >
              {text(action, { size: isMeasured ? shownSize(load) : '…' })}
            </Button>
          </>
        )
      }
    >
      <div className={styles.fields}>
        {scanned && <OrderNote order={scanned} />}
        <StateLines room={room.state === 'done' ? room.value : null} />
        <InstallLine />
        <div className={styles.office}>
          <span>{text(offlineText.fromOffice)}</span>
          <Button isSmall isDisabled={Boolean(job)} onPress={openFile}>
            {text(offlineText.fromFile)}
          </Button>
          <Button isSmall isDisabled={Boolean(job)} onPress={() => run(linkScan, undefined)}>
            {text(offlineText.scan)}
          </Button>
          <Button isSmall isDisabled={chosen.size === 0} aria-expanded={isCoded} onPress={() => setCoded(!isCoded)}>
            {text(offlineText.asCode)}
          </Button>
        </div>
        {isCoded && chosen.size > 0 && <OrderCode order={{ layers: [...chosen], area, expiresAt }} />}
        {updates.length > 0 && (
          <Note>
            <p>{text(offlineText.updates, { count: updates.length, layers: updated })}</p>
            <Button isSmall isDisabled={Boolean(job) || !isOnline} onPress={() => run(offlineUpdate, undefined)}>
              {text(offlineText.update)}
            </Button>
          </Note>
        )}
        {!job && isRoomShort && (
          <Note level="error" role="alert">
            {isToldShort
              ? text(offlineText.noRoom, { need: shownSize(load), free: shownSize(free), spare: shownSize(SPARE_BYTES) })
              : text(offlineText.noRoomTried, { need: shownSize(load), spare: shownSize(SPARE_BYTES) })}
          </Note>
        )}
        {toTake.size > 0 && !isOnline && <Note level="warning">{text(offlineText.needsNetwork)}</Note>}
        <AreaField area={area} kept={kept} isDisabled={Boolean(job)} onChange={setArea} onDraw={draw} />
        {plans.state === 'failed' && (
          <Note level="error" role="alert">
            {wordsOf(plans.error, locale)}
          </Note>
        )}
        {reopens && <p className={styles.quiet}>{text(offlineText.reopens)}</p>}
        <LayerChoice chosen={chosen} sizeOf={sizeOf} plans={plan} onChange={setChosen} isDisabled={Boolean(job)} />
        {imported > 0 && <p className={styles.quiet}>{text(offlineText.imported, { count: imported })}</p>}
        <ExpiryField value={expiresAt} kept={pack.expiresAt} onChange={setExpiresAt} />
      </div>
    </Dialog>
  )
}

function StateLines({ room }: { readonly room: Room | null }) {
  const text = useText()
  const app = useApp()
  const { isOnline, isKept } = useAppState((state) => state.session.offline)
  const basemap = useAppState((state) => state.project.basemap)
  const ground = app.config.basemaps.find(({ id }) => id === basemap)
  return (
    <ul className={styles.lines}>
      <li>{text(isOnline ? offlineText.onlineLine : offlineText.offlineLine)}</li>
      <li>{text(isKept ? offlineText.shellKept : isOnline ? offlineText.shellNot : offlineText.shellNotOffline)}</li>
      {room && (
        <li>
          {room.freeBytes === null ? text(offlineText.roomUnknown) : text(offlineText.room, { free: shownSize(room.freeBytes) })}
          {text(marks.clause)}
          {text(room.isPersisted ? offlineText.persisted : offlineText.notPersisted)}
        </li>
      )}
      {ground && <li>{text(offlineText.groundNot, { title: text(ground.title) })}</li>}
    </ul>
  )
}

function wordsOf(error: unknown, locale: Locale): string {
  return error instanceof AppError
    ? messageOf(error.code, error.detail, locale)
    : messageOf('bug', { message: String(error) }, locale)
}
