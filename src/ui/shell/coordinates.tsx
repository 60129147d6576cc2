import { useEffect, useState } from 'react'
import { shellText } from '../../i18n/shell.ts'
import type { LngLat } from '../../workers/tiles-api.ts'
import { IconButton } from '../parts/button.tsx'
import { useApp, useAppState, useLocale, useText } from './app-context.ts'
import { formatName, nextFormat, positionText } from './position-text.ts'
import styles from './status-bar.module.css'
import { useCopy } from './use-clipboard.ts'

/** Where the pointer is, or the middle of the map without one. A press steps to the next form. */
export function Coordinates({ mapElement }: { readonly mapElement: HTMLElement | null }) {
  const app = useApp()
  const text = useText()
  const copy = useCopy()
  const locale = useLocale()
  const format = useAppState((state) => state.session.coordinateFormat)
  const view = useAppState((state) => state.session.view)
  const pointer = usePointer(mapElement)
  const at: LngLat = pointer ?? [view.lng, view.lat]
  const name = text(formatName(format))
  const { shown, plain } = positionText(at, format, locale)
  return (
    <span className={styles.coordinates}>
      <button
        type="button"
        className={styles.formatButton}
        title={text(shellText.coordinatesNext, { format: name })}
        onClick={() => app.setSession({ coordinateFormat: nextFormat(format, app.config.workingCrs) })}
      >
        <span className={styles.position}>{shown}</span>
        <span className={styles.format}>{name}</span>
      </button>
      <IconButton icon="copy" label={text(shellText.coordinatesCopy)} isSmall onPress={() => copy(plain)} />
    </span>
  )
}

/** The pointer's lon/lat, once a frame; null when it is not on the map. */
function usePointer(mapElement: HTMLElement | null): LngLat | null {
  const app = useApp()
  const [at, setAt] = useState<LngLat | null>(null)
  useEffect(() => {
    if (!mapElement) return
    let frame = 0
    const move = (event: PointerEvent) => {
      if (frame || event.pointerType === 'touch') return
      frame = requestAnimationFrame(() => {
        frame = 0
        const box = mapElement.getBoundingClientRect()
        setAt(app.map?.lngLatAt([event.clientX - box.left, event.clientY - box.top]) ?? null)
      })
    }
    mapElement.addEventListener('pointermove', move)
    return () => {
      cancelAnimationFrame(frame)
      mapElement.removeEventListener('pointermove', move)
    }
  }, [app, mapElement])
  return at
}
