import { paletteCommands } from '../../commands/registry.ts'
import { shellText } from '../../i18n/shell.ts'
import { shortcutsText } from '../../i18n/shortcuts.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useApp, useAppState, useText } from './app-context.ts'
import { showKeys } from './keyboard.ts'
import { SHORTCUT_GROUPS, type Shortcut } from './shortcut-groups.ts'
import styles from './shortcuts-dialog.module.css'
import { isMac } from './use-media.ts'

/** Every key that acts, by what it is for; those of commands are read from the commands themselves. */
export function ShortcutsDialog() {
  const app = useApp()
  const text = useText()
  const isOpen = useAppState((state) => state.session.dialog === 'shortcuts')
  const rowOf = (shortcut: Shortcut) => {
    if (typeof shortcut !== 'string') return { keys: shortcut.keys, words: text(shortcut.words) }
    const command = paletteCommands.find(({ id }) => id === shortcut)
    return command ? { keys: command.keys ?? [], words: text(command.title) } : []
  }
  return (
    <Dialog
      title={text(shellText.shortcuts)}
      isOpen={isOpen}
      onClose={() => app.setSession({ dialog: null })}
      closeLabel={text(shellText.close)}
      size="wide"
      isReading
    >
      <div className={styles.groups}>
        {SHORTCUT_GROUPS.map(({ title, shortcuts }) => (
          <section key={title.en} aria-label={text(title)}>
            <h3>{text(title)}</h3>
            <dl className={styles.list}>
              {shortcuts.flatMap(rowOf).map(({ keys, words }) => (
                <div key={words}>
                  <dt>
                    {keys.map((each) => (
                      <kbd key={each}>{showKeys(each, isMac)}</kbd>
                    ))}
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={styles.note}>{text(shortcutsText.note)}</p>
    </Dialog>
  )
}
