import { type MouseEvent, useMemo, useRef, useState } from 'react'
import type { ChartLook } from '../../core/charts/chart.ts'
import { readingSize } from '../../core/charts/ring-chart.ts'
import type { Mark } from '../../core/print/marks.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import { classNames } from '../parts/class-names.ts'
import { useWidth } from '../parts/use-width.ts'
import { useText } from '../shell/app-context.ts'
import styles from './chart.module.css'
import type { CardContent, ContentPart } from './content.ts'
import shared from './dashboard.module.css'
import { useMeasure } from './use-measure.ts'

/** Roles of the theme, so that a chart is dark where the page is. */
export const SCREEN_LOOK: ChartLook = {
  ink: 'var(--ink)',
  quiet: 'var(--ink-2)',
  line: 'var(--control-line)',
  accent: 'var(--accent)',
  ground: 'var(--line-soft)',
}
export const TEXT_PX = 12
/** Of a ring's width, for the figure in its middle: the hole is 0.36 wide, bold letters a little wider than measured. */
const READING_SHARE = 0.32
/** Rings need no more. */
const MOST_RING_PX = 210

export interface ChartViewProps {
  readonly content: CardContent
  readonly isRing: boolean
  /** of a part: null, nothing is held; else whether it is */
  readonly isHeld: (part: ContentPart) => boolean | null
  readonly onPick: (part: ContentPart, isMore: boolean) => void
}

/** A chart whose parts filter when they are pressed. Its table is the keyboard's way to the same. */
export function ChartView({ content, isRing, isHeld, onPick }: ChartViewProps) {
  const text = useText()
  const frame = useRef<HTMLDivElement>(null)
  const room = useWidth(frame)
  const measure = useMeasure()
  const [hovered, setHovered] = useState<number | null>(null)
  const width = isRing ? Math.min(room, MOST_RING_PX) : room
  const chart = useMemo(
    () => (width > 0 ? content.chart?.({ width, size: TEXT_PX, look: SCREEN_LOOK, measure }) : undefined),
    [content, width, measure],
  )
  const total = totalOf(content)
  const fitting = (words: string) => ({ fontSize: `${readingSize(words, width * READING_SHARE, TEXT_PX, measure)}px` })
  const shown = hovered === null ? undefined : content.parts[hovered]
  return (
    <div ref={frame} className={styles.chart} data-ring={isRing || undefined}>
      {chart && (
        <div className={styles.canvas}>
          <svg
            width={chart.width}
            height={chart.height}
            viewBox={`0 0 ${chart.width} ${chart.height}`}
            role="img"
            aria-label={text(dashboardText.chartOf, { title: content.title })}
          >
            <Marks marks={chart.marks} />
            {chart.parts.map(({ of, xy, color, hit }) => {
              const part = content.parts[of]
              const held = isHeld(part)
              const press = {
                onClick: (event: MouseEvent) => part.pick && onPick(part, event.ctrlKey || event.metaKey || event.shiftKey),
                onPointerEnter: () => setHovered(of),
                onPointerLeave: () => setHovered(null),
              }
              return (
                <g
                  key={of}
                  className={classNames(
                    styles.part,
                    part.pick && styles.pressed,
                    held === false && styles.faded,
                    held && styles.held,
                  )}
                >
                  <path d={outline(xy)} style={{ fill: color }} {...(hit ? {} : press)} />
                  {hit && (
                    <rect x={hit.x} y={hit.y} width={hit.width} height={hit.height} className={styles.hit} {...press}>
                      <title>{`${part.name} ${part.words}`}</title>
                    </rect>
                  )}
                </g>
              )
            })}
          </svg>
          {isRing && (
            <p className={styles.reading} style={{ maxWidth: `${width * 0.34}px` }}>
              {shown ? (
                <>
                  <span>{shown.name}</span>
                  <strong style={fitting(shown.words)}>{shown.words}</strong>
                </>
              ) : (
                <>
                  <span>{text(dashboardText.whole)}</span>
                  <strong style={fitting(total.words)}>{total.words}</strong>
                  <span>{total.unit}</span>
                </>
              )}
            </p>
          )}
        </div>
      )}
      {content.legend.length > 0 && (
        <ul className={styles.legend}>
          {content.legend.map((part) => (
            <li key={part.name} className={classNames(isHeld(part) === false && styles.faded)}>
              <span className={shared.swatch} style={{ background: part.color }} />
              <span className={styles.legendName}>{part.name}</span>
              <span className={shared.quiet}>{part.words.split(' · ').at(-1)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function totalOf({ total, columns }: CardContent): { readonly words: string; readonly unit: string } {
  const at = columns.length - (columns.at(-1)?.unit === '%' ? 2 : 1)
  return { words: total?.[at]?.words ?? '', unit: columns[at]?.unit ?? '' }
}

/** Marks of a chart as elements of the page, so that their colours may be roles of the theme. */
export function Marks({ marks }: { readonly marks: readonly Mark[] }) {
  return marks.map((mark, i) => {
    // biome-ignore-start lint/suspicious/noArrayIndexKey: a mark is its place in the drawing
    switch (mark.kind) {
      case 'text':
        return (
          <text
            key={i}
            x={mark.x}
            y={mark.y}
            textAnchor={mark.align ?? 'start'}
            style={{ fontSize: `${mark.sizeMm}px`, fill: mark.color }}
          >
            {mark.text}
          </text>
        )
      case 'shapes': {
        const { fill, fillOpacity, line, lineOpacity, lineWidthMm } = mark.paint
        const { xy, starts, isClosed } = mark.paths
        const d = Array.from({ length: starts.length - 1 }, (_, p) =>
          outline(Array.from(xy).slice(2 * starts[p], 2 * starts[p + 1]), isClosed),
        ).join('')
        return (
          <path
            key={i}
            d={d}
            style={{
              fill: fill ?? 'none',
              fillOpacity,
              stroke: line ?? 'none',
              strokeOpacity: lineOpacity,
              strokeWidth: lineWidthMm,
            }}
          />
        )
      }
      case 'dots': {
        const r = mark.radiusMm
        const d = Array.from({ length: mark.xy.length / 2 }, (_, dot) => {
          const [x, y] = [mark.xy[2 * dot], mark.xy[2 * dot + 1]]
          return `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0z`
        }).join('')
        return <path key={i} d={d} style={{ fill: mark.paint.fill, fillOpacity: mark.paint.fillOpacity }} />
      }
      default:
        return null
    }
    // biome-ignore-end lint/suspicious/noArrayIndexKey: see above
  })
}

const n = (value: number) => String(Math.round(value * 100) / 100)
function outline(xy: readonly number[], isClosed = true): string {
  let d = ''
  for (let i = 0; i + 1 < xy.length; i += 2) d += `${i ? 'L' : 'M'}${n(xy[i])} ${n(xy[i + 1])}`
  return isClosed && d ? `${d}Z` : d
}
