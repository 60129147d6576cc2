import { crsOf } from '../../core/crs.ts'
import type { Note as ReceiptNote } from '../../core/errors.ts'
import type { CrsCandidate } from '../../formats/format.ts'
import { importText } from '../../i18n/import.ts'
import { CardChoice } from '../parts/card-choice.tsx'
import { Note } from '../parts/note.tsx'
import { useApp, useText } from '../shell/app-context.ts'
import styles from './crs-cards.module.css'
import { crsQuestionWords } from './crs-question-words.ts'
import { directionText } from './evidence.ts'
import { placeBox } from './thumbnail.ts'

const WIDTH = 132
const HEIGHT = 84

/** Coordinate systems the numbers could be in, each with where the data would land. */
export function CrsCards({
  candidates,
  notes,
  value,
  onChange,
}: {
  readonly candidates: readonly CrsCandidate[]
  /** of the receipt: whether the file names a system that is not understood */
  readonly notes: readonly ReceiptNote[]
  readonly value: string | null
  readonly onChange: (crs: string) => void
}) {
  const app = useApp()
  const text = useText()
  const district = text(app.config.district.name)
  if (candidates.length === 0) return <Note level="error">{text(importText.crsNone)}</Note>
  return (
    <div className={styles.crs}>
      <p>{text(crsQuestionWords(candidates, notes), { district })}</p>
      <CardChoice
        label={text(importText.crs)}
        value={value}
        onChange={onChange}
        options={candidates.map((candidate) => {
          const crs = crsOf(candidate.crs)
          return {
            value: candidate.crs,
            label: crs ? text(crs.title) : candidate.crs,
            content: <CrsCard candidate={candidate} />,
          }
        })}
      />
    </div>
  )
}

function CrsCard({ candidate }: { readonly candidate: CrsCandidate }) {
  const app = useApp()
  const text = useText()
  const { name, extent } = app.config.district
  const district = text(name)
  const { district: frame, data, away } = placeBox(extent, candidate.bbox, WIDTH, HEIGHT)
  const zone = crsOf(candidate.crs)?.zone
  const prefix = zone?.hasPrefix ? zone.number : undefined
  const share = `${Math.floor(candidate.shareInside * 100)} %`
  return (
    <span className={styles.card}>
      <svg
        className={styles.thumbnail}
        width={WIDTH}
        height={HEIGHT}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={text(importText.thumbnail, { district })}
      >
        <rect className={styles.district} x={frame.x} y={frame.y} width={frame.width} height={frame.height} rx={2} />
        {data && <rect className={styles.landing} x={data.x} y={data.y} width={data.width} height={data.height} />}
        {away && (
          <g transform={`translate(${WIDTH / 2} ${HEIGHT / 2}) rotate(${away.bearing})`}>
            <path className={styles.arrow} d="M0,-24V-36M-4,-31L0,-36L4,-31" />
          </g>
        )}
        <text x={frame.x + 3} y={frame.y + frame.height + 10} className={styles.districtName}>
          {district}
        </text>
      </svg>
      <small className={styles.code}>{candidate.crs}</small>
      {prefix !== undefined && <small>{text(importText.prefixed, { zone: prefix })}</small>}
      <span className={candidate.shareInside > 0.5 ? styles.in : styles.out}>
        {away
          ? text(importText.away, { district, km: Math.round(away.km), direction: text(directionText(away.bearing)) })
          : text(importText.inside, { district, share })}
      </span>
    </span>
  )
}
