import { useState } from 'react'
import { bookmarkAdd } from '../../commands/bookmark-add.ts'
import { bookmarkEdit } from '../../commands/bookmark-edit.ts'
import { bookmarkGo } from '../../commands/bookmark-go.ts'
import { present } from '../../commands/palette/present.ts'
import { bookmarksText } from '../../i18n/bookmarks.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './bookmarks.module.css'

const NONE: readonly never[] = []

/** Kept views: go, name, order, remove; a new one of what is seen now. */
export function BookmarksDialog() {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const bookmarks = useAppState(({ project }) => project.bookmarks ?? NONE)
  const [typed, setTyped] = useState<string | null>(null)
  const name = typed ?? text(bookmarksText.suggested, { n: bookmarks.length + 1 })
  const close = () => app.setSession({ dialog: null })
  const add = () => {
    if (name.trim() === '') return
    run(bookmarkAdd, { title: name })
    setTyped(null)
  }
  return (
    <Dialog
      title={text(bookmarksText.title)}
      isOpen
      onClose={close}
      closeLabel={text(bookmarksText.close)}
      actions={
        <Button variant="primary" isDisabled={bookmarks.length === 0} onPress={() => run(present, undefined)}>
          {text(bookmarksText.present)}
        </Button>
      }
    >
      <div className={styles.add}>
        <TextField label={text(bookmarksText.name)} value={name} onChange={setTyped} onSubmit={add} />
        <Button onPress={add} isDisabled={name.trim() === ''}>
          {text(bookmarksText.add)}
        </Button>
      </div>
      {bookmarks.length === 0 ? (
        <EmptyState title={text(bookmarksText.empty)}>{text(bookmarksText.emptyHelp)}</EmptyState>
      ) : (
        <ol className={styles.list}>
          {bookmarks.map(({ id, title }, index) => (
            <li key={id}>
              <Name name={title} onChange={(next) => run(bookmarkEdit, { bookmark: id, edit: { title: next } })} />
              <Button
                aria-label={text(bookmarksText.goTo, { name: title })}
                onPress={() => {
                  close()
                  run(bookmarkGo, { bookmark: id })
                }}
              >
                {text(bookmarksText.go)}
              </Button>
              <IconButton
                icon="up"
                isDisabled={index === 0}
                label={text(bookmarksText.up, { name: title })}
                onPress={() => run(bookmarkEdit, { bookmark: id, edit: { by: -1 } })}
              />
              <IconButton
                icon="down"
                isDisabled={index === bookmarks.length - 1}
                label={text(bookmarksText.down, { name: title })}
                onPress={() => run(bookmarkEdit, { bookmark: id, edit: { by: 1 } })}
              />
              <IconButton
                icon="close"
                label={text(bookmarksText.remove, { name: title })}
                onPress={() => run(bookmarkEdit, { bookmark: id, edit: 'remove' })}
              />
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  )
}

/** Written when it is left. */
function Name({ name, onChange }: { readonly name: string; readonly onChange: (name: string) => void }) {
  const text = useText()
  const [typed, setTyped] = useState(name)
  const take = () => {
    if (typed.trim() === '') setTyped(name)
    else if (typed.trim() !== name) onChange(typed)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that focus has left
    <div className={styles.name} onBlur={take}>
      <TextField label={text(bookmarksText.rename, { name })} isLabelHidden value={typed} onChange={setTyped} onSubmit={take} />
    </div>
  )
}
