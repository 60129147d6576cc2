import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { layersOfSide } from '../../app/compare.ts'
import { compareChange } from '../../commands/compare-change.ts'
import { compareText } from '../../i18n/compare.ts'
import { useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './compare.module.css'
import { sideWords } from './side-words.ts'

/** of the map's width, a press of an arrow key */
const STEP = 0.02

/** Over the map: the line of a swipe, and what each side or pane shows. */
export function CompareLine() {
  const text = useText()
  const run = useRun()
  const box = useRef<HTMLDivElement>(null)
  const compare = useAppState(({ session }) => session.compare)
  const project = useAppState((state) => state.project)
  const status = useAppState(({ session }) => session.layerStatus)
  const painted = useAppState(({ session }) => session.comparePainted)
  if (!compare) return null
  const { mode, sides, position, shown } = compare
  const move = (to: number) => run(compareChange, { position: to })
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: position - STEP, ArrowRight: position + STEP, Home: 0, End: 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    move(to)
  }
  const onPointerMove = (event: PointerEvent) => {
    const frame = box.current?.getBoundingClientRect()
    if (frame && event.currentTarget.hasPointerCapture(event.pointerId)) move((event.clientX - frame.left) / frame.width)
  }
  const stateOf = (index: number) => {
    const states = layersOfSide(project, sides[index] ?? '').map((id) => status[id]?.state)
    if (states.includes('failed')) return compareText.failed
    return states.some((each) => each === 'loading' || each === 'waiting') ? compareText.loading : null
  }
  const words = (index: number) => {
    const names = sideWords(project, sides, index, text)
    const state = stateOf(index)
    return state ? `${names} · ${text(state)}` : names
  }
  const drawing = (index: number) => (
    <span className={styles.drawing} role="status" data-side={index}>
      {painted.includes(index) || stateOf(index) ? null : <span>{text(compareText.drawing)}</span>}
    </span>
  )
  if (mode === 'swipe')
    return (
      <div ref={box} className={styles.over} data-compare>
        <div className={styles.half} style={{ right: `${(1 - position) * 100}%` }}>
          {drawing(0)}
        </div>
        <div className={styles.half} style={{ left: `${position * 100}%` }}>
          {drawing(1)}
        </div>
        <div
          role="slider"
          tabIndex={0}
          className={styles.line}
          style={{ left: `${position * 100}%`, '--share': position } as CSSProperties}
          aria-label={text(compareText.line)}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(position * 100)}
          aria-valuetext={text(compareText.lineValue, { share: Math.round(position * 100) })}
          title={text(compareText.lineHelp)}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId)
            event.currentTarget.focus()
            event.preventDefault()
          }}
          onPointerMove={onPointerMove}
        >
          <span className={styles.grip} aria-hidden="true" />
          <span className={styles.leftName}>{words(0)}</span>
          <span className={styles.rightName}>{words(1)}</span>
        </div>
      </div>
    )
  if (mode === 'blink')
    return (
      <div className={styles.over} data-compare>
        {drawing(shown)}
        <span className={styles.oneName} role="status">
          {words(shown)}
        </span>
      </div>
    )
  return (
    <div className={styles.over} data-panes={sides.length}>
      {sides.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pane is its place
        <div key={index} className={styles.pane}>
          {drawing(index)}
          <span className={styles.paneName}>{words(index)}</span>
        </div>
      ))}
    </div>
  )
}
