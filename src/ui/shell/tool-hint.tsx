import { chipText } from '../../i18n/chips.ts'
import { useText } from './app-context.ts'
import styles from './chips.module.css'
import { COARSE, useMedia } from './use-media.ts'

/** How what is drawn to select is drawn, and ended: in one line above the map, where no finger covers it. */
export function ToolHint({ tool }: { readonly tool: 'select-box' | 'select-polygon' }) {
  const text = useText()
  const isTouch = useMedia(COARSE)
  const words = tool === 'select-box' ? chipText.boxHint : isTouch ? chipText.polygonHintTouch : chipText.polygonHint
  return (
    <p className={`${styles.chip} ${styles.hint}`} role="status" data-testid="tool-hint">
      {text(words)}
    </p>
  )
}
