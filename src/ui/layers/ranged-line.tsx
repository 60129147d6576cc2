import type { Layer } from '../../app/state.ts'
import { layerLoad } from '../../commands/layer-load.ts'
import type { RangeState } from '../../core/ranged-layer.ts'
import { messageOf } from '../../i18n/errors.ts'
import { marks } from '../../i18n/marks.ts'
import { rangedText } from '../../i18n/ranged.ts'
import { Button } from '../parts/button.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { LoadAll } from './load-all.tsx'
import styles from './row-state.module.css'

/** From here on published tiles hold every feature. */
const ALL_FROM_ZOOM = 12

/** How the reading of a large layer goes, with the way out of trouble. */
export function RangedLine({ layer, state }: { readonly layer: Layer; readonly state: RangeState }) {
  const text = useText()
  const run = useRun()
  const app = useApp()
  const locale = useLocale()
  const status = useAppState(({ session }) => session.layerStatus[layer.id])
  const far = app.rangedOf(layer.id)
  const unread = state === 'fine' ? (far?.unread ?? []) : []
  const isFiltered = layer.filter.length > 0 && far?.fieldBytes === null
  const fault = state === 'fine' ? status?.notDrawn : null
  const isThinned = useAppState(({ session }) => layer.filter.length > 0 && session.view.zoom < ALL_FROM_ZOOM)
  const fine = isFiltered ? rangedText.filtered : isThinned ? rangedText.thinned : rangedText.fine
  const words = state === 'fine' ? fine : rangedText[state]
  const isTrouble = state === 'lost' || state === 'changed' || state === 'noRanges' || fault || unread.length > 0
  if (state === 'fine' && status?.share != null)
    return (
      <div className={styles.loading}>
        <ProgressBar
          label={text(rangedText.readingFields)}
          isLabelHidden
          share={status.share}
          stage={text(rangedText.readingFields)}
        />
      </div>
    )
  const again = (label: string) => (
    <Button variant="link" onPress={() => run(layerLoad, { layer: layer.id })}>
      {label}
    </Button>
  )
  return (
    <p className={styles.ranged} role="status">
      <span className={isTrouble ? styles.trouble : undefined}>
        {fault
          ? messageOf(fault.code, fault.detail, locale)
          : unread.length > 0
            ? text(rangedText.unread, { files: unread.join(text(marks.list)) })
            : text(words)}
      </span>
      {unread.length > 0 && again(text(rangedText.reopen))}
      {state === 'lost' && again(text(rangedText.retry))}
      {state === 'changed' && again(text(rangedText.reopen))}
      {(state === 'fine' || state === 'noRanges') && <LoadAll layer={layer} />}
    </p>
  )
}
