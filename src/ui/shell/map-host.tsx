import { useEffect, useRef, useState } from 'react'
import { AppError } from '../../core/errors.ts'
import { shownNumber } from '../../core/units.ts'
import { shellText } from '../../i18n/shell.ts'
import { Note } from '../parts/note.tsx'
import { reportError, useApp, useText } from './app-context.ts'
import styles from './map-host.module.css'
import { scaleDenominator } from './scale.ts'
import { useMetresPerPixel } from './use-view.ts'

export type MountMap = (container: HTMLElement) => Promise<unknown> | unknown

export interface MapHostProps {
  readonly mountMap: MountMap
  readonly onReady: (element: HTMLElement) => void
}

/** The element that the map lives in, mounted once. Without WebGL it says so and the rest goes on. */
export function MapHost({ mountMap, onReady }: MapHostProps) {
  const app = useApp()
  const text = useText()
  const container = useRef<HTMLElement>(null)
  const hasBegun = useRef(false)
  const [state, setState] = useState<'opening' | 'ready' | 'none'>('opening')
  useEffect(() => {
    const element = container.current
    if (!element || hasBegun.current) return
    hasBegun.current = true
    void (async () => {
      try {
        await mountMap(element)
        setState('ready')
        onReady(element)
      } catch (error) {
        setState('none')
        if (!(error instanceof AppError && error.code === 'map.noWebgl')) reportError(app, error)
      }
    })()
  }, [app, mountMap, onReady])

  const metresPerPixel = useMetresPerPixel(state === 'ready')
  const label =
    metresPerPixel === null
      ? text(shellText.mapRegion)
      : text(shellText.map, { district: text(app.config.district.name), scale: shownNumber(scaleDenominator(metresPerPixel), 0) })
  return (
    <>
      <section ref={container} className={styles.host} data-region="map" data-map-state={state} aria-label={label} />
      {state === 'opening' && (
        <p className={styles.opening} role="status">
          {text(shellText.mapLoading)}
        </p>
      )}
      {state === 'none' && (
        <div className={styles.none}>
          <Note level="warning" role="alert">
            <strong>{text(shellText.noMapTitle)}</strong>
            <p>{text(shellText.noMapBody)}</p>
            <p>{text(shellText.noMapHelp)}</p>
          </Note>
        </div>
      )}
    </>
  )
}
