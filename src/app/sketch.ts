import { AppError } from '../core/errors.ts'
import type { Text } from '../core/text.ts'
import type { App } from './app.ts'
import { askFor } from './asked.ts'
import type { Measurement, Session, Sketch } from './state.ts'

type LngLat = readonly [number, number]

/** Fewer points make nothing. */
const LEAST: Readonly<Record<Sketch['purpose'], number>> = {
  length: 2,
  area: 3,
  point: 1,
  line: 2,
  polygon: 3,
  text: 1,
  split: 2,
}
const LABELS: Readonly<Record<Measurement['kind'], Text>> = {
  length: { zh: '量距', en: 'Measure length' },
  area: { zh: '量面积', en: 'Measure area' },
}

export function hasPoints(sketch: Sketch | null): sketch is Sketch {
  return (sketch?.vertices.length ?? 0) > 0
}

export function isRing({ purpose }: Pick<Sketch, 'purpose'>): boolean {
  return purpose === 'area' || purpose === 'polygon'
}

/** The sketch while its tool is in use. */
export function activeSketch({ tool, sketch }: Session): Sketch | null {
  return tool === 'sketch' ? sketch : null
}

/** What needs no second point is done with the first. */
function isSinglePoint(purpose: Sketch['purpose']): boolean {
  return purpose === 'point' || purpose === 'text'
}

/** Takes up the tool. Points that are there already stay: what was begun as a length may turn out to be an area. */
export function beginSketch(app: App, purpose: Sketch['purpose']): void {
  if (isSinglePoint(purpose)) dropSketch(app)
  app.setSession((session) => ({
    tool: 'sketch',
    card: null,
    styling: null,
    querying: null,
    panels: { ...session.panels, measure: true },
    sketch: {
      purpose,
      vertices: session.sketch?.vertices ?? [],
      undone: session.sketch?.undone ?? [],
      dropped: session.sketch?.dropped ?? [],
    },
    ...askFor(session, 'measure'),
  }))
  app.sketchPointer.setState({ parallelDeg: null })
}

/** The very place of the last point again is no point. */
export function addVertex(app: App, at: LngLat): void {
  app.setSession((session) => {
    const sketch = activeSketch(session)
    const last = sketch?.vertices.at(-1)
    if (!sketch || (last && last[0] === at[0] && last[1] === at[1])) return {}
    return { sketch: { ...sketch, vertices: [...sketch.vertices, at], undone: [], dropped: [] } }
  })
  const purpose = activeSketch(app.store.getState().session)?.purpose
  if (purpose && isSinglePoint(purpose)) finishSketch(app)
}

export function canFinish(sketch: Sketch | null): sketch is Sketch {
  return sketch !== null && sketch.vertices.length >= LEAST[sketch.purpose]
}

/** What has been sketched becomes a measurement or a drawing, and the tool is ready for the next. False: there are too few points. */
export function finishSketch(app: App): boolean {
  const sketch = activeSketch(app.store.getState().session)
  if (!canFinish(sketch)) return false
  const { purpose, vertices } = sketch
  app.setSession({ sketch: { purpose, vertices: [], undone: [], dropped: [] } })
  app.sketchPointer.setState({ parallelDeg: null })
  if (purpose !== 'length' && purpose !== 'area') {
    void draw(app, purpose, vertices)
    return true
  }
  app.change(LABELS[purpose], (project) => {
    const before = project.measurements ?? []
    const id = `${purpose}-${app.clock.now().getTime().toString(36)}-${before.length}`
    return { ...project, measurements: [...before, { id, kind: purpose, points: vertices }] }
  })
  return true
}

/** What cannot be drawn says why, and its points come back. */
async function draw(
  app: App,
  purpose: Exclude<Sketch['purpose'], Measurement['kind']>,
  vertices: Sketch['vertices'],
): Promise<void> {
  try {
    const { finishDrawing } = await import('./finish-drawing.ts')
    await finishDrawing(app, purpose, vertices)
  } catch (error) {
    const isKnown = error instanceof AppError
    app.toast(isKnown ? error.code : 'bug', isKnown ? error.detail : { message: String(error) }, { level: 'error' })
    app.setSession(({ sketch }) =>
      sketch?.purpose === purpose && sketch.vertices.length === 0 ? { sketch: { ...sketch, vertices } } : {},
    )
  }
}

/** Puts the tool away with its panel; what was measured stays on the map. */
export function closeMeasuring(app: App): void {
  const { panels, tool, sketch } = app.store.getState().session
  if (hasPoints(sketch)) dropSketch(app)
  app.setSession({ panels: { ...panels, measure: false }, tool: tool === 'sketch' ? 'browse' : tool })
}

/** Whether undo takes back something of the sketch. */
export function canStepBack(session: Session): boolean {
  return hasPoints(activeSketch(session)) || (session.sketch?.dropped.length ?? 0) > 0
}

/** Takes the last point back; of a sketch that was given up brings all points back. False: there is nothing to take back. */
export function stepBack(app: App): boolean {
  const { session } = app.store.getState()
  const { sketch } = session
  if (!sketch || !canStepBack(session)) return false
  if (hasPoints(activeSketch(session))) {
    const vertices = sketch.vertices.slice(0, -1)
    app.setSession({ sketch: { ...sketch, vertices, undone: [...sketch.undone, sketch.vertices[vertices.length]] } })
  } else {
    beginSketch(app, sketch.purpose)
    app.setSession({ sketch: { ...sketch, vertices: sketch.dropped, dropped: [], undone: [] } })
  }
  return true
}

export function canStepForward(session: Session): boolean {
  return (activeSketch(session)?.undone.length ?? 0) > 0
}

export function stepForward(app: App): boolean {
  const { session } = app.store.getState()
  const { sketch } = session
  const at = sketch?.undone.at(-1)
  if (!sketch || !at || !canStepForward(session)) return false
  app.setSession({ sketch: { ...sketch, vertices: [...sketch.vertices, at], undone: sketch.undone.slice(0, -1) } })
  return true
}

/** Gives up the points, not the tool. Nothing is asked: undo brings them back, and a message says so. */
export function dropSketch(app: App): void {
  const { sketch } = app.store.getState().session
  if (!hasPoints(sketch)) return
  app.setSession({ sketch: { ...sketch, vertices: [], undone: [], dropped: sketch.vertices } })
  app.toast('sketch.dropped', { n: sketch.vertices.length }, { canUndo: true })
}
