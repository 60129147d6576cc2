import { analyses } from '../../analyses/registry.ts'
import type { Run } from '../../app/state.ts'
import { runAgain } from '../../commands/run-again.ts'
import { runOpen } from '../../commands/run-open.ts'
import { runRemove } from '../../commands/run-remove.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { classNames } from '../parts/class-names.ts'
import { keepDots } from '../parts/keep-dots.ts'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import styles from './analysis.module.css'
import { describeRun } from './describe-run.ts'
import { SCOPE_WORDS } from './scope-field.tsx'
import { stalenessOf } from './stale.ts'
import { whenWord } from './words.ts'

/** 运行记录: newest first; each can be opened, run again and removed. */
export function RunHistory() {
  const text = useText()
  const runs = useAppState((state) => state.project.runs)
  return (
    <section className={styles.history} aria-label={text(analysisText.history)}>
      <h3>{text(analysisText.history)}</h3>
      {runs.length === 0 ? (
        <p className={styles.quiet}>{text(analysisText.historyEmpty)}</p>
      ) : (
        <ol className={styles.runs}>
          {runs.map((run, index) => (
            <RunRow key={run.id} run={run} number={runs.length - index} />
          ))}
        </ol>
      )}
    </section>
  )
}

function RunRow({ run, number }: { readonly run: Run; readonly number: number }) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const command = useRun()
  const project = useAppState((state) => state.project)
  const isOpen = useAppState((state) => state.session.drawer?.run === run.id)
  const analysis = analyses.find(({ id }) => id === run.analysis)
  const { title, layers, fields } = describeRun(run, analysis, project)
  const stale = stalenessOf(run, layers, project, analysis?.version ?? null)
  const scope = run.selection ? `${text(SCOPE_WORDS.selection)} ${run.selection.length}` : text(SCOPE_WORDS[run.scope])
  const seconds = (run.elapsedMs / 1000).toFixed(run.elapsedMs < 10_000 ? 1 : 0)
  return (
    <li className={classNames(styles.runRow, isOpen && styles.current)}>
      <button type="button" className={styles.runOpen} aria-current={isOpen} onClick={() => command(runOpen, { run: run.id })}>
        <span className={styles.number}>#{number}</span>
        <span className={styles.runText}>
          <span>{fields ? text(fields) : text(title)}</span>
          <small>
            {keepDots(
              [
                ...(fields ? [text(title)] : []),
                scope,
                whenWord(run.at, app.clock.now(), locale),
                text(analysisText.elapsed, { seconds }),
              ].join(' · '),
            )}
          </small>
          {stale && <small className={styles.stale}>{text(analysisText.stale)}</small>}
        </span>
      </button>
      <Button
        isSmall
        variant="quiet"
        isDisabled={stale === 'gone'}
        aria-label={text(analysisText.rerunRun, { number })}
        onPress={() => command(runAgain, { run: run.id })}
      >
        {text(analysisText.rerun)}
      </Button>
      <IconButton
        icon="close"
        isSmall
        label={text(analysisText.removeRun, { number })}
        onPress={() => command(runRemove, { run: run.id })}
      />
    </li>
  )
}
