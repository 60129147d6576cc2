import { canFinish, hasPoints, isRing } from '../../app/sketch.ts'
import { sketchDrop } from '../../commands/palette/sketch-drop.ts'
import { sketchFinish } from '../../commands/palette/sketch-finish.ts'
import { undo } from '../../commands/palette/undo.ts'
import { AREA_UNITS, companionUnits, shownArea, shownLength, shownNumber } from '../../core/units.ts'
import { measureText } from '../../i18n/measure.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { useRun, useText } from '../shell/app-context.ts'
import styles from './measure.module.css'
import { type LiveFigures, useLiveFigures } from './use-live-figures.ts'

/** On a phone, however low the sheet: the figure that was asked for, and what the thumb needs next. */
export function RunningLine() {
  const text = useText()
  const run = useRun()
  const live = useLiveFigures()
  if (!live || !hasPoints(live.sketch)) return null
  return (
    <div className={styles.line}>
      <p className={styles.lineFigures} data-testid="running-figure">
        <Words live={live} />
      </p>
      <Button variant="primary" isDisabled={!canFinish(live.sketch)} onPress={() => run(sketchFinish, undefined)}>
        {text(measureText.finish)}
      </Button>
      <IconButton icon="undo" variant="plain" label={text(measureText.back)} onPress={() => run(undo, undefined)} />
      <Button variant="quiet" onPress={() => run(sketchDrop, undefined)}>
        {text(measureText.drop)}
      </Button>
    </div>
  )
}

function Words({ live: { sketch, figures } }: { readonly live: LiveFigures }) {
  const text = useText()
  const { areaM2, lengthM, crossesItself } = figures
  const length = shownLength(lengthM)
  if (!isRing(sketch)) return <strong>{`${length.text} ${length.unit}`}</strong>
  if (areaM2 === null || crossesItself) return <strong>—</strong>
  const [unit] = companionUnits(areaM2)
  return (
    <>
      <strong>{`${shownNumber(areaM2, 2)} m²`}</strong>
      <span>{`${shownArea(areaM2, unit)} ${text(AREA_UNITS[unit].label)}`}</span>
    </>
  )
}
