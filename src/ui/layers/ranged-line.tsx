import type { Layer } from '../../app/state.ts'
import { layerLoad } from '../../commands/layer-load.ts'
import type { RangeState } from '../../core/ranged-layer.ts'
import { rangedText } from '../../i18n/ranged.ts'
import { Button } from '../parts/button.tsx'
import { useRun, useText } from '../shell/app-context.ts'
import styles from './layers.module.css'
import { LoadAll } from './load-all.tsx'

/** How the reading of a large layer goes, with the way out of trouble. */
export function RangedLine({ layer, state }: { readonly layer: Layer; readonly state: RangeState }) {
  const text = useText()
  const run = useRun()
  const isFiltered = layer.filter.length > 0
  const words = state === 'fine' && isFiltered ? rangedText.filtered : rangedText[state]
  const again = (label: string) => (
    <Button variant="link" onPress={() => run(layerLoad, { layer: layer.id })}>
      {label}
    </Button>
  )
  return (
    <p className={styles.ranged} role="status">
      <span className={state === 'lost' || state === 'changed' || state === 'noRanges' ? styles.trouble : undefined}>
        {text(words)}
      </span>
      {state === 'lost' && again(text(rangedText.retry))}
      {state === 'changed' && again(text(rangedText.reopen))}
      {(state === 'fine' || state === 'noRanges') && <LoadAll layer={layer} />}
    </p>
  )
}
