import { partOf } from '../../app/pack.ts'
import { shownNumber } from '../../core/units.ts'
import { marks } from '../../i18n/marks.ts'
import { offlineText } from '../../i18n/offline.ts'
import { packText } from '../../i18n/pack.ts'
import { isRoomFor, readRoom } from '../offline/read-room.ts'
import { shownAge, shownDate, shownSize } from '../offline/words.ts'
import { Note } from '../parts/note.tsx'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import styles from './pack.module.css'

const DAY_MS = 24 * 60 * 60_000
/** What photos and records of a day may take. */
const DAYS_WORK_MB = 100

/** Layers that are shown but would be blank without a network, and what of the package is not whole. */
export function PackMissing({ cleared }: { readonly cleared: ReadonlySet<string> }) {
  const app = useApp()
  const text = useText()
  const { pack } = useAppState((state) => state.session.offline)
  const { layers, basemap } = useAppState((state) => state.project)
  const packed = new Set([...pack.layers, ...pack.wanted].map(({ entry }) => entry.id))
  const ground = app.config.basemaps.find(({ id }) => id === basemap)
  const lines = [
    ...pack.layers
      .filter(({ entry }) => cleared.has(entry.id))
      .map(({ entry }) => text(marks.says, { subject: text(entry.title), words: text(packText.isCleared) })),
    ...pack.wanted.map(({ entry }) => text(packText.notComplete, { title: text(entry.title) })),
    // imported layers are on the device anyway
    ...Object.values(layers)
      .filter(({ id, visible, receipt }) => visible && !receipt && !packed.has(id))
      .map(({ title }) => text(packText.notTaken, { title: text(title) })),
    ...(ground ? [text(packText.ground, { title: text(ground.title) })] : []),
  ]
  return (
    <section>
      <h3>{text(packText.missing)}</h3>
      {lines.length === 0 ? (
        <p>{text(packText.nothingMissing)}</p>
      ) : (
        <ul aria-label={text(packText.missing)}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** When it was taken, how long it stays, and whether application and network are there. */
export function PackFacts({ takenAt }: { readonly takenAt: string | null }) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const { pack, isOnline, isKept } = useAppState((state) => state.session.offline)
  const now = app.clock.now()
  const until = pack.expiresAt
  const days = until === null ? 0 : Math.floor((Date.parse(until) - now.getTime()) / DAY_MS)
  const facts = [
    ...(takenAt === null
      ? []
      : [
          [packText.taken, shownAge(takenAt, now, locale)] as const,
          [
            packText.expiry,
            until === null
              ? text(packText.never)
              : days > 0
                ? text(packText.until, { date: shownDate(until), days })
                : text(packText.today),
          ] as const,
        ]),
    [packText.program, text(programWords(isKept, isOnline))] as const,
    [packText.network, text(isOnline ? offlineText.online : offlineText.offline)] as const,
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(([name, words]) => (
        <div key={name.en}>
          <dt>{text(name)}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}

function programWords(isKept: boolean, isOnline: boolean) {
  if (isKept) return packText.programHere
  if (!('serviceWorker' in navigator)) return packText.programNever
  return isOnline ? packText.programNot : packText.programNotOffline
}

export function PackLayers({ cleared }: { readonly cleared: ReadonlySet<string> }) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const { pack, updates } = useAppState((state) => state.session.offline)
  return (
    <section>
      <h3>{text(packText.contents)}</h3>
      <ul className={styles.layers} aria-label={text(packText.contents)}>
        {pack.layers.map(({ entry, takenAt }) => {
          const part = partOf(entry)
          const date = app.published.layers.find(({ id }) => id === entry.id)?.date ?? ''
          const state = cleared.has(entry.id)
            ? text(packText.isCleared)
            : updates.includes(entry.id)
              ? text(packText.isOld, { date })
              : text(packText.isHere)
          const count =
            entry.kind === 'table'
              ? part
                ? text(packText.part, { count: shownNumber(entry.count, 0), all: shownNumber(part.of.count, 0) })
                : text(packText.features, { count: shownNumber(entry.count, 0) })
              : ''
          return (
            <li key={entry.id}>
              <b>{text(entry.title)}</b>
              <span>
                {[count, shownSize(entry.bytes), shownAge(takenAt, app.clock.now(), locale), state].filter(Boolean).join(' · ')}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** What is used and what is left: told by the browser, and tried. @param bytes of the package */
export function PackRoom({ bytes }: { readonly bytes: number }) {
  const app = useApp()
  const text = useText()
  const room = useAsync(`room ${bytes}`, readRoom)
  const trial = useAsync('trial', (signal) => isRoomFor(app, DAYS_WORK_MB * 1e6, signal))
  const isKept = room.state === 'done' && room.value.isPersisted
  const used = room.state === 'done' ? room.value.usedBytes : null
  const free = room.state === 'done' ? room.value.freeBytes : null
  // plain http: the browser tells of no room
  if (room.state === 'failed') return null
  return (
    <section>
      <h3>{text(packText.room)}</h3>
      <p data-testid="room">
        {[
          used === null ? '' : text(packText.used, { used: shownSize(used), pack: shownSize(bytes) }),
          free === null ? '' : text(packText.free, { free: shownSize(free) }),
          room.state === 'done' ? text(isKept ? packText.kept : packText.notKept) : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {trial.state === 'done' && !trial.value && (
        <Note level="error" role="alert">
          {text(packText.short, { mb: DAYS_WORK_MB })}
        </Note>
      )}
    </section>
  )
}
