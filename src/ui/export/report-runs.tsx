import { analyses } from '../../analyses/registry.ts'
import type { Run } from '../../app/state.ts'
import { exportText } from '../../i18n/export.ts'
import { describeRun } from '../analysis/describe-run.ts'
import { stalenessOf } from '../analysis/stale.ts'
import { whenWord } from '../analysis/words.ts'
import { Checkbox } from '../parts/checkbox.tsx'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import styles from './export.module.css'

export interface ReportRunsProps {
  readonly first: Run
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Further runs that the report takes in, each a chapter, in the order in which they were made. */
export function ReportRuns({ first, chosen, onChange }: ReportRunsProps) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const project = useAppState((state) => state.project)
  const others = project.runs.filter(({ id }) => id !== first.id)
  if (others.length === 0) return null
  const choose = (id: string, isChosen: boolean) =>
    onChange(
      others
        .filter((run) => (run.id === id ? isChosen : chosen.includes(run.id)))
        .map((run) => run.id)
        .reverse(),
    )
  return (
    <fieldset className={styles.runs}>
      <legend>{text(exportText.also)}</legend>
      {others.map((run) => {
        const analysis = analyses.find(({ id }) => id === run.analysis)
        const { title, layers, fields } = describeRun(run, analysis, project)
        const stale = stalenessOf(run, layers, project, analysis?.version ?? null)
        const more = [...(fields ? [text(fields)] : []), whenWord(run.at, app.clock.now(), locale)]
        return (
          <Checkbox
            key={run.id}
            isSelected={chosen.includes(run.id)}
            isDisabled={stale === 'gone'}
            onChange={(isChosen) => choose(run.id, isChosen)}
          >
            <span>
              {text(title)} <small>{[...more, ...(stale ? [text(exportText.alsoStale)] : [])].join(' · ')}</small>
            </span>
          </Checkbox>
        )
      })}
    </fieldset>
  )
}
