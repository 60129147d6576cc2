import { useState } from 'react'
import type { Layer } from '../../app/state.ts'
import { reliefShow } from '../../commands/relief-show.ts'
import { RELIEF_TIMES } from '../../core/raster/grid-look.ts'
import { styleText } from '../../i18n/style.ts'
import { Checkbox } from '../parts/checkbox.tsx'
import { Slider } from '../parts/slider.tsx'
import { useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './style.module.css'

/** 三维起伏 from this raster: on or off, and how many times its heights are raised. */
export function ReliefField({ layer }: { readonly layer: Layer }) {
  const text = useText()
  const run = useRun()
  const relief = useAppState(({ session }) => session.relief)
  const now = relief?.layer === layer.id ? relief : null
  const [dragged, setDragged] = useState<number | null>(null)
  const raise = (exaggeration: number) => run(reliefShow, { relief: { layer: layer.id, exaggeration } })
  return (
    <>
      <Checkbox
        isSelected={now !== null}
        onChange={(isOn) => (isOn ? raise(RELIEF_TIMES.first) : run(reliefShow, { relief: null }))}
      >
        {text(styleText.relief)}
      </Checkbox>
      {now && (
        <>
          <Slider
            label={`${text(styleText.reliefTimes)} ×`}
            value={dragged ?? now.exaggeration}
            minValue={RELIEF_TIMES.least}
            maxValue={RELIEF_TIMES.most}
            step={1}
            onChange={setDragged}
            onChangeEnd={(next) => {
              setDragged(null)
              raise(next)
            }}
          />
          <p className={styles.quiet}>{text(styleText.reliefHelp)}</p>
        </>
      )}
    </>
  )
}
