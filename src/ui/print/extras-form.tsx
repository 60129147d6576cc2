import { findAnalysis } from '../../analyses/registry.ts'
import { MOST_PAGES } from '../../core/print/page-series.ts'
import { printText } from '../../i18n/print.ts'
import { describeRun } from '../analysis/describe-run.ts'
import { whenWord } from '../analysis/words.ts'
import { Checkbox } from '../parts/checkbox.tsx'
import { Note } from '../parts/note.tsx'
import { Segments } from '../parts/segments.tsx'
import { Select } from '../parts/select.tsx'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import styles from './print.module.css'
import type { FiguresChoice } from './run-figures.ts'
import type { SeriesChoice } from './series.ts'

export interface SeriesFormProps {
  readonly choice: SeriesChoice
  readonly onChange: (choice: SeriesChoice) => void
}

/** 图幅: one sheet, one a feature, or a grid of them. */
export function SeriesForm({ choice, onChange }: SeriesFormProps) {
  const text = useText()
  const count = useAppState(({ session }) => session.selection?.rows.length ?? 0)
  return (
    <div className={styles.group}>
      <Segments
        label={text(printText.series)}
        value={choice.kind}
        options={[
          { value: 'single', label: text(printText.seriesSingle) },
          { value: 'features', label: text(printText.seriesFeatures, { count }), isDisabled: count === 0 },
          { value: 'grid', label: text(printText.seriesGrid) },
        ]}
        onChange={(kind) => onChange({ ...choice, kind })}
      />
      {choice.kind === 'features' && (
        <Checkbox isSelected={choice.isFitted} onChange={(isFitted) => onChange({ ...choice, isFitted })}>
          {text(printText.seriesFitted)}
        </Checkbox>
      )}
      {choice.kind !== 'single' && (
        <>
          <Checkbox isSelected={choice.hasIndex} onChange={(hasIndex) => onChange({ ...choice, hasIndex })}>
            {text(printText.seriesIndex)}
          </Checkbox>
          <p className={styles.help}>
            {text(choice.kind === 'grid' && count === 0 ? printText.seriesOfDistrict : printText.seriesHelp, {
              most: MOST_PAGES,
            })}
          </p>
        </>
      )}
    </div>
  )
}

export interface FiguresFormProps {
  readonly choice: FiguresChoice
  /** the chosen run has nothing that adds up by groups */
  readonly isEmpty: boolean
  readonly onChange: (choice: FiguresChoice) => void
}

/** Table and chart of a run on the sheet. */
export function FiguresForm({ choice, isEmpty, onChange }: FiguresFormProps) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const project = useAppState((state) => state.project)
  if (project.runs.length === 0) return <p className={styles.help}>{text(printText.figuresNoRun)}</p>
  return (
    <div className={styles.group}>
      <Select
        label={text(printText.figures)}
        value={choice.run ?? ''}
        options={[
          { value: '', label: text(printText.none) },
          ...project.runs.map((run) => {
            const { title, fields } = describeRun(run, findAnalysis(run.analysis), project)
            const note = [...(fields ? [text(fields)] : []), whenWord(run.at, app.clock.now(), locale)].join(' · ')
            return { value: run.id, label: text(title), note }
          }),
        ]}
        onChange={(run) => onChange({ ...choice, run: run || null })}
      />
      {choice.run && (
        <Segments
          label={text(printText.figuresShow)}
          isLabelHidden
          value={choice.show}
          options={[
            { value: 'table', label: text(printText.figuresTable) },
            { value: 'chart', label: text(printText.figuresChart) },
            { value: 'both', label: text(printText.figuresBoth) },
          ]}
          onChange={(show) => onChange({ ...choice, show })}
        />
      )}
      {choice.run && isEmpty && <Note level="warning">{text(printText.figuresEmpty)}</Note>}
    </div>
  )
}
