import { analysisText } from '../../i18n/analysis.ts'
import { useText } from '../shell/app-context.ts'
import styles from './result.module.css'

const SKELETON_ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** While a result is on its way. */
export function ResultSkeleton() {
  const text = useText()
  return (
    <div className={styles.skeleton} role="status" aria-label={text(analysisText.loading)}>
      {SKELETON_ROWS.map((row) => (
        <span key={row} />
      ))}
    </div>
  )
}
