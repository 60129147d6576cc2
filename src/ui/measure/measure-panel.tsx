import { useStore } from 'zustand'
import { canFinish, closeMeasuring, hasPoints, isRing } from '../../app/sketch.ts'
import type { Sketch } from '../../app/state.ts'
import { sketchDrop } from '../../commands/palette/sketch-drop.ts'
import { sketchFinish } from '../../commands/palette/sketch-finish.ts'
import { undo } from '../../commands/palette/undo.ts'
import { measureText } from '../../i18n/measure.ts'
import { Button, IconButton, ToggleButton } from '../parts/button.tsx'
import { PanelHead } from '../parts/panel-head.tsx'
import { useApp, useRun, useText } from '../shell/app-context.ts'
import { COARSE, PHONE, useMedia } from '../shell/use-media.ts'
import { azimuthText } from './azimuth-text.ts'
import { DrawingActions } from './drawing-actions.tsx'
import { Figures, Sides } from './figures.tsx'
import styles from './measure.module.css'
import { MeasureResults } from './measure-results.tsx'
import { PointField } from './point-field.tsx'
import { ToolChoice } from './tool-choice.tsx'
import { useLiveFigures } from './use-live-figures.ts'

/** 量测 and 标绘: what is being measured or drawn, as the pointer moves, and what was measured before. */
export function MeasurePanel() {
  const app = useApp()
  const text = useText()
  const live = useLiveFigures()
  const parallelDeg = useStore(app.sketchPointer, (pointer) => pointer.parallelDeg)
  const isTouch = useMedia(COARSE)
  const isPhone = useMedia(PHONE)
  const close = <IconButton icon="close" label={text(measureText.close)} isSmall onPress={() => closeMeasuring(app)} />
  const sketch = live && hasPoints(live.sketch) ? live.sketch : null
  // half a phone's sheet is short: what was just measured stands before the means to measure more
  const isDoneFirst = isPhone && !sketch
  const done = (
    <>
      <DrawingActions />
      <MeasureResults />
    </>
  )
  return (
    <section className={styles.panel} aria-label={text(measureText.title)}>
      {isPhone ? (
        <h2 className="visually-hidden">{text(measureText.title)}</h2>
      ) : (
        <PanelHead title={text(measureText.title)}>{close}</PanelHead>
      )}
      <div className={styles.scroll}>
        <ToolChoice purpose={live?.sketch.purpose ?? null} isCompact={isPhone} end={isPhone && close} />
        {isDoneFirst && done}
        {live && (
          <>
            {hasPoints(live.sketch) ? (
              <Figures figures={live.figures} isRing={isRing(live.sketch)} last={lastSide(live)} />
            ) : null}
            {parallelDeg !== null && (
              <p className={styles.method}>{text(measureText.parallel, { azimuth: azimuthText(parallelDeg) })}</p>
            )}
            {isTouch && <TouchHelp />}
            <PointField sketch={live.sketch} />
            {hasPoints(live.sketch) ? (
              <>
                {!isPhone && <SketchActions sketch={live.sketch} />}
                <Sides segments={live.figures.segments} isOpen={false} />
              </>
            ) : (
              <p className={styles.method}>{text(isTouch ? measureText.helpTouch : measureText.help)}</p>
            )}
          </>
        )}
        {!isDoneFirst && done}
      </div>
    </section>
  )
}

/** On a phone they stand in the line above the panel. */
function SketchActions({ sketch }: { readonly sketch: Sketch }) {
  const text = useText()
  const run = useRun()
  return (
    <div className={styles.actions}>
      <Button variant="primary" isDisabled={!canFinish(sketch)} onPress={() => run(sketchFinish, undefined)}>
        {text(measureText.finish)}
      </Button>
      <Button onPress={() => run(undo, undefined)}>{text(measureText.back)}</Button>
      <Button variant="quiet" onPress={() => run(sketchDrop, undefined)}>
        {text(measureText.drop)}
      </Button>
    </div>
  )
}

/** What Shift and Alt do, without a keyboard. */
function TouchHelp() {
  const app = useApp()
  const text = useText()
  const { isStraight, isFree } = useStore(app.sketchPointer)
  return (
    <div className={styles.actions}>
      <ToggleButton variant="plain" isSelected={isStraight} onChange={(on) => app.sketchPointer.setState({ isStraight: on })}>
        {text(measureText.straight)}
      </ToggleButton>
      <ToggleButton variant="plain" isSelected={isFree} onChange={(on) => app.sketchPointer.setState({ isFree: on })}>
        {text(measureText.free)}
      </ToggleButton>
    </div>
  )
}

/** The side that ends at the last point, or at the pointer while there is one; not the one that closes a ring. */
function lastSide({ sketch, figures: { segments }, hasPointer }: NonNullable<ReturnType<typeof useLiveFigures>>) {
  return segments[sketch.vertices.length + (hasPointer ? 1 : 0) - 2] ?? null
}
