import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react'
import type { Box } from '../../core/charts/chart.ts'
import type { Scatter } from '../../core/dashboard/card.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import { useWidth } from '../parts/use-width.ts'
import { useText } from '../shell/app-context.ts'
import styles from './chart.module.css'
import { Marks, SCREEN_LOOK, TEXT_PX } from './chart-view.tsx'
import type { CardContent } from './content.ts'
import { useMeasure } from './use-measure.ts'

/** A press that hardly moved is no box. */
const LEAST_PX = 4

interface Brush {
  readonly from: readonly [number, number]
  readonly to: readonly [number, number]
}
export interface Ranges {
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
}

/** Points or cells; a box that is dragged over them selects what is in it. */
export function ScatterView({
  content,
  answer,
  onBrush,
}: {
  readonly content: CardContent
  readonly answer: Scatter
  readonly onBrush: (ranges: Ranges, isMore: boolean) => void
}) {
  const text = useText()
  const frame = useRef<HTMLDivElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const width = useWidth(frame)
  const measure = useMeasure()
  const [brush, setBrush] = useState<Brush | null>(null)
  const chart = useMemo(
    () => (width > 0 ? content.chart?.({ width, size: TEXT_PX, look: SCREEN_LOOK, measure }) : undefined),
    [content, width, measure],
  )
  const place = (event: PointerEvent, { x, y, width, height }: Box): [number, number] => {
    const box = svg.current?.getBoundingClientRect()
    const [px, py] = [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)]
    return [Math.min(x + width, Math.max(x, px)), Math.min(y + height, Math.max(y, py))]
  }
  const finish = (plot: Box, isMore: boolean) => {
    if (!brush) return
    setBrush(null)
    const box = boxOf(brush)
    if (box.width < LEAST_PX || box.height < LEAST_PX) return
    const [x, y] = [answer.x, answer.y]
    const atX = (px: number) => x[0] + ((px - plot.x) / plot.width) * (x[1] - x[0])
    const atY = (py: number) => y[1] - ((py - plot.y) / plot.height) * (y[1] - y[0])
    onBrush({ x: [atX(box.x), atX(box.x + box.width)], y: [atY(box.y + box.height), atY(box.y)] }, isMore)
  }
  const plot = chart?.plot
  const drawn = brush && boxOf(brush)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only to drop the box with Esc
    <div
      ref={frame}
      className={styles.chart}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Escape' || !brush) return
        event.stopPropagation()
        setBrush(null)
      }}
    >
      {chart && plot && (
        <svg
          ref={svg}
          width={chart.width}
          height={chart.height}
          viewBox={`0 0 ${chart.width} ${chart.height}`}
          role="img"
          aria-label={text(dashboardText.chartOf, { title: content.title })}
        >
          <Marks marks={chart.marks} />
          <rect
            {...plot}
            className={styles.brushPlace}
            data-testid="scatter-plot"
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId)
              const at = place(event, plot)
              setBrush({ from: at, to: at })
            }}
            onPointerMove={(event) => brush && setBrush({ ...brush, to: place(event, plot) })}
            onPointerUp={(event) => finish(plot, event.ctrlKey || event.metaKey || event.shiftKey)}
            onPointerCancel={() => setBrush(null)}
          >
            <title>{text(dashboardText.brushHelp)}</title>
          </rect>
          {drawn && <rect {...drawn} className={styles.brush} />}
        </svg>
      )}
    </div>
  )
}

function boxOf({ from, to }: Brush): Box {
  return {
    x: Math.min(from[0], to[0]),
    y: Math.min(from[1], to[1]),
    width: Math.abs(from[0] - to[0]),
    height: Math.abs(from[1] - to[1]),
  }
}
