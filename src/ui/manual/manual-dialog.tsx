import { useDeferredValue, useState } from 'react'
import type { Locale } from '../../core/text.ts'
import { MANUAL } from '../../i18n/manual/manual.ts'
import type { ManualBlock, ManualPage } from '../../i18n/manual/page.ts'
import { manualText } from '../../i18n/manual/words.ts'
import { shellText } from '../../i18n/shell.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import styles from './manual.module.css'
import { searchManual, textsOf } from './search-manual.ts'

/** 使用手册: all pages are here, so that it is read and searched without a network. */
export function ManualDialog() {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const isOpen = useAppState((state) => state.session.dialog === 'manual')
  const [wanted, setWanted] = useState('')
  const [chosen, setChosen] = useState(MANUAL[0].id)
  // a page opened from a list of hits on a phone stands alone
  const [isReading, setReading] = useState(false)
  const hits = searchManual(MANUAL, useDeferredValue(wanted), locale)
  const page = (hits.find((hit) => hit.page.id === chosen) ?? hits[0])?.page ?? null
  return (
    <Dialog
      title={text(manualText.title)}
      isOpen={isOpen}
      onClose={() => app.setSession({ dialog: null })}
      closeLabel={text(shellText.close)}
      size="wide"
    >
      <div className={styles.manual} data-reading={isReading || undefined}>
        <div className={styles.index}>
          <TextField label={text(manualText.search)} value={wanted} onChange={setWanted} autoFocus />
          <p className={styles.count} role="status">
            {wanted.trim() ? text(manualText.found, { n: hits.length }) : ''}
          </p>
          <ul className={styles.hits} aria-label={text(manualText.pages)}>
            {hits.map((hit) => (
              <li key={hit.page.id}>
                <button
                  type="button"
                  aria-current={hit.page === page || undefined}
                  onClick={() => {
                    setChosen(hit.page.id)
                    setReading(true)
                  }}
                >
                  <span>{text(hit.page.title)}</span>
                  {hit.excerpt && <small>{hit.excerpt}</small>}
                </button>
              </li>
            ))}
          </ul>
          {hits.length === 0 && <p>{text(manualText.none)}</p>}
        </div>
        {page && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long page is scrolled by keys
          <article className={styles.page} tabIndex={0}>
            <div className={styles.back}>
              <Button variant="link" onPress={() => setReading(false)}>
                {text(manualText.back)}
              </Button>
            </div>
            <Page page={page} locale={locale} title={text(page.title)} />
          </article>
        )}
      </div>
    </Dialog>
  )
}

function Page({ page, locale, title }: { readonly page: ManualPage; readonly locale: Locale; readonly title: string }) {
  return (
    <>
      <h3>{title}</h3>
      {page.blocks.map((block) => (
        <Block key={textsOf(block, 'en')[0]} block={block} locale={locale} />
      ))}
    </>
  )
}

function Block({ block, locale }: { readonly block: ManualBlock; readonly locale: Locale }) {
  const texts = textsOf(block, locale)
  if (block.kind === 'words') return <p>{texts[0]}</p>
  const items = texts.map((each) => <li key={each}>{each}</li>)
  return block.kind === 'steps' ? <ol>{items}</ol> : <ul>{items}</ul>
}
