import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { classOf } from '../../core/classify.ts'
import type { NumberProfile } from '../../core/tiling/field-profile.ts'
import { shownNumber } from '../../core/units.ts'
import { styleText } from '../../i18n/style.ts'
import { useWidth } from '../parts/use-width.ts'
import { useText } from '../shell/app-context.ts'
import { spreadApart } from './spread-apart.ts'
import styles from './style.module.css'

/** of a profile that is to be shown */
export const BINS = 60
const HEIGHT = 64
/** a handle: WCAG 2.5.8 */
const HANDLE_PX = 24
/** from the middle of the handles down to where limits stand at their values, and on to the foot of the plot */
const [KNOB_PX, LINE_PX, FOOT_PX] = [6, 20, 85]
/** of the whole range, a press of an arrow key */
const STEP = 0.005
const COMMIT_MS = 500

interface BreakHistogramProps {
  readonly title: string
  readonly profile: NumberProfile
  readonly breaks: readonly number[]
  /** of the classes */
  readonly colors: readonly string[]
  /** when a drag or a run of key presses has ended */
  readonly onChange: (breaks: readonly number[]) => void
}

/** How the values spread, coloured by class; the limits between classes are handles, for the pointer and for the arrow keys. */
export function BreakHistogram(props: BreakHistogramProps) {
  const [left, right] = props.profile.shown
  return right > left ? <Plot {...props} /> : null
}

function Plot({ title, profile, breaks, colors, onChange }: BreakHistogramProps) {
  const text = useText()
  const box = useRef<HTMLDivElement>(null)
  const [moved, setMoved] = useState<readonly number[] | null>(null)
  const widthPx = useWidth(box)
  /** where a handle was taken, beside its value: it does not jump to the pointer */
  const taken = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const pending = useRef<readonly number[] | null>(null)
  const commit = () => {
    clearTimeout(timer.current)
    if (pending.current) onChange(pending.current)
    pending.current = null
    setMoved(null)
  }
  const latest = useRef(commit)
  latest.current = commit
  // what was moved by keys counts also when the panel closes meanwhile
  useEffect(() => () => latest.current(), [])
  const { min, max, bins, count } = profile
  const [left, right] = profile.shown
  const span = right - left
  const shown = moved ?? breaks
  const tallest = Math.max(...bins, 1)
  const decimals = Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(span))))
  const precise = (value: number) => Number(value.toFixed(decimals))
  const move = (index: number, to: number) => {
    const gap = 10 ** -decimals
    const low = (index > 0 ? shown[index - 1] : min) + gap
    const high = (index < shown.length - 1 ? shown[index + 1] : max) - gap
    const next = shown.with(index, precise(Math.min(high, Math.max(low, to))))
    pending.current = next
    setMoved(next)
  }
  const places = shown.map((limit) => Math.min(1, Math.max(0, (limit - left) / span)) * widthPx)
  const handles = spreadApart(places, HANDLE_PX, widthPx)
  const onKeyDown = (index: number) => (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key]
    const to = by !== undefined ? shown[index] + by * span * STEP * (event.shiftKey ? 10 : 1) : { Home: min, End: max }[event.key]
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    move(index, to)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => latest.current(), COMMIT_MS)
  }
  const onPointerMove = (index: number) => (event: PointerEvent) => {
    const frame = box.current?.getBoundingClientRect()
    if (frame && event.currentTarget.hasPointerCapture(event.pointerId))
      move(index, left + ((event.clientX - taken.current - frame.left) / frame.width) * span)
  }
  return (
    <div className={styles.histogram}>
      <div ref={box} className={styles.plot}>
        <svg
          viewBox={`0 0 ${bins.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={text(styleText.histogram, {
            field: title,
            n: count,
            min: shownNumber(min, decimals),
            max: shownNumber(max, decimals),
          })}
        >
          {bins.map((size, bin) => {
            const middle = left + ((bin + 0.5) / bins.length) * span
            // few among many are still seen
            const height = size === 0 ? 0 : Math.max(1.5, (size / tallest) * HEIGHT)
            return (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
                key={bin}
                x={bin + 0.06}
                y={HEIGHT - height}
                width={0.88}
                height={height}
                fill={colors[classOf(middle, shown)] ?? 'currentColor'}
              />
            )
          })}
        </svg>
        <svg className={styles.leaders} aria-hidden="true">
          {places.map((place, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a limit is its place among the limits
            <polyline key={index} points={`${handles[index]},${KNOB_PX} ${place},${LINE_PX} ${place},${FOOT_PX}`} />
          ))}
        </svg>
        {shown.map((limit, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a limit is its place among the limits
            key={index}
            role="slider"
            tabIndex={0}
            className={styles.limit}
            style={{ left: `${handles[index]}px` }}
            // what is beside its value must not cover the value of another
            data-beside={Math.abs(handles[index] - places[index]) > 1 || undefined}
            aria-label={text(styleText.limit, { n: index + 1 })}
            aria-valuemin={min}
            aria-valuemax={max}
            aria-valuenow={limit}
            aria-valuetext={shownNumber(limit, decimals)}
            aria-orientation="horizontal"
            onKeyDown={onKeyDown(index)}
            onBlur={() => latest.current()}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId)
              event.currentTarget.focus()
              const frame = box.current?.getBoundingClientRect()
              taken.current = event.clientX - (frame?.left ?? 0) - places[index]
              event.preventDefault()
            }}
            onPointerMove={onPointerMove(index)}
            onPointerUp={() => latest.current()}
            onPointerCancel={() => latest.current()}
          />
        ))}
      </div>
      <p className={styles.ends}>
        <span>
          {left > min && `${shownNumber(min, decimals)} … `}
          {shownNumber(left, decimals)}
        </span>
        <span>
          {shownNumber(right, decimals)}
          {right < max && ` … ${shownNumber(max, decimals)}`}
        </span>
      </p>
    </div>
  )
}
