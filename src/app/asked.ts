import type { Session } from './state.ts'

/** Parts of the screen that are asked for by a command. */
export type Asked = 'layers' | 'card' | Panel
/** Those that stay until they are closed, as they lie over one another when it is not known which was asked for last. */
export type Panel = (typeof PANELS)[number]
const PANELS = ['style', 'query', 'measure', 'drawer', 'analysis', 'dashboard'] as const

/** A new list each time, so that one who is asked for again can be brought up again. */
export function askFor({ asked }: Session, part: Asked): Pick<Session, 'asked'> {
  return { asked: [part, ...asked.filter((other) => other !== part)] }
}

/** The one that was asked for last first: where only one has room, it is the one that is seen. */
export function openPanels({ asked, styling, querying, panels, drawer, dashboard }: Session): readonly Panel[] {
  const isOpen: Readonly<Record<Panel, boolean>> = {
    style: styling !== null,
    query: querying !== null,
    measure: panels.measure,
    drawer: drawer !== null,
    analysis: panels.analysis,
    dashboard: dashboard !== null,
  }
  const open = PANELS.filter((panel) => isOpen[panel])
  const age = (panel: Panel) => (asked.includes(panel) ? asked.indexOf(panel) : asked.length)
  return open.sort((a, b) => age(a) - age(b))
}
