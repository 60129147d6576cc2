import { writtenOf } from '../../app/run-question.ts'
import type { Layer } from '../../app/state.ts'
import { filterByPlace } from '../../commands/filter-by-place.ts'
import { layerFilter } from '../../commands/layer-filter.ts'
import { layerShow } from '../../commands/layer-show.ts'
import { queryToLayer } from '../../commands/query-to-layer.ts'
import { selectRows } from '../../commands/select-rows.ts'
import type { Question } from '../../core/query/question.ts'
import type { Table } from '../../core/table.ts'
import { messageOf } from '../../i18n/errors.ts'
import { marks } from '../../i18n/marks.ts'
import { queryText } from '../../i18n/query.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/note.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { placeWords } from './place-words.ts'
import styles from './query.module.css'
import { useAnswer } from './use-answer.ts'

/** How many rows there are, before anything is done with them; then the three things that can be. */
export function QueryAnswer({
  layer,
  table,
  question,
}: {
  readonly layer: Layer
  readonly table: Table
  readonly question: Question
}) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const locale = useLocale()
  const view = useAppState((state) => state.session.view)
  const layers = useAppState((state) => state.project.layers)
  const selection = useAppState((state) => state.session.selection)
  // asked again only where the answer can have changed
  const usesView = question.spatial.some(({ of }) => of.kind === 'view')
  const usesSelection = question.spatial.some(
    ({ of }) => of.kind === 'drawn' || (of.kind === 'layer' && of.scope === 'selection'),
  )
  const key = JSON.stringify([
    layer.table,
    layer.filter,
    usesView && view,
    usesSelection && [selection?.rows.length, selection?.rows[0], selection?.within],
  ])
  const asked = useAnswer(app, question, key)
  if (asked.state === 'failed') {
    const known = asked.error as { code?: string; detail?: Record<string, string | number>; message?: string }
    if (known.code === 'query.nothing') return <p className={styles.quiet}>{text(queryText.nothing)}</p>
    return (
      <Note level="error" role="alert">
        {known.code
          ? messageOf(known.code, known.detail ?? {}, locale)
          : messageOf('bug', { message: String(known.message) }, locale)}
      </Note>
    )
  }
  if (asked.state === 'stopped')
    return (
      <div className={styles.row}>
        <span>{text(queryText.stopped)}</span>
        <Button isSmall onPress={asked.again}>
          {text(queryText.again)}
        </Button>
      </div>
    )
  if (asked.state !== 'done')
    return (
      <div className={styles.progress}>
        <ProgressBar
          label={text(queryText.counting)}
          share={asked.state === 'running' ? asked.share : null}
          stage={text(queryText.counting)}
        />
        <Button isSmall onPress={asked.stop}>
          {text(queryText.cancel)}
        </Button>
      </div>
    )
  const { rows, condition, places } = asked.answer
  const show = () => {
    if (!layer.visible) run(layerShow, { layer: layer.id, visible: true })
  }
  return (
    <div className={styles.answer}>
      <p role="status" data-testid="query-count">
        {text(queryText.count, { n: rows.length, all: app.rangedOf(layer.id)?.count ?? table.length })}
      </p>
      <div className={styles.row}>
        <Button
          isSmall
          variant="primary"
          isDisabled={rows.length === 0}
          onPress={() => {
            show()
            run(selectRows, { layer: layer.id, rows: Array.from(rows) })
          }}
        >
          {text(queryText.select)}
        </Button>
        <Button
          isSmall
          onPress={() => {
            show()
            if (places.length > 0)
              run(filterByPlace, { layer: layer.id, rules: places, words: placeWords(places, layers), condition })
            else if (condition) run(layerFilter, { layer: layer.id, filter: [...layer.filter, condition] })
          }}
        >
          {text(queryText.filter)}
        </Button>
        <Button
          isSmall
          isDisabled={rows.length === 0}
          onPress={() =>
            run(queryToLayer, {
              layer: layer.id,
              title: text(queryText.resultTitle, { layer: text(layer.title) }),
              rows,
              field: null,
              question: [writtenOf(app, layer, table, question), text(placeWords(places, layers))]
                .filter(Boolean)
                .join(text(marks.clause)),
            })
          }
        >
          {text(queryText.toLayer)}
        </Button>
      </div>
      {places.length > 0 && <p className={styles.quiet}>{text(queryText.filterSpatial)}</p>}
    </div>
  )
}
