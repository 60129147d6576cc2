import { lazy, Suspense, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import type { Run, Selection } from '../../app/state.ts'
import { layerShow } from '../../commands/layer-show.ts'
import { selectClear } from '../../commands/palette/select-clear.ts'
import { placeZoom } from '../../commands/place-zoom.ts'
import { rowsZoom } from '../../commands/rows-zoom.ts'
import { selectRows } from '../../commands/select-rows.ts'
import type { AnalysisResult } from '../../core/analysis.ts'
import { findingPlaces } from '../../core/quality/finding-place.ts'
import { MOST_SECTORS } from '../../core/report-chart.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { gradingText } from '../../i18n/grading.ts'
import { Button } from '../parts/button.tsx'
import { Spoken } from '../parts/spoken.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { slowly, useSlices } from '../parts/use-slices.ts'
import { useWidth } from '../parts/use-width.ts'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { useCopy } from '../shell/use-clipboard.ts'
import { PHONE, useMedia } from '../shell/use-media.ts'
import type { RunWords } from './describe-run.ts'
import { type Figures, figuresInSlices } from './figures.ts'
import styles from './result.module.css'
import { ResultChart } from './result-chart.tsx'
import { ResultMatrix } from './result-matrix.tsx'
import { ResultFoot, ResultNotes } from './result-notes.tsx'
import { ResultSkeleton } from './result-skeleton.tsx'
import { ResultTable } from './result-table.tsx'
import { tsvOfFigures } from './tsv.ts'
import { useCornerPin } from './use-corner-pin.ts'

const GradingExplain = lazy(async () => ({ default: (await import('./grading-explain.tsx')).GradingExplain }))

/** Below this the chart has no room beside the table. */
const SIDE_BY_SIDE_PX = 920

const NONE: readonly number[] = []

export interface Pick {
  readonly rows: readonly number[]
  readonly has: (row: number) => boolean
  readonly onPick: (rows: readonly number[]) => void
  readonly onZoom: (rows: readonly number[]) => void
}

interface BodyProps {
  readonly run: Run
  readonly words: RunWords
  readonly result: AnalysisResult
}

/** The figures of a result are rounded and closed, then shown; a hundred thousand lines take a moment. */
export function ResultBody(props: BodyProps) {
  const { words, result } = props
  const app = useApp()
  const locale = useLocale()
  const unit = useAppState((state) => state.session.areaUnit)
  const fields = useAppState((state) => state.project.layers[words.layers[0]]?.fields)
  const start = useCallback(
    () => figuresInSlices(result, { unit, locale, fields: fields ?? [], codeLists: app.codeLists }),
    [result, unit, locale, fields, app.codeLists],
  )
  const figures = useSlices(start)
  const made = useMemo(() => figures && { of: result, figures }, [result, figures])
  // the frame first: with table and chart it was the longest task of a run
  const shown = useDeferredValue(made, null)
  return shown?.of === result ? <ResultFigures {...props} figures={shown.figures} /> : <ResultSkeleton />
}

/** Table and chart of one result, with one pick of lines that both show and the map marks. */
function ResultFigures({ run, words, result, figures }: BodyProps & { readonly figures: Figures }) {
  const app = useApp()
  const text = useText()
  const command = useRun()
  const copy = useCopy()
  const subject = useAppState((state) => state.project.layers[words.layers[0]])
  const selection = useAppState((state) => state.session.selection)
  const [picked, setPicked] = useState<{ rows: readonly number[]; made: Selection | null } | null>(null)
  const [tab, setTab] = useState('table')
  const body = useRef<HTMLDivElement>(null)
  const width = useWidth(body)

  const membersOf = (rows: readonly number[]) => {
    const { offsets, rows: members } = result.members
    return rows.flatMap((row) => [...members.subarray(offsets[row], offsets[row + 1])])
  }
  // lines are marked as long as the selection is the one they made
  const marked = picked && picked.made === selection ? picked.rows : NONE
  const places = useMemo(() => findingPlaces(result), [result])
  const fly = (rows: readonly number[]) => command(placeZoom, { lngLats: rows.flatMap((row) => places?.(row).show ?? []) })
  useCornerPin(marked.length === 1 && places ? places(marked[0]).corner : null)
  const markedSet = useMemo(() => new Set(marked), [marked])
  const pick: Pick = {
    rows: marked,
    has: (row) => markedSet.has(row),
    onPick(rows) {
      if (!subject) return
      // what has a place of its own is gone to at once: a gap is no feature that could be marked
      const isSame = rows.length === marked.length && rows.every((row, index) => row === marked[index])
      if (isSame) return command(selectClear, undefined)
      command(selectRows, { layer: subject.id, rows: membersOf(rows) })
      setPicked({ rows, made: app.store.getState().session.selection })
      if (places) fly(rows)
    },
    onZoom(rows) {
      if (places) fly(rows)
      else if (subject) command(rowsZoom, { layer: subject.id, rows: membersOf(rows) })
    },
  }
  const table = <ResultTable label={text(words.title)} figures={figures} pick={pick} widthPx={width} />
  const chart = (kind: 'sunburst' | 'bars') => (
    <ResultChart kind={kind} title={text(words.fields ?? words.title)} figures={figures} pick={pick} />
  )
  const notes = <ResultNotes run={run} words={words} result={result} />
  const isWide = width >= SIDE_BY_SIDE_PX
  const isPhone = useMedia(PHONE)
  const beside = [
    ...(result.chart === 'matrix'
      ? [{ id: 'matrix', title: text(analysisText.chartMatrix), content: <ResultMatrix figures={figures} /> }]
      : []),
    ...(result.chart !== 'matrix' && figures.levels.length > 1 && figures.rows.length <= MOST_SECTORS
      ? [{ id: 'sunburst', title: text(analysisText.chartSunburst), content: chart('sunburst') }]
      : []),
    { id: 'bars', title: text(analysisText.chartBars), content: chart('bars') },
    ...(run.analysis === 'grading' && result.pieces && subject
      ? [
          {
            id: 'explain',
            title: text(gradingText.explain),
            content: (
              <Suspense fallback={null}>
                <GradingExplain json={String(run.values.model)} result={result} layer={subject.id} />
              </Suspense>
            ),
          },
        ]
      : []),
    {
      id: 'notes',
      title: text(analysisText.notes),
      content: (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section className={styles.scroll} tabIndex={0} aria-label={text(analysisText.notes)}>
          {notes}
        </section>
      ),
    },
  ]
  const tabs = isWide
    ? beside
    : [{ id: 'table', title: text(analysisText.table), content: <div className={styles.tableBox}>{table}</div> }, ...beside]
  const foot = (
    <ResultFoot run={run} result={result} onNotes={() => setTab('notes')}>
      <Button isSmall variant="quiet" isDisabled={marked.length === 0} onPress={() => pick.onZoom(marked)}>
        {text(analysisText.zoom)}
      </Button>
      <Button isSmall variant="quiet" onPress={() => copy(slowly(tsvOfFigures(figures, text(analysisText.total))))}>
        {text(analysisText.copy)}
      </Button>
    </ResultFoot>
  )
  // in the row of the tabs, which has room for it: a line of the table more
  const isFootBeside = !isWide && !isPhone
  return (
    <>
      <Spoken words={text(analysisText.resultSaid, { title: text(words.title), n: figures.rows.length })} of={run.id} />
      <div ref={body} className={isWide ? styles.wide : styles.narrow}>
        {isWide && <div className={styles.tableBox}>{table}</div>}
        <div className={styles.side}>
          <Tabs
            label={text(analysisText.result)}
            selected={tabs.some(({ id }) => id === tab) ? tab : tabs[0].id}
            onSelect={setTab}
            tabs={tabs}
            beside={isFootBeside && foot}
          />
        </div>
      </div>
      {marked.length > 0 && subject && !subject.visible && (
        <p className={styles.hiddenLayer} role="status">
          {text(analysisText.layerHidden, { layer: text(subject.title) })}
          <Button variant="link" onPress={() => command(layerShow, { layer: subject.id, visible: true })}>
            {text(analysisText.showLayer)}
          </Button>
        </p>
      )}
      {!isFootBeside && foot}
    </>
  )
}
