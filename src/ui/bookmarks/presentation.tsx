import { useEffect, useRef } from 'react'
import { present } from '../../commands/palette/present.ts'
import { presentPage } from '../../commands/present-page.ts'
import { bookmarksText } from '../../i18n/bookmarks.ts'
import { Legend } from '../layers/legend.tsx'
import { Swatch } from '../layers/swatch.tsx'
import { Button } from '../parts/button.tsx'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './bookmarks.module.css'

const NONE: readonly never[] = []
const TURNS: Readonly<Record<string, -1 | 1>> = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }
/** Legends that a wall can read. */
const MOST_LEGENDS = 2
const MOST_SINGLE = 5

/** Over the bare map: what is seen, what its colours mean, and the way on. */
export function Presentation() {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const panel = useRef<HTMLElement>(null)
  const page = useAppState(({ session }) => session.presenting)
  const pages = useAppState(({ project }) => project.bookmarks ?? NONE)
  const layers = useAppState(({ project }) => project.layers)
  const tree = useAppState(({ project }) => project.tree)
  const status = useAppState(({ session }) => session.layerStatus)
  useEffect(() => {
    panel.current?.focus()
    const onKeyDown = (event: KeyboardEvent) => {
      const by = TURNS[event.key]
      if (!by || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      event.stopPropagation()
      run(presentPage, { by })
    }
    // before the map takes the arrows for itself
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [run])
  if (page === null) return null
  const visible = tree
    .flatMap((group) => group.layers)
    .flatMap((id) => layers[id] ?? [])
    .filter((layer) => layer.visible && layer.role === 'data' && !layer.grid)
  const single = visible.flatMap(({ id, title, geometry, symbology }) =>
    symbology.kind === 'single' ? [{ id, title, geometry, style: symbology.style }] : [],
  )
  const classed = visible.filter(({ symbology }) => symbology.kind !== 'single')
  return (
    <>
      {visible.length > 0 && (
        <div className={styles.legends}>
          {single.length > 0 && (
            <ul>
              {single.slice(0, MOST_SINGLE).map(({ id, title, geometry, style }) => (
                <li key={id}>
                  <Swatch style={style} geometry={geometry} />
                  {text(title)}
                </li>
              ))}
            </ul>
          )}
          {classed.slice(0, MOST_LEGENDS).map((layer) => (
            <section key={layer.id}>
              <h3>{text(layer.title)}</h3>
              <Legend layer={layer} status={status[layer.id]} />
            </section>
          ))}
        </div>
      )}
      <section ref={panel} tabIndex={-1} className={styles.caption} aria-label={text(bookmarksText.presentation)}>
        <h2 role="status">{pages[page]?.title ?? text(app.config.title)}</h2>
        {pages.length > 1 && (
          <>
            <span className={styles.page}>{text(bookmarksText.page, { n: page + 1, all: pages.length })}</span>
            <Button variant="quiet" isDisabled={page === 0} onPress={() => run(presentPage, { by: -1 })}>
              {text(bookmarksText.back)}
            </Button>
            <Button variant="quiet" isDisabled={page >= pages.length - 1} onPress={() => run(presentPage, { by: 1 })}>
              {text(bookmarksText.next)}
            </Button>
          </>
        )}
        <Button variant="quiet" onPress={() => run(present, undefined)}>
          {text(bookmarksText.leave)}
        </Button>
      </section>
    </>
  )
}
