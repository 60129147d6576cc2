import type { ReactNode } from 'react'
import type { Run } from '../../app/state.ts'
import { runAgain } from '../../commands/run-again.ts'
import { runPiecesToLayer } from '../../commands/run-pieces-to-layer.ts'
import type { AnalysisResult } from '../../core/analysis.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { marks } from '../../i18n/marks.ts'
import { Button } from '../parts/button.tsx'
import { keepDots } from '../parts/keep-dots.ts'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import { AreaUnitField } from './area-unit-field.tsx'
import type { RunWords } from './describe-run.ts'
import styles from './result.module.css'
import { SCOPE_WORDS } from './scope-field.tsx'
import type { Staleness } from './stale.ts'

/** A line is broken between its parts: “demonstration | data” stood on two. */
const NO_BREAK = '\u00a0'

const STALE_WORDS = {
  gone: analysisText.staleGone,
  filter: analysisText.staleFilter,
  data: analysisText.staleData,
  method: analysisText.staleMethod,
}

/** What the drawer shows, whether it still holds, and what can be done with it. */
export function RunHead({
  run,
  words,
  stale,
  result,
  choice,
}: {
  readonly run: Run
  readonly words: RunWords
  readonly stale: Staleness | null
  readonly result: AnalysisResult | null
  /** which of several tables is shown */
  readonly choice: ReactNode
}) {
  const app = useApp()
  const text = useText()
  const command = useRun()
  const isDemonstration = useAppState((state) => words.layers.some((id) => state.project.layers[id]?.source.isDemonstration))
  const scope = text(SCOPE_WORDS[run.scope])
  const about = [
    isDemonstration ? text(analysisText.demoShort) : null,
    words.fields ? text(words.fields) : null,
    // the rows behind the lines are not the rows that were asked of: one may stand behind two lines, or none
    run.selection ? text(analysisText.scopeNote, { scope, count: run.selection.length }) : scope,
  ]
    .flatMap((part) => part?.replaceAll(' ', NO_BREAK) ?? [])
    .join(' · ')
  return (
    <>
      <h2 className={styles.title} title={`${text(words.title)} ${about}`}>
        <span>{text(words.title)}</span>
        <small>{keepDots(about)}</small>
      </h2>
      {stale && (
        <p className={styles.stale} role="status">
          <span>{text(marks.says, { subject: text(analysisText.stale), words: text(STALE_WORDS[stale]) })}</span>
          {stale !== 'gone' && (
            <Button variant="link" onPress={() => command(runAgain, { run: run.id })}>
              {text(analysisText.rerun)}
            </Button>
          )}
        </p>
      )}
      <div className={styles.tools}>
        {choice}
        <AreaUnitField isLabelHidden />
        {result?.pieces && result.pieces.length > 0 && (
          <Button onPress={() => command(runPiecesToLayer, { run: run.id })}>{text(runPiecesToLayer.title)}</Button>
        )}
        <Button isDisabled={!result} onPress={() => app.setSession({ dialog: 'export' })}>
          {text(analysisText.exportResult)}
        </Button>
      </div>
    </>
  )
}
