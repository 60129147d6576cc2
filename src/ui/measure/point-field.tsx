import { useState } from 'react'
import { useStore } from 'zustand'
import type { Sketch } from '../../app/state.ts'
import { sketchAdd } from '../../commands/sketch-add.ts'
import { messageOf } from '../../i18n/errors.ts'
import { measureText } from '../../i18n/measure.ts'
import { Button } from '../parts/button.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useApp, useLocale, useRun, useText } from '../shell/app-context.ts'
import styles from './measure.module.css'
import { readTypedPoint, type TypedPoint } from './read-typed-point.ts'

/** A point by its coordinates, or by distance and azimuth; how it was read is said before it is taken. */
export function PointField({ sketch }: { readonly sketch: Sketch }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const locale = useLocale()
  const [value, setValue] = useState('')
  const [isAsked, setAsked] = useState(false)
  const parallelDeg = useStore(app.sketchPointer, (pointer) => pointer.parallelDeg)
  const { points, problem } = readTypedPoint(value, sketch.vertices, parallelDeg, app.config)
  const words = problem && ('code' in problem ? messageOf(problem.code, problem.detail, locale) : text(problem))
  const add = ({ at }: TypedPoint) => {
    run(sketchAdd, { at })
    setValue('')
    setAsked(false)
    const [west, south, east, north] = app.map?.bounds() ?? [0, 0, 0, 0]
    if (at[0] < west || at[0] > east || at[1] < south || at[1] > north) app.map?.flyTo(at)
  }
  const sayPoint = ({ reading, isInside }: TypedPoint) =>
    isInside
      ? text(reading)
      : text(measureText.typedOutside, { reading: text(reading), district: text(app.config.district.name) })
  return (
    <div className={styles.typed}>
      <TextField
        label={text(measureText.typed)}
        value={value}
        placeholder={text(measureText.typedHint)}
        onChange={(next) => {
          setValue(next)
          setAsked(false)
        }}
        onSubmit={() => {
          if (points.length === 1) add(points[0])
          else setAsked(true)
        }}
        help={points.length === 1 ? sayPoint(points[0]) : value === '' ? text(measureText.typedHelp) : undefined}
        // while it is being typed, half a number is no mistake
        error={isAsked ? words : null}
      />
      {points.length > 1 &&
        points.map((point) => (
          <Button key={`${point.at}`} isSmall onPress={() => add(point)}>
            {sayPoint(point)}
          </Button>
        ))}
    </div>
  )
}
