import type { ReactNode } from 'react'
import type { Layer } from '../../app/state.ts'
import { shownNumber } from '../../core/units.ts'
import { cardText } from '../../i18n/card.ts'
import { useApp, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import styles from './card.module.css'

/** The value of a raster's cell at a place, with its unit. */
export function CellValue({
  layer,
  at,
  className,
}: {
  readonly layer: Layer
  readonly at: readonly [number, number]
  readonly className?: string
}) {
  const app = useApp()
  const text = useText()
  const found = useAsync(`${layer.table} ${at.join(' ')}`, (signal) =>
    app.tiles.gridValue({ id: layer.table, at, band: 0 }, { signal }),
  )
  const words = () => {
    if (found.state === 'failed') return text(cardText.failed)
    if (found.state !== 'done') return '…'
    if (found.value === null) return text(cardText.noValue)
    return `${shownNumber(found.value, decimalsOf(found.value))}${layer.grid?.unit ? ` ${layer.grid.unit}` : ''}`
  }
  return <span className={className}>{words()}</span>
}

/** Six digits that count, and no more decimals than four. */
function decimalsOf(value: number): number {
  if (Number.isInteger(value)) return 0
  return Math.max(0, Math.min(4, 5 - Math.floor(Math.log10(Math.abs(value) || 1))))
}

/** One raster at a place. */
export function CellCard({
  layer,
  at,
  before,
  after,
}: {
  readonly layer: Layer
  readonly at: readonly [number, number]
  readonly before?: ReactNode
  readonly after?: ReactNode
}) {
  const text = useText()
  return (
    <div className={styles.feature} data-testid="cell-card">
      <div className={styles.head}>
        {before}
        <h2 className={styles.code}>
          <CellValue layer={layer} at={at} />
        </h2>
        {after}
      </div>
      <p className={styles.who}>{text(layer.title)}</p>
      <p className={styles.who}>{text(cardText.cellAt)}</p>
    </div>
  )
}
