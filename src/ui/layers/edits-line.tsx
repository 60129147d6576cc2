import type { Layer } from '../../app/state.ts'
import { editsDiscard } from '../../commands/edits-discard.ts'
import { editsExport } from '../../commands/edits-export.ts'
import { countEdits } from '../../core/edits/edits.ts'
import { layersText } from '../../i18n/layers.ts'
import { Button } from '../parts/button.tsx'
import { useRun, useText } from '../shell/app-context.ts'
import styles from './row-state.module.css'

/** What was changed in the layer, how to take it home, and how to be rid of it. */
export function EditsLine({ layer }: { readonly layer: Layer }) {
  const text = useText()
  const run = useRun()
  const edits = layer.edits ?? layer.setAside
  if (!edits) return null
  const { rows } = countEdits(edits)
  return (
    <p className={styles.state}>
      <span>{text(layer.edits ? layersText.edited : layersText.editsSetAside, { rows })}</span>
      <Button variant="link" onPress={() => run(editsExport, { layer: layer.id })}>
        {text(layersText.editsExport)}
      </Button>
      <Button variant="link" onPress={() => run(editsDiscard, { layer: layer.id })}>
        {text(layersText.editsDiscard)}
      </Button>
    </p>
  )
}
