import { useStore } from 'zustand'
import type { Sketch } from '../../app/state.ts'
import { sketchAdd } from '../../commands/sketch-add.ts'
import { measureText } from '../../i18n/measure.ts'
import { useApp, useRun } from '../shell/app-context.ts'
import styles from './measure.module.css'
import { readTypedPoint, type TypedPoint } from './read-typed-point.ts'
import { TypedPointField } from './typed-point-field.tsx'

/** A point by its coordinates, or by distance and azimuth; how it was read is said before it is taken. */
export function PointField({ sketch }: { readonly sketch: Sketch }) {
  const app = useApp()
  const run = useRun()
  const parallelDeg = useStore(app.sketchPointer, (pointer) => pointer.parallelDeg)
  const add = ({ at }: TypedPoint) => {
    run(sketchAdd, { at })
    const [west, south, east, north] = app.map?.bounds() ?? [0, 0, 0, 0]
    if (at[0] < west || at[0] > east || at[1] < south || at[1] > north) app.map?.flyTo(at)
  }
  return (
    <div className={styles.typed}>
      <TypedPointField
        label={measureText.typed}
        help={measureText.typedHelp}
        read={(value) => readTypedPoint(value, sketch.vertices, parallelDeg, app.config)}
        onPoint={add}
      />
    </div>
  )
}
