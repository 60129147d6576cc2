import { formats } from '../../formats/registry.ts'
import { importText } from '../../i18n/import.ts'
import { useText } from '../shell/app-context.ts'
import styles from './over-map.module.css'

/** What may be let go here, while a file hovers over the window. */
export function DropFrame() {
  const text = useText()
  const names = formats.filter(({ decode }) => decode).map(({ title }) => text(title))
  return (
    <div className={styles.drop} role="status">
      <p>{text(importText.drop, { formats: names.join(' · ') })}</p>
    </div>
  )
}
