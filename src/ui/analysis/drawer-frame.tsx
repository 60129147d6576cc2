import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { analysisText } from '../../i18n/analysis.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { classNames } from '../parts/class-names.ts'
import { useApp, useAppState, useText } from '../shell/app-context.ts'
import { PHONE, useMedia } from '../shell/use-media.ts'
import styles from './result.module.css'

const LEAST_PX = 160
const KEY_STEP_PX = 24

/** A panel at the lower edge: drawn higher by its upper border, given half or all of the window or closed by buttons; its height is remembered. */
export function DrawerFrame({
  label,
  closeLabel,
  head,
  onClose,
  children,
}: {
  readonly label: string
  readonly closeLabel: string
  readonly head: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const app = useApp()
  const text = useText()
  const isPhone = useMedia(PHONE)
  const kept = useAppState((state) => state.session.drawerHeight)
  const [isFull, setFull] = useState(false)
  const [dragged, setDragged] = useState<number | null>(null)
  const height = dragged ?? kept
  const toHalf = () => {
    setFull(false)
    app.setSession({ drawerHeight: Math.round(window.innerHeight / 2) })
  }
  return (
    <section
      className={classNames(styles.drawer, isFull && styles.full, isPhone && styles.phone)}
      style={isPhone || isFull ? undefined : { height }}
      aria-label={label}
      data-full={isFull || undefined}
    >
      {!isPhone && !isFull && <HeightHandle height={height} onDrag={setDragged} />}
      <header className={styles.head}>
        {head}
        <div className={styles.sizes}>
          {!isPhone && !isFull && (
            <Button isSmall variant="quiet" onPress={toHalf}>
              {text(analysisText.half)}
            </Button>
          )}
          {!isPhone && (
            <Button isSmall variant="quiet" onPress={isFull ? toHalf : () => setFull(true)}>
              {text(isFull ? analysisText.half : analysisText.full)}
            </Button>
          )}
          <IconButton icon="close" isSmall label={closeLabel} onPress={onClose} />
        </div>
      </header>
      {children}
    </section>
  )
}

function HeightHandle({ height, onDrag }: { readonly height: number; readonly onDrag: (height: number | null) => void }) {
  const app = useApp()
  const text = useText()
  const start = useRef<{ y: number; height: number } | null>(null)
  const most = Math.round(window.innerHeight * 0.8)
  const within = (value: number) => Math.round(Math.min(most, Math.max(LEAST_PX, value)))
  const keep = (value: number) => app.setSession({ drawerHeight: within(value) })
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: KEY_STEP_PX, ArrowDown: -KEY_STEP_PX }[event.key]
    if (!step) return
    event.preventDefault()
    keep(height + step)
  }
  const at = (event: PointerEvent) => (start.current ? within(start.current.height + start.current.y - event.clientY) : height)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a splitter that moves is no hr
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={text(analysisText.resize)}
      aria-valuenow={height}
      aria-valuemin={LEAST_PX}
      aria-valuemax={most}
      className={styles.handle}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { y: event.clientY, height }
      }}
      onPointerMove={(event) => start.current && onDrag(at(event))}
      onPointerUp={(event) => {
        keep(at(event))
        start.current = null
        onDrag(null)
      }}
      onPointerCancel={() => {
        start.current = null
        onDrag(null)
      }}
    />
  )
}
