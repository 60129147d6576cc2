import { useRef, useState } from 'react'
import { analyses } from '../../analyses/registry.ts'
import type { AnalysisGroup } from '../../core/analysis.ts'
import { analysisText, GROUP_WORDS } from '../../i18n/analysis.ts'
import { IconButton } from '../parts/button.tsx'
import { classNames } from '../parts/class-names.ts'
import { PanelHead } from '../parts/panel-head.tsx'
import { useApp, useText } from '../shell/app-context.ts'
import styles from './analysis.module.css'
import { AnalysisForm } from './analysis-form.tsx'
import { RunHistory } from './run-history.tsx'

/** 分析: what can be asked, the question's form, and what was asked before. */
export function AnalysisPanel() {
  const text = useText()
  const app = useApp()
  // what was run last: on a phone its result took the form's place, and closing it gives that back
  const [chosen, setChosen] = useState(() => {
    const last = app.store.getState().project.runs[0]?.analysis
    return (analyses.find(({ id }) => id === last) ?? analyses[0])?.id
  })
  // all analyses told at length would push the form out of sight
  const [isListed, setListed] = useState(false)
  const toggle = useRef<HTMLButtonElement>(null)
  const analysis = analyses.find(({ id }) => id === chosen)
  const choose = (id: string) => {
    setChosen(id)
    setListed(false)
    toggle.current?.focus()
  }
  return (
    <section className={styles.panel} aria-label={text(analysisText.title)}>
      <PanelHead title={text(analyses.length === 1 ? analyses[0].title : analysisText.title)}>
        <IconButton
          icon="close"
          label={text(analysisText.close)}
          isSmall
          onPress={() => app.setSession(({ panels }) => ({ panels: { ...panels, analysis: false } }))}
        />
      </PanelHead>
      <div className={styles.scroll}>
        {analyses.length > 1 && analysis && (
          <>
            <button
              ref={toggle}
              type="button"
              className={classNames(styles.choice, styles.chosen)}
              aria-expanded={isListed}
              onClick={() => setListed(!isListed)}
            >
              <strong>
                {text(analysis.title)}
                <em>{text(isListed ? analysisText.keep : analysisText.change)}</em>
              </strong>
              <span>{text(analysis.summary)}</span>
            </button>
            {isListed && <AnalysisList chosen={analysis.id} onChoose={choose} />}
          </>
        )}
        {analysis && <AnalysisForm key={analysis.id} analysis={analysis} />}
        <RunHistory />
      </div>
    </section>
  )
}

const GROUPS = Object.keys(GROUP_WORDS) as AnalysisGroup[]

/** Every analysis that may be chosen, under its heading. */
function AnalysisList({ chosen, onChoose }: { readonly chosen: string; readonly onChoose: (id: string) => void }) {
  const text = useText()
  return (
    <section className={styles.list} aria-label={text(analysisText.choose)}>
      {GROUPS.map((group) => (
        <section key={group} aria-label={text(GROUP_WORDS[group])}>
          <h3 className={styles.groupHead}>{text(GROUP_WORDS[group])}</h3>
          <ul>
            {analyses
              .filter((each) => each.group === group && each.id !== chosen)
              .map(({ id, title, summary }) => (
                <li key={id}>
                  <button type="button" className={styles.choice} onClick={() => onChoose(id)}>
                    <strong>{text(title)}</strong>
                    <span>{text(summary)}</span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </section>
  )
}
