import { layerInHand } from '../../app/layer-in-hand.ts'
import type { LayerId } from '../../app/state.ts'
import type { Question } from '../../core/query/question.ts'
import { queryText } from '../../i18n/query.ts'
import { fieldSizes } from '../layers/field-sizes.ts'
import { NeedsAll } from '../layers/needs-all.tsx'
import { IconButton } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { PanelHead } from '../parts/panel-head.tsx'
import { Segments } from '../parts/segments.tsx'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useApp, useAppState, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { CalculatedField } from './calculated-field.tsx'
import styles from './query.module.css'
import { QueryAnswer } from './query-answer.tsx'
import { RuleList } from './rule-list.tsx'
import { SavedQueries } from './saved-queries.tsx'
import { SpatialList } from './spatial-list.tsx'

const blank = (layer: LayerId): Question => ({
  layer,
  mode: 'rules',
  rules: { join: 'and', items: [] },
  expression: '',
  spatial: [],
})

/** 查询: conditions over fields and places, counted before they are applied; the answer is a selection, a filter or a new layer. */
export function QueryPanel() {
  const app = useApp()
  const text = useText()
  const { layers, tree } = useAppState((state) => state.project)
  const inHand = useAppState(
    ({ session }) => session.querying?.layer ?? session.selection?.layer ?? session.drawer?.table ?? null,
  )
  const asked = tree.flatMap((group) => group.layers).filter((id) => layers[id] && !layers[id].grid && layers[id].role === 'data')
  const start = [inHand, layerInHand(app)].find((id) => id !== null && asked.includes(id)) ?? asked[0]
  const question = useAppState(({ session }) => session.question)
  const setQuestion = (next: Question | null) => app.setSession({ question: next })
  const current = question && layers[question.layer] ? question : start ? blank(start) : null
  return (
    <section className={styles.panel} aria-label={text(queryText.title)}>
      <PanelHead title={text(queryText.title)}>
        <IconButton icon="close" label={text(queryText.close)} isSmall onPress={() => app.setSession({ querying: null })} />
      </PanelHead>
      {current ? (
        <QuestionForm key={current.layer} question={current} asked={asked} onChange={setQuestion} />
      ) : (
        <EmptyState title={text(queryText.noLayer)} />
      )}
    </section>
  )
}

function QuestionForm({
  question,
  asked,
  onChange,
}: {
  readonly question: Question
  readonly asked: readonly LayerId[]
  readonly onChange: (question: Question) => void
}) {
  const app = useApp()
  const text = useText()
  const layers = useAppState((state) => state.project.layers)
  const layer = layers[question.layer]
  const loaded = useAsync(layer.table, () => app.loadColumns(layer.id))
  const table = app.tableOf(layer.id) ?? (loaded.state === 'done' ? loaded.value : null)
  const far = app.rangedOf(layer.id)
  const patch = (part: Partial<Question>) => onChange({ ...question, ...part })
  return (
    <div className={styles.form}>
      <Select
        label={text(queryText.layer)}
        value={question.layer}
        options={asked.map((id) => ({ value: id, label: text(layers[id].title) }))}
        onChange={(id) => onChange(blank(id))}
      />
      <Segments
        label={text(queryText.fields)}
        value={question.mode}
        options={[
          { value: 'rules', label: text(queryText.rules) },
          { value: 'expression', label: text(queryText.expression) },
        ]}
        onChange={(mode) => patch({ mode })}
      />
      {table && question.mode === 'rules' && (
        <RuleList layer={layer} table={table} group={question.rules} onChange={(rules) => patch({ rules })} />
      )}
      {question.mode === 'expression' && (
        <TextField
          label={text(queryText.expression)}
          isLabelHidden
          rows={3}
          value={question.expression}
          placeholder={text({ zh: '亩 > 50 and 地类 = 1106', en: 'mu > 50 and [Land class] = 1106' })}
          help={text(queryText.expressionHelp)}
          onChange={(expression) => patch({ expression })}
        />
      )}
      {layer.geometry !== 'none' && <SpatialList rules={question.spatial} onChange={(spatial) => patch({ spatial })} />}
      {far && <p className={styles.quiet}>{fieldSizes(layer, far.fieldBytes, text)}</p>}
      {!table && loaded.state === 'failed' && app.memoryNeedOf(layer.id) && <NeedsAll layer={layer} />}
      {table && <QueryAnswer layer={layer} table={table} question={question} />}
      {table && <CalculatedField layer={layer} table={table} />}
      <SavedQueries question={question} onOpen={onChange} />
    </div>
  )
}
