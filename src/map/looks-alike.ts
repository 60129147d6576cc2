import type { Session, State } from '../app/state.ts'

/** Whether the map shows the same of both. */
export function looksAlike(now: State, before: State): boolean {
  return (
    now.project.layers === before.project.layers &&
    now.project.tree === before.project.tree &&
    now.project.basemap === before.project.basemap &&
    now.session.selection === before.session.selection &&
    now.session.card === before.session.card &&
    now.session.compare === before.session.compare &&
    now.session.relief === before.session.relief &&
    now.session.theme === before.session.theme &&
    now.session.locale === before.session.locale &&
    now.session.areaUnit === before.session.areaUnit &&
    now.project.measurements === before.project.measurements &&
    now.session.basemapKeys === before.session.basemapKeys &&
    haveSameBoxes(now.session.layerStatus, before.session.layerStatus)
  )
}

/** Of a layer's status only the box is drawn, and tiles are asked for anew when its files were: how far its file has come is told often. */
function haveSameBoxes(now: Session['layerStatus'], before: Session['layerStatus']): boolean {
  return (
    now === before ||
    Object.entries(now).every(([id, { bbox, opening }]) => bbox === before[id]?.bbox && opening === before[id]?.opening)
  )
}
