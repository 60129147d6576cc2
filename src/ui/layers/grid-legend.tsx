import { useId } from 'react'
import type { GridLook } from '../../core/raster/grid-look.ts'
import { shownNumber } from '../../core/units.ts'
import styles from './layers.module.css'

/** A raster's colours from low to high, with the values at both ends and their unit. */
export function GridLegend({ grid: { ramp, range, unit } }: { readonly grid: GridLook }) {
  const id = useId()
  const digits = range[1] - range[0] < 10 ? 2 : 0
  const stops = ramp.map((color, i) => ({ color, at: i / Math.max(1, ramp.length - 1) }))
  return (
    <div className={styles.ramp}>
      <svg width="100%" height={8} aria-hidden="true">
        <linearGradient id={id}>
          {stops.map(({ color, at }) => (
            <stop key={at} offset={at} stopColor={color} />
          ))}
        </linearGradient>
        <rect width="100%" height={8} fill={`url(#${id})`} />
      </svg>
      <p className={styles.rampEnds}>
        <span>{shownNumber(range[0], digits)}</span>
        <span>{unit}</span>
        <span>{shownNumber(range[1], digits)}</span>
      </p>
    </div>
  )
}
