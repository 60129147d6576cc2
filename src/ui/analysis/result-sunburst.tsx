import { useState } from 'react'
import { type Sector, sectorPath } from '../../core/charts/sunburst.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { classNames } from '../parts/class-names.ts'
import { useText } from '../shell/app-context.ts'
import type { ChartProps } from './result-chart.tsx'
import styles from './result-charts.module.css'

const HOLE = 34
const RADIUS = 100
/** Sectors thinner than this cannot be told apart or hit; they are drawn, but carry no border. */
const BORDER_TURN = 0.004

/** Rings from the first level inside to the last outside; the middle names what the pointer is on. */
export function ResultSunburst({ title, figures, pick, sectors }: ChartProps & { readonly sectors: readonly Sector[] }) {
  const text = useText()
  const [hovered, setHovered] = useState<Sector | null>(null)
  const ring = (RADIUS - HOLE) / figures.levels.length
  const isPicked = (sector: Sector) => pick.rows.length > 0 && sector.rows.every((row) => pick.has(row))
  const named = hovered ?? sectors.filter(isPicked).sort((a, b) => a.depth - b.depth)[0] ?? null
  return (
    <figure className={styles.sunburst}>
      <div className={styles.disc}>
        <svg viewBox="-104 -104 208 208" role="img" aria-label={text(analysisText.chartLabel, { title })}>
          {sectors.map((sector) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: the table is the keyboard's way to the same lines
            <path
              key={sector.path.join('\n')}
              d={sectorPath(sector.start, sector.end, HOLE + sector.depth * ring, HOLE + (sector.depth + 1) * ring - 0.6)}
              fill={figures.colorOf(sector.depth, sector.rows[0])}
              className={classNames(
                styles.sector,
                sector.end - sector.start > BORDER_TURN && styles.bordered,
                (isPicked(sector) || sector === hovered) && styles.marked,
              )}
              onPointerEnter={() => setHovered(sector)}
              onPointerLeave={() => setHovered(null)}
              onClick={() => pick.onPick(sector.rows)}
              onDoubleClick={() => pick.onZoom(sector.rows)}
            />
          ))}
          {sectors.filter(isPicked).map((sector) => (
            <path
              key={`picked ${sector.path.join('\n')}`}
              d={sectorPath(sector.start, sector.end, HOLE + sector.depth * ring, HOLE + (sector.depth + 1) * ring - 0.6)}
              className={styles.pickedSector}
            />
          ))}
        </svg>
        <p className={styles.reading}>
          <span>{named ? named.path.join(' · ') : text(analysisText.chartAll)}</span>
          <strong>{named ? figures.sizeText(named.value) : figures.sizeText(figures.total)}</strong>
          <span className={styles.quiet}>{named ? figures.shareText(named.value) : figures.shareText(figures.total)}</span>
        </p>
      </div>
    </figure>
  )
}
