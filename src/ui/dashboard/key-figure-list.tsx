import { classNames } from '../parts/class-names.ts'
import type { CardContent } from './content.ts'
import styles from './dashboard.module.css'

/** How many lines stand out: number and area. */
const LARGE = 2

/** Names with their figures and units; the first ones large. */
export function KeyFigureList({ content: { rows } }: { readonly content: CardContent }) {
  return (
    <dl className={styles.figures}>
      {rows.map(({ cells: [name, value, unit, share] }, i) => (
        <div key={name.words} className={classNames(styles.figure, i < LARGE && styles.large)}>
          <dt>{name.words}</dt>
          <dd>
            <strong>{value.words}</strong>
            {unit.words && <span> {unit.words}</span>}
            {share.words && <small>{share.words}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
