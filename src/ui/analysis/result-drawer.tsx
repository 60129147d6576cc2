import { useState } from 'react'
import type { Run } from '../../app/state.ts'
import { runAgain } from '../../commands/run-again.ts'
import { runOpen } from '../../commands/run-open.ts'
import { resultTables } from '../../core/report.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { messageOf } from '../../i18n/errors.ts'
import { Button } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { ErrorState } from '../parts/error-state.tsx'
import { Select } from '../parts/select.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { DrawerFrame } from './drawer-frame.tsx'
import { ResultBody } from './result-body.tsx'
import { ResultSkeleton } from './result-skeleton.tsx'
import { RunHead } from './run-head.tsx'
import { useRunWords } from './use-run-words.ts'

/** The bottom drawer: the result of one run, as table, chart and notes. */
export function ResultDrawer() {
  const run = useAppState((state) => state.project.runs.find(({ id }) => id === state.session.drawer?.run))
  return run ? <RunResult key={run.id} run={run} /> : null
}

function RunResult({ run }: { readonly run: Run }) {
  const app = useApp()
  const text = useText()
  const command = useRun()
  const loaded = useAsync(run.id, () => app.resultOf(run.id))
  const { words, stale } = useRunWords(run)
  const locale = useLocale()
  const unit = useAppState((state) => state.session.areaUnit)
  const [chosen, setChosen] = useState(0)
  const result = loaded.state === 'done' ? loaded.value : null
  const tables = result ? resultTables(result) : []
  const shown = tables[chosen] ?? result
  const again = stale !== 'gone' && <Button onPress={() => command(runAgain, { run: run.id })}>{text(analysisText.rerun)}</Button>
  const label = text(analysisText.resultOf, { title: text(words.title), fields: words.fields ? text(words.fields) : '' })
  const choice = tables.length > 1 && (
    <Select
      label={text(analysisText.table)}
      isLabelHidden
      value={String(chosen)}
      options={tables.map(({ title }, index) => ({ value: String(index), label: text(title ?? words.title) }))}
      onChange={(value) => setChosen(Number(value))}
    />
  )
  return (
    <DrawerFrame
      label={label}
      closeLabel={text(analysisText.closeResult)}
      onClose={() => command(runOpen, { run: null })}
      head={<RunHead run={run} words={words} stale={stale} result={result} choice={choice} />}
    >
      {loaded.state === 'loading' && <ResultSkeleton />}
      {loaded.state === 'failed' && <ErrorState message={text(analysisText.lost)} actions={again} />}
      {loaded.state === 'done' && !result && <ErrorState message={text(analysisText.lost)} actions={again} />}
      {shown && shown.table.length === 0 && (
        <EmptyState
          title={text(run.notes.some(({ code }) => code === 'summary.empty') ? analysisText.empty : analysisText.nothing)}
          actions={again}
        >
          {shown.notes
            .filter(({ code }) => code !== 'summary.empty')
            .map(({ code, detail }) => (
              <p key={`${code} ${JSON.stringify(detail)}`}>{messageOf(code, detail, locale, unit)}</p>
            ))}
        </EmptyState>
      )}
      {shown && shown.table.length > 0 && <ResultBody key={chosen} run={run} words={words} result={shown} />}
    </DrawerFrame>
  )
}
