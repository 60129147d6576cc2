import { type PointerEvent, type ReactNode, useId, useRef } from 'react'
import { Icon } from './icon.tsx'
import styles from './sheet.module.css'

export type SheetHeight = 'low' | 'half' | 'full'
const HEIGHTS: readonly SheetHeight[] = ['low', 'half', 'full']

export interface SheetProps {
  readonly label: string
  readonly tabs: readonly { readonly id: string; readonly title: string; readonly content: ReactNode }[]
  readonly selected: string
  readonly onSelect: (id: string) => void
  readonly height: SheetHeight
  readonly onHeightChange: (height: SheetHeight) => void
  readonly raiseLabel: string
  readonly lowerLabel: string
  /** in one line below the tabs, seen however low the sheet is */
  readonly line?: ReactNode
}

/** The phone's one bottom sheet: not modal, three heights, by drag on its head or by its buttons. */
export function Sheet({ label, tabs, selected, onSelect, height, onHeightChange, raiseLabel, lowerLabel, line }: SheetProps) {
  const id = useId()
  const startY = useRef<number | null>(null)
  const at = HEIGHTS.indexOf(height)
  const move = (by: number) => onHeightChange(HEIGHTS[Math.min(2, Math.max(0, at + by))])
  const end = (event: PointerEvent) => {
    const dy = event.clientY - (startY.current ?? event.clientY)
    startY.current = null
    if (Math.abs(dy) > 24) move(dy < 0 ? (dy < -260 ? 2 : 1) : dy > 260 ? -2 : -1)
  }
  return (
    <section className={styles.sheet} data-height={height} aria-label={label}>
      <div
        className={styles.head}
        onPointerDown={(event) => {
          startY.current = event.clientY
        }}
        onPointerUp={end}
        onPointerLeave={end}
      >
        <span className={styles.grip} aria-hidden="true" />
        <div role="tablist" aria-label={label} className={styles.tabs}>
          {tabs.map((tab) => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              id={`${id}-${tab.id}`}
              aria-selected={tab.id === selected}
              aria-controls={`${id}-body`}
              className={styles.tab}
              onClick={() => {
                onSelect(tab.id)
                if (height === 'low') onHeightChange('half')
              }}
            >
              {tab.title}
            </button>
          ))}
        </div>
        <button type="button" className={styles.step} aria-label={lowerLabel} disabled={at === 0} onClick={() => move(-1)}>
          <Icon name="down" />
        </button>
        <button type="button" className={styles.step} aria-label={raiseLabel} disabled={at === 2} onClick={() => move(1)}>
          <Icon name="up" />
        </button>
      </div>
      <div className={styles.line} data-sheet-line>
        {line}
      </div>
      <div
        id={`${id}-body`}
        role="tabpanel"
        aria-labelledby={`${id}-${selected}`}
        className={styles.body}
        hidden={height === 'low'}
      >
        {tabs.find((tab) => tab.id === selected)?.content}
      </div>
    </section>
  )
}
