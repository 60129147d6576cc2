import { Suspense, useEffect, useRef, useState } from 'react'
import { openPanels } from '../../app/asked.ts'
import type { State } from '../../app/state.ts'
import { dashboardToggle } from '../../commands/palette/dashboard-toggle.ts'
import { panelQuery } from '../../commands/palette/panel-query.ts'
import { shellText } from '../../i18n/shell.ts'
import { LayerPanel } from '../layers/layer-panel.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Sheet, type SheetHeight } from '../parts/sheet.tsx'
import { useAppState, useText } from './app-context.ts'
import { Guarded } from './guarded.tsx'
import {
  AnalysisPanel,
  DashboardPanel,
  IdentifyCard,
  MeasurePanel,
  QueryPanel,
  ResultDrawer,
  RunningLine,
  StylePanel,
  TableDrawer,
} from './screens.ts'

/** What is seen in the third tab, by what is open. */
const SHOWN = {
  style: { title: shellText.stylePanel, Panel: StylePanel },
  query: { title: panelQuery.title, Panel: QueryPanel },
  dashboard: { title: dashboardToggle.title, Panel: DashboardPanel },
  table: { title: shellText.tablePanel, Panel: TableDrawer },
  result: { title: shellText.resultPanel, Panel: ResultDrawer },
  analysis: { title: shellText.resultPanel, Panel: AnalysisPanel },
} as const

/** Half a sheet has no room for a form above the way to run, nor for rows below tools and tabs. */
const needsAll = (shown: keyof typeof SHOWN | null) => shown === 'analysis' || shown === 'table' || shown === 'result'

/** Of the panels that have one place in the sheet, the one that was asked for last. */
function shownOf({ project, session }: State): keyof typeof SHOWN | null {
  for (const panel of openPanels(session)) {
    if (panel === 'drawer') return session.drawer?.table === undefined ? 'result' : 'table'
    // it has a tab of its own
    if (panel === 'measure') continue
    // undo may have taken the layer away
    if (panel !== 'style' || (session.styling && session.styling in project.layers)) return panel
  }
  return null
}

/** The phone's one sheet: 图层 · 属性 · 结果 or 属性表, and 量测 while it is used. What was just asked for comes up by itself, at half height, a table or the form of an analysis at full. */
export function PhoneSheet() {
  const text = useText()
  const card = useAppState((state) => state.session.card)
  const shown = useAppState(shownOf)
  const asked = useAppState((state) => state.session.asked)
  const isMeasuring = useAppState((state) => state.session.panels.measure)
  const [selected, setSelected] = useState('layers')
  const [height, setHeight] = useState<SheetHeight>('low')
  // a list of what is in view is read anew wherever the map rests, and a card when a layer comes or goes: nobody asked again then
  const cardAsked = card?.inView ? 'in-view' : card?.at
  useEffect(() => {
    if (!cardAsked) return
    setSelected('card')
    setHeight((current) => (current === 'low' ? 'half' : current))
  }, [cardAsked])
  const stood = useRef(shown)
  useEffect(() => {
    const isLeft = needsAll(stood.current) && !needsAll(shown)
    const isBack = stood.current !== shown && needsAll(shown)
    stood.current = shown
    // one that is left gives back the map that it covered
    setHeight((current) => (isBack ? 'full' : isLeft && current === 'full' ? 'half' : current))
  }, [shown])
  const answered = useRef(asked)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is there only tells how to answer, and is asked by no one
  useEffect(() => {
    const isNew = answered.current !== asked
    answered.current = asked
    const isThere = { layers: true, card: card !== null, measure: isMeasuring }
    const latest = asked.find((part) => (part in isThere ? isThere[part as keyof typeof isThere] : shown !== null))
    const tab = latest && latest in isThere ? latest : shown && 'result'
    if (!tab) return
    setSelected(tab)
    // a form that was open before the page was reloaded stays as it is
    const isFull = tab === 'result' && needsAll(shown) && (isNew || shown !== 'analysis')
    setHeight((current) => (isFull ? 'full' : tab === 'measure' || current === 'low' ? 'half' : current))
  }, [asked])
  const view = useAppState((state) => state.session.view)
  useEffect(() => {
    // under a sheet over all of it the map moves only to show what was asked for
    if (view) setHeight((current) => (current === 'full' ? 'half' : current))
  }, [view])
  useEffect(() => {
    setSelected((current) => (isMeasuring ? 'measure' : current === 'measure' ? 'layers' : current))
    // what is measured must be seen: a sheet over the whole map is lowered too
    if (isMeasuring) setHeight('half')
  }, [isMeasuring])
  const isComparing = useAppState((state) => state.session.compare !== null)
  useEffect(() => {
    // it is the maps that are looked at then: the lower one stood behind the sheet
    if (isComparing) setHeight('low')
  }, [isComparing])
  const { Panel } = SHOWN[shown ?? 'analysis']
  const content = (shown: React.ReactNode) => (
    <Guarded>
      <Suspense>{shown}</Suspense>
    </Guarded>
  )
  return (
    <Sheet
      label={text(shellText.phoneSheet)}
      raiseLabel={text(shellText.raise)}
      lowerLabel={text(shellText.lower)}
      selected={selected}
      onSelect={setSelected}
      height={height}
      onHeightChange={setHeight}
      line={isMeasuring && (selected === 'measure' || height === 'low') && content(<RunningLine />)}
      tabs={[
        { id: 'layers', title: text(shellText.layersPanel), content: content(<LayerPanel hasHead={false} />) },
        {
          id: 'card',
          title: text(shellText.cardPanel),
          content: content(card ? <IdentifyCard /> : <EmptyState title={text(shellText.selectionNone)} />),
        },
        {
          id: 'result',
          title: text(SHOWN[shown ?? 'analysis'].title),
          content: content(<Panel />),
        },
        ...(isMeasuring ? [{ id: 'measure', title: text(shellText.measurePanel), content: content(<MeasurePanel />) }] : []),
      ]}
    />
  )
}
