import { useCallback, useEffect, useRef, useState } from 'react'
import { layerCount } from '../../app/layer-count.ts'
import type { Layer } from '../../app/state.ts'
import { analysisRun } from '../../commands/analysis-run.ts'
import type { Analysis } from '../../core/analysis.ts'
import type { StoredValue } from '../../core/params.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { Button } from '../parts/button.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './analysis.module.css'
import { AreaUnitField } from './area-unit-field.tsx'
import { precheck, streamedCheck } from './check.ts'
import { type FormValues, fieldSources, initialValues, lastValues, missing, withFields } from './form-state.ts'
import { ParamField } from './param-field.tsx'
import { PrecheckLine } from './precheck-line.tsx'
import { jobOf, RunProgress, runningJob } from './run-progress.tsx'
import { defaultScope, isScopeOpen, type Scope } from './scope.ts'
import { ScopeField } from './scope-field.tsx'
import { usePartSizes } from './use-part-sizes.ts'
import { useResultSize } from './use-result-size.ts'
import { useFilteredRows, useTables } from './use-tables.ts'

/** The form of any analysis, drawn from its parameters. */
export function AnalysisForm({ analysis }: { readonly analysis: Analysis }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const project = useAppState((state) => state.project)
  const selection = useAppState((state) => state.session.selection)
  const job = useAppState((state) => runningJob(state.session.jobs, analysis.title))
  const [typed, setTyped] = useState<FormValues>(() => {
    const { session } = app.store.getState()
    const countOf = (id: string) => layerCount(id, session.layerStatus[id], app.catalog)
    return {
      ...initialValues(analysis.params, project, session, countOf, () => null),
      ...lastValues(analysis, project, session),
    }
  })
  const [wantedScope, setWantedScope] = useState<{ layer: string; scope: Scope } | null>(null)
  const [answered, setAnswered] = useState<string | null>(null)
  const answer = useCallback(
    () => setAnswered(jobOf(app.store.getState().session.jobs, analysis.title)?.id ?? null),
    [app, analysis],
  )

  const layerParams = Object.entries(analysis.params).filter(([, param]) => param.kind === 'layer')
  // also the comparison layers whose fields are asked for
  const fieldOwners = Object.values(analysis.params).flatMap((param) => (param.kind === 'fields' ? [param.of] : []))
  const owners = new Set([...layerParams.map(([name]) => name), ...fieldOwners])
  const layerIds = [...owners].flatMap((name) => [typed[name]].flat().map(String)).filter((id) => project.layers[id])
  const wholeOf = useTables(layerIds)
  // of a layer that is read as needed the columns are known, and some analyses let its rows pass by
  const tableOf = (id: string) =>
    wholeOf(id) ?? (analysis.runStreamed || analysis.parts ? (app.rangedOf(id)?.schema ?? null) : null)
  const values = withFields(analysis.params, typed, project, tableOf)
  const subject: Layer | undefined = project.layers[String(values[layerParams[0]?.[0]])]
  const table = subject ? tableOf(subject.id) : null
  const filtered = useFilteredRows(subject?.id ?? null)

  const isWanted = subject && wantedScope?.layer === subject.id && isScopeOpen(wantedScope.scope, subject, selection)
  const scope: Scope = isWanted ? wantedScope.scope : subject ? defaultScope(subject, selection) : 'all'
  const scopeRows = scope === 'selection' ? (selection?.rows ?? []) : scope === 'filter' ? filtered : null
  const passing = subject && analysis.runStreamed && (scope !== 'filter' || filtered) ? app.rangedOf(subject.id) : null
  const partly = usePartSizes(analysis, values, subject, scope, scopeRows)
  const result = useResultSize(analysis, values, subject, Boolean(passing), scopeRows)
  const far = partly.whole.filter((id) => !(passing && id === subject?.id)).map((id) => project.layers[id])
  const farSubject = subject && far.length === 0 ? app.rangedOf(subject.id) : null
  const check = passing
    ? streamedCheck(passing, scopeRows)
    : farSubject && scope !== 'all' && scopeRows
      ? streamedCheck(farSubject, scopeRows)
      : table && far.length === 0 && (scope !== 'filter' || filtered)
        ? precheck(table, scopeRows)
        : null
  const lacks = missing(analysis.params, values, project)
  const canRun =
    lacks.length === 0 && check !== null && check.rows > 0 && !job && !partly.parts?.some(({ isTooMuch }) => isTooMuch)

  const start = () => {
    if (canRun) run(analysisRun, { analysis: analysis.id, values, scope })
  }
  const latest = useRef({ start, values })
  useEffect(() => {
    latest.current = { start, values }
  })
  const setValue = useCallback(
    (name: string, value: StoredValue) => {
      setTyped({ ...latest.current.values, [name]: value })
      answer()
    },
    [answer],
  )
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
      if (document.querySelector('[role="dialog"]')) return
      event.preventDefault()
      event.stopPropagation()
      latest.current.start()
    }
    // before the control that has the focus: a button would take Enter for a press
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [])

  const all = Object.entries(analysis.params)
  const shown = all.filter(([, param]) => !param.isAdvanced)
  const folded = all.filter(([, param]) => param.isAdvanced)
  const fields = (params: typeof all) =>
    params.map(([name, param]) => (
      <div key={name} className={styles.param}>
        <ParamField
          name={name}
          param={param}
          value={values[name]}
          sources={'of' in param ? fieldSources(param, values, project, tableOf) : []}
          onChange={setValue}
        />
        {name === layerParams[0]?.[0] && subject && (
          <ScopeField
            layer={subject}
            value={scope}
            filtered={filtered?.length ?? null}
            onChange={(next) => {
              setWantedScope({ layer: subject.id, scope: next })
              answer()
            }}
          />
        )}
      </div>
    ))
  return (
    <form
      className={styles.form}
      aria-label={text(analysis.title)}
      onSubmit={(event) => {
        event.preventDefault()
        start()
      }}
    >
      {fields(shown)}
      {folded.length > 0 && <Disclosure title={text(analysisText.more)}>{fields(folded)}</Disclosure>}
      <AreaUnitField />
      <PrecheckLine
        analysis={analysis}
        check={check}
        lacks={lacks}
        layer={subject}
        table={table}
        far={far}
        parts={partly.parts}
        result={result}
      />
      <div className={styles.actions}>
        <RunProgress analysis={analysis} answered={answered} />
        {!job && (
          <Button variant="primary" type="submit" isDisabled={!canRun} className={styles.run}>
            {text(analysisText.run)}
            <kbd className={styles.key}>Ctrl ⏎</kbd>
          </Button>
        )}
      </div>
    </form>
  )
}
