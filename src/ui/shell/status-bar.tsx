import { lazy, Suspense, useEffect, useState } from 'react'
import { shownNumber } from '../../core/units.ts'
import { reviewWords } from '../../i18n/review-words.ts'
import { shellText } from '../../i18n/shell.ts'
import { useApp, useLocale, useText } from './app-context.ts'
import { Attribution } from './attribution.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { JobList } from './job-list.tsx'
import { parseScale, scaleBar, scaleDenominator, showLength, WIDEST_BAR_PX } from './scale.ts'
import { OfflineStatus } from './screens.ts'
import styles from './status-bar.module.css'
import { useMetresPerPixel } from './use-view.ts'

// brings the projections along: the first screen need not wait for them
const Coordinates = lazy(async () => ({ default: (await import('./coordinates.tsx')).Coordinates }))

export interface StatusBarProps {
  readonly isMapReady: boolean
  readonly mapElement: HTMLElement | null
}

/** 审图号, attribution, scale, position, jobs: what a printed sheet carries in its margin. */
export function StatusBar({ isMapReady, mapElement }: StatusBarProps) {
  const { config } = useApp()
  const text = useText()
  const locale = useLocale()
  const metresPerPixel = useMetresPerPixel(isMapReady)
  return (
    <section className={styles.bar} aria-label={text(shellText.status)} data-region="status">
      <span className={styles.review}>{reviewWords(config, locale)}</span>
      <Attribution />
      {metresPerPixel !== null && (
        <>
          <ScaleField denominator={scaleDenominator(metresPerPixel)} />
          <ScaleBar metresPerPixel={metresPerPixel} />
          <Suspense>
            <Coordinates mapElement={mapElement} />
          </Suspense>
        </>
      )}
      {isMapReady && (
        <ErrorBoundary fallback={() => null}>
          <Suspense>
            <OfflineStatus />
          </Suspense>
        </ErrorBoundary>
      )}
      <JobList />
    </section>
  )
}

function ScaleField({ denominator }: { readonly denominator: number }) {
  const app = useApp()
  const text = useText()
  const shown = shownNumber(denominator, 0)
  const [typed, setTyped] = useState(shown)
  const [isWrong, setIsWrong] = useState(false)
  useEffect(() => setTyped(shown), [shown])
  const apply = () => {
    const wanted = parseScale(typed)
    setIsWrong(wanted === null)
    if (wanted !== null) app.map?.setScale(wanted)
  }
  return (
    <label className={styles.scale}>
      <span aria-hidden="true">1 :</span>
      <input
        aria-label={`${text(shellText.scale)} 1:`}
        title={text(shellText.scaleHelp)}
        inputMode="numeric"
        value={typed}
        aria-invalid={isWrong}
        onChange={(event) => setTyped(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={() => {
          setTyped(shown)
          setIsWrong(false)
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') apply()
          if (event.key === 'Escape') {
            setTyped(shown)
            event.stopPropagation()
          }
        }}
      />
    </label>
  )
}

function ScaleBar({ metresPerPixel }: { readonly metresPerPixel: number }) {
  const text = useText()
  const { metres, pixels } = scaleBar(metresPerPixel, WIDEST_BAR_PX)
  const length = showLength(metres)
  return (
    <span className={styles.scaleBar} role="img" aria-label={text(shellText.scaleBar, { length })}>
      <span className={styles.scaleLine} style={{ width: pixels }}>
        <span>{length}</span>
      </span>
    </span>
  )
}
