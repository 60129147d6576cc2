import { paletteCommands } from '../../commands/registry.ts'
import { measureText } from '../../i18n/measure.ts'
import { shellText } from '../../i18n/shell.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useApp, useAppState, useText } from './app-context.ts'
import { showKeys } from './keyboard.ts'
import styles from './shortcuts-dialog.module.css'
import { isMac } from './use-media.ts'

/** Every key that acts, read from the commands themselves. */
export function ShortcutsDialog() {
  const app = useApp()
  const text = useText()
  const isOpen = useAppState((state) => state.session.dialog === 'shortcuts')
  const rows = [
    { keys: ['Mod+K', '/'], words: text(shellText.keySearch) },
    ...paletteCommands
      .filter((command) => command.keys)
      .map((command) => ({ keys: command.keys ?? [], words: text(command.title) })),
    { keys: ['←', '↑', '→', '↓'], words: text(shellText.keyPan) },
    { keys: ['Enter'], words: text(shellText.keyIdentify) },
    { keys: ['Enter'], words: text(measureText.keyAdd) },
    { keys: ['Mod+Enter'], words: text(measureText.keyFinish) },
    { keys: ['Backspace'], words: text(measureText.keyBack) },
    { keys: ['Alt'], words: text(measureText.keyFree) },
    { keys: ['Shift'], words: text(measureText.keyStraight) },
    { keys: ['P'], words: text(measureText.keyParallel) },
    { keys: ['F6'], words: text(shellText.keyRegions) },
    { keys: ['Esc'], words: text(shellText.keyEscape) },
  ]
  return (
    <Dialog
      title={text(shellText.shortcuts)}
      isOpen={isOpen}
      onClose={() => app.setSession({ dialog: null })}
      closeLabel={text(shellText.close)}
      isReading
    >
      <dl className={styles.list}>
        {rows.map((row) => (
          <div key={row.words}>
            <dt>
              {row.keys.map((keys) => (
                <kbd key={keys}>{showKeys(keys, isMac)}</kbd>
              ))}
            </dt>
            <dd>{row.words}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>{text(shellText.shortcutsNote)}</p>
    </Dialog>
  )
}
