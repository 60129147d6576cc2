import { findAnalysis } from '../../analyses/registry.ts'
import { layerSource } from '../../app/provenance.ts'
import type { Run } from '../../app/state.ts'
import type { AnalysisResult } from '../../core/analysis.ts'
import { crsOf } from '../../core/crs.ts'
import type { Note as NoteData } from '../../core/errors.ts'
import { DEMONSTRATION_NOTICE } from '../../core/provenance.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { messageOf } from '../../i18n/errors.ts'
import { receivedWords } from '../import/received-words.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { keepDots } from '../parts/keep-dots.ts'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import type { RunWords } from './describe-run.ts'
import styles from './result.module.css'
import { whenWord } from './words.ts'

/** Notes once each: an analysis may say the same of several inputs. */
function notesOf(run: Run, result: AnalysisResult): NoteData[] {
  const all = new Map([...result.notes, ...run.notes].map((note) => [`${note.code} ${JSON.stringify(note.detail)}`, note]))
  return [...all.values()].sort((a, b) => Number(b.level === 'warning') - Number(a.level === 'warning'))
}

/** What was found on the way, by which method, from which sources: enough to doubt or to repeat the figures. */
export function ResultNotes({
  run,
  words,
  result,
}: {
  readonly run: Run
  readonly words: RunWords
  readonly result: AnalysisResult
}) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const unit = useAppState((state) => state.session.areaUnit)
  const layers = useAppState((state) => state.project.layers)
  const sources = words.layers.flatMap((id) => (layers[id] ? [layerSource(layers[id])] : []))
  const notes = notesOf(run, result)
  const analysis = findAnalysis(run.analysis)
  return (
    <dl className={styles.notes}>
      {sources.some(({ isDemonstration }) => isDemonstration) && (
        <div>
          <dt>{text(analysisText.demoHead)}</dt>
          <dd>{text(DEMONSTRATION_NOTICE)}</dd>
        </div>
      )}
      <div>
        <dt>{text(analysisText.remarks)}</dt>
        <dd>
          {notes.length === 0 ? (
            text(analysisText.noRemarks)
          ) : (
            <ul>
              {notes.map((note) => (
                <li
                  key={`${note.code} ${JSON.stringify(note.detail)}`}
                  className={note.level === 'warning' ? styles.warning : undefined}
                >
                  {note.level === 'warning' && <Icon name="warning" size={12} />}
                  <span>{messageOf(note.code, note.detail, locale, unit)}</span>
                </li>
              ))}
            </ul>
          )}
        </dd>
      </div>
      <div>
        <dt>{text(analysisText.method)}</dt>
        <dd>{text(result.method)}</dd>
      </div>
      {sources.map((source) => {
        const crs = crsOf(source.crs)
        return (
          <div key={source.file}>
            <dt>{text(analysisText.sources)}</dt>
            <dd>
              {keepDots(
                [text(source.title), source.file, crs ? text(crs.title) : source.crs, source.date].filter(Boolean).join(' · '),
              )}
              <code className={styles.hash} title={source.sha256}>
                sha256 {source.sha256.slice(0, 12)}…
              </code>
              {source.received && <div>{receivedWords(source.received, locale)}</div>}
            </dd>
          </div>
        )
      })}
      <div>
        <dt>{text(analysisText.ran)}</dt>
        <dd>
          {whenWord(run.at, app.clock.now(), locale)} ·{' '}
          {text(analysisText.elapsed, { seconds: (run.elapsedMs / 1000).toFixed(1) })}
          {analysis &&
            ` · ${text(analysisText.version, { analysis: text(analysis.title), version: String(run.analysisVersion) })}`}
        </dd>
      </div>
    </dl>
  )
}

/** One quiet line below the table; what is doubtful is counted here and told in full under 说明. */
export function ResultFoot({
  run,
  result,
  children,
  onNotes,
}: {
  readonly run: Run
  readonly result: AnalysisResult
  readonly children: React.ReactNode
  readonly onNotes: () => void
}) {
  const text = useText()
  const locale = useLocale()
  const unit = useAppState((state) => state.session.areaUnit)
  const notes = notesOf(run, result)
  const first = notes.find(({ level }) => level === 'warning') ?? notes[0]
  return (
    <footer className={styles.foot}>
      {first ? (
        <p className={styles.footNote}>
          {first.level === 'warning' && <Icon name="warning" size={12} />}
          <span>{messageOf(first.code, first.detail, locale, unit)}</span>
        </p>
      ) : (
        <p className={styles.footNote}>
          <span>{text(result.method)}</span>
        </p>
      )}
      <Button isSmall variant="quiet" onPress={onNotes}>
        {text(analysisText.notes)} {notes.length > 0 ? notes.length : ''}
      </Button>
      {children}
    </footer>
  )
}
