import type { Measurement } from '../../app/state.ts'
import { measureRemove } from '../../commands/measure-remove.ts'
import { measureClear } from '../../commands/palette/measure-clear.ts'
import { sketchFigures } from '../../core/sketch/figures.ts'
import { AREA_UNITS, companionUnits, shownArea, shownLength, shownNumber } from '../../core/units.ts'
import { measureText } from '../../i18n/measure.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { useCopy } from '../shell/use-clipboard.ts'
import { PHONE, useMedia } from '../shell/use-media.ts'
import { Sides } from './figures.tsx'
import styles from './measure.module.css'
import { measureAsText } from './measure-text.ts'

const NONE: readonly Measurement[] = []

/** What was measured and stays on the map, the newest first. */
export function MeasureResults() {
  const text = useText()
  const run = useRun()
  const isPhone = useMedia(PHONE)
  const measurements = useAppState((state) => state.project.measurements ?? NONE)
  if (measurements.length === 0) return null
  const head = (
    <header className={styles.resultsHead}>
      <h3>{text(measureText.results, { n: measurements.length })}</h3>
      <Button variant="quiet" isSmall onPress={() => run(measureClear, undefined)}>
        {text(measureText.clear)}
      </Button>
    </header>
  )
  return (
    <section className={styles.results} aria-label={text(measureText.results, { n: measurements.length })}>
      {!isPhone && head}
      <ul>{measurements.map((each, i) => <Result key={each.id} measurement={each} number={i + 1} />).reverse()}</ul>
      {/* above the figure it put it below the fold, where the tools take two lines */}
      {isPhone && head}
    </section>
  )
}

function Result({ measurement, number }: { readonly measurement: Measurement; readonly number: number }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const copy = useCopy()
  const locale = useLocale()
  const format = useAppState((state) => state.session.coordinateFormat)
  const { kind, points } = measurement
  const { areaM2, lengthM, segments } = sketchFigures(points, kind === 'area')
  const length = shownLength(lengthM)
  const name = text(kind === 'area' ? measureText.areaName : measureText.lengthName, { n: number })
  const zoom = () => {
    const [lngs, lats] = [points.map(([lng]) => lng), points.map(([, lat]) => lat)]
    app.map?.fit([Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)])
  }
  return (
    <li className={styles.result}>
      <div className={styles.resultHead}>
        <p>
          <span className={styles.resultName}>{name}</span>
          {areaM2 === null ? (
            <strong>
              {length.text} {length.unit}
            </strong>
          ) : (
            <>
              <strong>{shownNumber(areaM2, 2)} m²</strong>
              <span className={styles.resultUnits}>
                {companionUnits(areaM2)
                  .map((unit) => `${shownArea(areaM2, unit)} ${text(AREA_UNITS[unit].label)}`)
                  .join(' · ')}
              </span>
            </>
          )}
        </p>
        <IconButton
          icon="copy"
          isSmall
          label={text(measureText.copy, { name })}
          onPress={() => copy(measureAsText(measurement, format, locale))}
        />
        <IconButton icon="target" isSmall label={text(measureText.zoom, { name })} onPress={zoom} />
        <IconButton
          icon="close"
          isSmall
          label={text(measureText.remove, { name })}
          onPress={() => run(measureRemove, { id: measurement.id })}
        />
      </div>
      <Sides segments={segments} isOpen={false} />
    </li>
  )
}
