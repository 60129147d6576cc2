import { Suspense, useEffect, useRef, useState } from 'react'
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
  StylePanel,
  TableDrawer,
} from './screens.ts'

/** The phone's one sheet: 图层 · 属性 · 结果 or 属性表, and 量测 while it is used. What was just asked for comes up by itself, at half height, a table or the form of an analysis at full. */
export function PhoneSheet() {
  const text = useText()
  const card = useAppState((state) => state.session.card)
  const drawer = useAppState((state) => state.session.drawer)
  // undo may have taken the layer away
  const styling = useAppState(({ project, session: { styling: id } }) => (id !== null && id in project.layers ? id : null))
  const querying = useAppState((state) => state.session.querying)
  const dashboard = useAppState((state) => state.session.dashboard)
  const isAnalysisOpen = useAppState((state) => state.session.panels.analysis)
  const [selected, setSelected] = useState('layers')
  const [height, setHeight] = useState<SheetHeight>('low')
  // a list of what is in view is read anew wherever the map rests, and a card when a layer comes or goes: nobody asked again then
  const asked = card?.inView ? 'in-view' : card?.at
  useEffect(() => {
    if (!asked) return
    setSelected('card')
    setHeight((current) => (current === 'low' ? 'half' : current))
  }, [asked])
  useEffect(() => {
    if (!drawer && !isAnalysisOpen && !styling && !querying && !dashboard) return
    setSelected('result')
    setHeight((current) => (current === 'low' ? 'half' : current))
  }, [drawer, isAnalysisOpen, styling, querying, dashboard])
  const isFormShown = isAnalysisOpen && !drawer && !styling && !querying
  const wasFormShown = useRef(isFormShown)
  useEffect(() => {
    // half a sheet has no room for a form above the way to run; one that was open before the page was reloaded stays as it is
    if (isFormShown && !wasFormShown.current) setHeight('full')
    // one that is left gives back the map that it covered
    else if (wasFormShown.current && !isAnalysisOpen) setHeight((current) => (current === 'full' ? 'half' : current))
    wasFormShown.current = isFormShown
  }, [isFormShown, isAnalysisOpen])
  const shown = drawer && (drawer.table ?? drawer.run)
  useEffect(() => {
    // of a table, tools and tabs above it take all of half a sheet
    if (shown) setHeight('full')
  }, [shown])
  const view = useAppState((state) => state.session.view)
  useEffect(() => {
    // under a sheet over all of it the map moves only to show what was asked for
    if (view) setHeight((current) => (current === 'full' ? 'half' : current))
  }, [view])
  const isMeasuring = useAppState((state) => state.session.panels.measure)
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
      tabs={[
        { id: 'layers', title: text(shellText.layersPanel), content: content(<LayerPanel hasHead={false} />) },
        {
          id: 'card',
          title: text(shellText.cardPanel),
          content: content(card ? <IdentifyCard /> : <EmptyState title={text(shellText.selectionNone)} />),
        },
        {
          id: 'result',
          title: text(
            styling
              ? shellText.stylePanel
              : querying
                ? panelQuery.title
                : dashboard && !isAnalysisOpen
                  ? dashboardToggle.title
                  : drawer?.table !== undefined
                    ? shellText.tablePanel
                    : shellText.resultPanel,
          ),
          content: content(
            styling ? (
              <StylePanel />
            ) : querying ? (
              <QueryPanel />
            ) : dashboard && !isAnalysisOpen ? (
              <DashboardPanel />
            ) : drawer?.table !== undefined ? (
              <TableDrawer />
            ) : drawer ? (
              <ResultDrawer />
            ) : (
              <AnalysisPanel />
            ),
          ),
        },
        ...(isMeasuring ? [{ id: 'measure', title: text(shellText.measurePanel), content: content(<MeasurePanel />) }] : []),
      ]}
    />
  )
}
