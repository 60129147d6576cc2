import { useId } from 'react'
import type { GridLook } from '../../core/raster/grid-look.ts'
import { shownNumber } from '../../core/units.ts'
import styles from './legend.module.css'
import { limitWords, spanWords } from './legend-entries.ts'
import { Swatch } from './swatch.tsx'

/** A raster's colours from low to high, with the values at both ends and their unit. */
export function GridLegend({ grid: { ramp, range, unit, breaks, isPhoto } }: { readonly grid: GridLook }) {
  const id = useId()
  // a picture says itself what its colours mean
  if (isPhoto) return null
  if (breaks) return <GridClasses ramp={ramp} breaks={breaks} unit={unit} />
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

/** A class a line; the ends are open, since cells were only sampled. */
function GridClasses({ ramp, breaks, unit }: Required<Pick<GridLook, 'ramp' | 'breaks' | 'unit'>>) {
  const words = (index: number) => {
    if (index === 0) return `≤ ${limitWords(breaks[0], breaks)}`
    if (index === breaks.length) return `> ${limitWords(breaks[index - 1], breaks)}`
    return spanWords([breaks[index - 1], breaks[index]], breaks)
  }
  return (
    <ul className={styles.legend}>
      {unit && <li className={styles.simplified}>{unit}</li>}
      {ramp.map((color, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a class is its place
        <li key={index} className={styles.class}>
          <Swatch style={{ fill: color }} geometry="polygon" />
          <span className={styles.className}>{breaks.length > 0 ? words(index) : ''}</span>
        </li>
      ))}
    </ul>
  )
}
