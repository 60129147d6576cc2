import { useEffect, useState } from 'react'
import type { Compare, CompareSide } from '../../app/compare.ts'
import { compareChange } from '../../commands/compare-change.ts'
import { compareBlink } from '../../commands/palette/compare-blink.ts'
import { compareSplit } from '../../commands/palette/compare-split.ts'
import { compareSwipe } from '../../commands/palette/compare-swipe.ts'
import { compareText } from '../../i18n/compare.ts'
import { Button, IconButton, ToggleButton } from '../parts/button.tsx'
import { Segments } from '../parts/segments.tsx'
import { Select } from '../parts/select.tsx'
import { Slider } from '../parts/slider.tsx'
import { useTold } from '../parts/use-told.ts'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './compare.module.css'
import { sideWords } from './side-words.ts'

const START = { swipe: compareSwipe, split: compareSplit, blink: compareBlink }
const MOST = 4
const EVERY_MS = 1500

/** How far down the map it reaches, with the chips below it; nothing while it is not displayed. */
function lowerEdge(bar: HTMLElement): number {
  const [stack, map] = [bar.parentElement, bar.closest('main')]
  return stack && map && bar.offsetHeight > 0 ? stack.getBoundingClientRect().bottom - map.getBoundingClientRect().top : 0
}

/** What is compared with what, and how. */
export function CompareBar() {
  const app = useApp()
  const compare = useAppState(({ session }) => session.compare)
  // left from within, it gives the focus to the map, not to nothing
  useEffect(
    () => () => {
      if (document.activeElement === document.body) app.map?.focus()
    },
    [app],
  )
  return compare ? <Bar compare={compare} /> : null
}

function Bar({ compare }: { readonly compare: Compare }) {
  const text = useText()
  const run = useRun()
  const tree = useAppState(({ project }) => project.tree)
  const layers = useAppState(({ project }) => project.layers)
  const bar = useTold('--compare-bar', lowerEdge)
  const { mode, sides } = compare
  const options = [
    { value: '' as CompareSide, label: text(compareText.nothing) },
    ...tree.flatMap((group) => {
      const own = group.layers
        .flatMap((id) => layers[id] ?? [])
        .filter(({ role, geometry }) => role === 'data' && geometry !== 'none')
      const whole = { value: `group:${group.id}` as CompareSide, label: text(compareText.group, { group: text(group.title) }) }
      return [
        ...own.map(({ id, title }) => ({ value: `layer:${id}` as CompareSide, label: text(title) })),
        ...(own.length > 1 ? [whole] : []),
      ]
    }),
  ]
  const nameOf = (index: number) =>
    mode === 'swipe' ? text(index === 0 ? compareText.left : compareText.right) : text(compareText.pane, { n: index + 1 })
  return (
    <section ref={bar} className={styles.bar} aria-label={text(compareText.title)}>
      <Segments
        label={text(compareText.mode)}
        isLabelHidden
        value={mode}
        options={(['swipe', 'split', 'blink'] as const).map((value) => ({ value, label: text(compareText[value]) }))}
        onChange={(next) => next !== mode && run(START[next], undefined)}
      />
      {sides.map((side, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a side is its place
        <div key={index} className={styles.side}>
          <Select
            label={nameOf(index)}
            isLabelHidden
            value={side}
            options={options}
            onChange={(next) => run(compareChange, { sides: sides.with(index, next) })}
          />
        </div>
      ))}
      {mode !== 'swipe' && (
        <>
          <Button variant="quiet" isDisabled={sides.length >= MOST} onPress={() => run(compareChange, { sides: [...sides, ''] })}>
            {text(compareText.add)}
          </Button>
          {sides.length > 2 && (
            <Button variant="quiet" onPress={() => run(compareChange, { sides: sides.slice(0, -1) })}>
              {text(compareText.remove)}
            </Button>
          )}
        </>
      )}
      {mode === 'blink' && <Turns compare={compare} />}
      <IconButton icon="close" label={text(compareText.leave)} onPress={() => run(compareChange, null)} />
    </section>
  )
}

/** One side after the other, by hand; by itself only when asked for. */
function Turns({ compare: { sides, shown } }: { readonly compare: Compare }) {
  const text = useText()
  const run = useRun()
  const project = useAppState((state) => state.project)
  const [isPlaying, setPlaying] = useState(false)
  useEffect(() => {
    if (!isPlaying) return
    const timer = setTimeout(() => run(compareChange, { shown: (shown + 1) % sides.length }), EVERY_MS)
    return () => clearTimeout(timer)
  }, [isPlaying, shown, sides.length, run])
  return (
    <div className={styles.turns}>
      <div className={styles.steps}>
        <Slider
          label={`${text(compareText.shown)} · ${sideWords(project, sides, shown, text)}`}
          value={shown + 1}
          minValue={1}
          maxValue={sides.length}
          step={1}
          onChange={(next) => run(compareChange, { shown: next - 1 })}
        />
      </div>
      <ToggleButton isSelected={isPlaying} onChange={setPlaying}>
        {text(isPlaying ? compareText.pause : compareText.play)}
      </ToggleButton>
    </div>
  )
}
