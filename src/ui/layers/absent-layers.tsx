import { importOpen } from '../../commands/palette/import-open.ts'
import { layersText } from '../../i18n/layers.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './layers.module.css'

/** Layers that the link speaks of and that are not here: in their place a row each, with what can be done. */
export function AbsentLayers() {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const { layers, local } = useAppState((state) => state.session.absent)
  const shown = layers.filter((id) => !app.store.getState().project.layers[id])
  return (
    <ul className={styles.absent} aria-label={text(layersText.absentList)}>
      {shown.map((id) => (
        <li key={id}>
          <Icon name="warning" size={14} />
          <span>{text(layersText.absent, { id })}</span>
          <IconButton
            icon="close"
            isSmall
            label={text(layersText.absentDismiss)}
            onPress={() => app.setSession({ absent: { layers: layers.filter((each) => each !== id), local } })}
          />
        </li>
      ))}
      {local > 0 && (
        <li>
          <Icon name="warning" size={14} />
          <span>
            {text(layersText.absentLocal, { n: local })}{' '}
            <Button variant="link" onPress={() => run(importOpen, undefined)}>
              {text(importOpen.title)}
            </Button>
          </span>
          <IconButton
            icon="close"
            isSmall
            label={text(layersText.absentDismiss)}
            onPress={() => app.setSession({ absent: { layers, local: 0 } })}
          />
        </li>
      )}
    </ul>
  )
}
