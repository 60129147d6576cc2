import * as maplibre from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { inView } from './in-view.ts'
import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'
import type { App } from '../app/app.ts'
import { projectOfAllPanes, projectOfPane } from '../app/compare.ts'
import { OWN_BASEMAP } from '../app/initial.ts'
import type { MapOverlay, MapPort, PointMenuRequest, VertexEdit } from '../app/ports.ts'
import type { Measurement, Project, Session } from '../app/state.ts'
import type { Appearance } from '../core/appearance.ts'
import { AppError } from '../core/errors.ts'
import type { Text } from '../core/text.ts'
import { applyStyle } from './apply-style.ts'
import { createCamera } from './camera.ts'
import type { CompareMaps } from './compare-maps.ts'
import { createDrawings, OPEN, SELECTED } from './drawings.ts'
import { dropChecks } from './drop-checks.ts'
import { finishedFrames } from './finished-frames.ts'
import { hideUntilPainted } from './first-picture.ts'
import { followView } from './follow-view.ts'
import { FONTS } from './fonts.ts'
import { FrugalMap } from './frugal-map.ts'
import { gentleFrames } from './gentle-frames.ts'
import { gentlePrograms } from './gentle-programs.ts'
import { caughtUp } from './graphics-queue.ts'
import { graticule } from './graticule.ts'
import { hatchImage } from './hatch.ts'
import { bindKeyboard } from './keyboard.ts'
import { createListeners } from './listeners.ts'
import { looksAlike } from './looks-alike.ts'
import { markDrawn } from './mark-drawn.ts'
import { markSeen } from './mark-seen.ts'
import { createMeasures } from './measures.ts'
import { OVERLAY } from './overlay.ts'
import { bindPointer } from './pointer.ts'
import { SKETCH } from './sketch-layers.ts'
import { isSoftware } from './software-graphics.ts'
import { serveTiles } from './sources.ts'
import { buildStyle, type Highlight } from './style.ts'
import { createTilt, reliefOf } from './terrain.ts'
import { browseTool } from './tools/browse.ts'
import { editVerticesTool } from './tools/edit-vertices.ts'
import { selectBoxTool } from './tools/select-box.ts'
import { selectPolygonTool } from './tools/select-polygon.ts'
import { sketchTool } from './tools/sketch.ts'
import type { Tool, ToolContext } from './tools/tool.ts'
import { watchFailures } from './watch-failures.ts'
import { watchRemote } from './watch-remote.ts'

export interface MapView extends MapPort {
  /** Removes the map from the page. */
  remove(): void
}

const MAX_ZOOM = 21
const ALL_AT_ONCE = 1000
/** Of a map with relief; any other lies flat. From 69° on the horizon is in view, and a canvas is black above it. */
const MAX_PITCH = 65
const FADE_MS = 120
const EMPTY: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }
const NONE: readonly Measurement[] = []
const ROLE: Text = { zh: '地图', en: 'map' }
const TOOLS: Readonly<Record<Session['tool'], (context: ToolContext) => Tool>> = {
  browse: browseTool,
  'select-box': selectBoxTool,
  'select-polygon': selectPolygonTool,
  sketch: sketchTool,
  vertices: editVerticesTool,
}

/**
 * Puts the map into a container and keeps it in step with the store, in both directions.
 * @param renderer what draws, as WebGL names it; null: not told
 * @throws AppError map.noWebgl where the browser cannot draw it; the application goes on without
 */
export function mountMap(container: HTMLElement, app: App, renderer: string | null): MapView {
  const ratio = Math.min(2, Math.max(1, Math.ceil(devicePixelRatio - 0.25)))
  const motion = matchMedia('(prefers-reduced-motion: reduce)')
  const isSlow = isSoftware(renderer)
  const isStill = () => isSlow || motion.matches
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const { view } = app.store.getState().session
  maplibre.setWorkerUrl(workerUrl)
  // whose turn it is, is decided in sources.ts: the library's own queue of 16 knows no order, and kept the topmost layer waiting for the others
  maplibre.setMaxParallelImageRequests(ALL_AT_ONCE)
  serveTiles(app.tiles, ratio, () => caughtUp(map), rankOf)

  /** What is marked goes first, then the layers from the top down, and the ground below them last. */
  function rankOf(key: string): number {
    const { layers, tree } = app.store.getState().project
    const layer = layers[key]
    if (!layer) return 1
    return layer.role === 'context' ? Number.NEGATIVE_INFINITY : -tree.flatMap((group) => group.layers).indexOf(key)
  }

  let sketch = EMPTY
  let overlay: MapOverlay | null = null
  const measures = createMeasures()
  let frame = 0
  const refresh = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      update()
    })
  }
  let compared: CompareMaps | null = null
  const windowSize = () => [container.clientWidth, container.clientHeight] as const
  const drawings = createDrawings(app, refresh, windowSize, (coming) => holdFor?.(coming))
  let holdFor: ReturnType<typeof gentleFrames> | null = null
  const map = createMap()
  // two fingers zoom; a map that has turned by accident misleads whoever walks by it
  map.touchZoomRotate.disableRotation()
  const tilt = createTilt(map, MAX_PITCH)
  const programs = gentlePrograms(map)
  programs.install()
  const end = new AbortController()
  let lookAgain = () => {}
  // from a graphics card nothing is read back
  const finished = isSlow ? finishedFrames(map, () => lookAgain()) : null
  const whenShown = () => finished?.whenShown() ?? caughtUp(map)
  markSeen(map, whenShown)
  holdFor = gentleFrames(map, window, end.signal, finished)
  const isHidden = hideUntilPainted(map, programs.isBusy, whenShown, () => lookAgain())
  prepare(map)

  function prepare(target: maplibre.Map): void {
    dropChecks(target.style)
    target.setMissingStyleImageResolver((id) => {
      const image = hatchImage(id, ratio)
      if (image) target.addImage(id, image, { pixelRatio: ratio })
    })
  }

  function mapOptions(): Partial<maplibre.MapOptions> {
    return {
      maxZoom: MAX_ZOOM,
      maxPitch: 0,
      attributionControl: false,
      dragRotate: false,
      touchPitch: false,
      keyboard: false,
      fadeDuration: isStill() ? 0 : FADE_MS,
      reduceMotion: isStill(),
      localIdeographFontFamily: FONTS.join(', '),
      renderWorldCopies: false,
      // style.test.ts does it; here it would cost more than all else on each change
      validateStyle: false,
      // the layers' own licences are shown by the status bar
      maplibreLogo: false,
    }
  }

  function createMap(): maplibre.Map {
    try {
      return new FrugalMap({
        ...mapOptions(),
        container,
        style: styleNow(mainProject(), null),
        center: [view.lng, view.lat],
        zoom: view.zoom,
      })
    } catch (error) {
      container.replaceChildren()
      throw new AppError('map.noWebgl', { message: error instanceof Error ? error.message : String(error) })
    }
  }

  function appearanceNow(): Appearance {
    const { theme } = app.store.getState().session
    return theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
  }

  /** Of a comparison the map itself is the first pane. */
  function mainProject(): Project {
    const { project, session } = app.store.getState()
    return session.compare ? projectOfPane(project, session.compare, 0) : project
  }

  /** @param graticule of the view, once there is one */
  function styleNow(project: Project, graticule: GeoJSON.FeatureCollection | null): maplibre.StyleSpecification {
    const { session } = app.store.getState()
    const selection = drawings.selection()
    const card = drawings.card()
    const highlights: Highlight[] = []
    if (selection) highlights.push({ drawing: selection, strength: SELECTED })
    if (card) highlights.push({ drawing: card, strength: OPEN })
    return buildStyle({
      project,
      drawings: drawings.ofLayers(),
      highlights,
      basemap: app.config.basemaps.find(({ id }) => id === project.basemap) ?? null,
      overlays: app.config.overlays,
      basemapKey: session.basemapKeys[project.basemap] ?? null,
      appearance: appearanceNow(),
      sketch,
      measures: measures(project.measurements ?? NONE, session),
      graticule,
      overlay,
      relief: reliefOf(project, session),
    })
  }
  const hasGraticule = () => app.store.getState().project.basemap !== OWN_BASEMAP

  /** At once: until the next frame, which may be a while, the worker could have been at it. */
  function askForDrawings(): void {
    const state = app.store.getState()
    const { compare } = state.session
    drawings.update(compare ? { ...state, project: projectOfAllPanes(state.project, compare) } : state, appearanceNow())
  }

  function update(): void {
    const { project, session } = app.store.getState()
    const { compare } = session
    askForDrawings()
    const lines = graticuleNow()
    const isRaised = reliefOf(project, session) !== null
    // laid flat while the ground is still there: without it the middle of the view would be another place
    if (!isRaised) tilt(false, false)
    applyStyle(map, styleNow(mainProject(), lines))
    if (isRaised) tilt(true, !motion.matches)
    if (compare && !compared) void openCompare()
    if (!compare && compared) {
      compared.remove()
      compared = null
    }
    compared?.update()
  }

  const graticuleNow = () => (hasGraticule() ? graticule(camera.bounds()) : null)

  /** The maps beside the first one come with their own script, when they are first wanted. */
  async function openCompare(): Promise<void> {
    const { compareMaps } = await import('./compare-maps.ts')
    if (compared || !app.store.getState().session.compare || end.signal.aborted) return
    compared = compareMaps({
      app,
      main: map,
      container,
      options: mapOptions(),
      styleOf: (project) => styleNow(project, graticuleNow()),
      prepare,
      listen: (pane, tellPane) => bindPointer(pane, () => tool, setSketch, tellPane),
      tellMenu: menuRequests.tell,
    })
    compared.update()
  }

  const setSketch: ToolContext['setSketch'] = (next) => {
    sketch = next ?? EMPTY
    const source = map.getSource(SKETCH)
    if (source instanceof maplibre.GeoJSONSource) source.setData(sketch)
    else refresh()
  }

  const camera = createCamera(map, container, isStill)
  const vertexEdits = createListeners<VertexEdit>()
  const context: ToolContext = {
    app,
    map,
    setSketch,
    metresPerPixel: camera.metresPerPixel,
    onVertexEdit: vertexEdits.tell,
  }
  let toolName = app.store.getState().session.tool
  let tool = TOOLS[toolName](context)
  map.getCanvasContainer().style.cursor = tool.cursor
  const menuRequests = createListeners<PointMenuRequest>()

  const port: MapView = {
    ...camera,
    fit(box, options) {
      if (options?.coming && isStill()) holdFor?.(options.coming, 'journey')
      camera.fit(box, options)
    },
    inView: (limit) => inView(app, camera.viewRing(), map.getZoom(), limit),
    onPointMenu: menuRequests.add,
    onVertexEdit: vertexEdits.add,
    setOverlay(next) {
      const source = map.getSource(OVERLAY)
      const isSameLook = next?.isSunny === overlay?.isSunny && next?.outlined === overlay?.outlined
      overlay = next
      // a position comes each second: only its shapes change
      if (next && isSameLook && source instanceof maplibre.GeoJSONSource) source.setData(next.features)
      else refresh()
    },
    remove() {
      end.abort()
      unsubscribe()
      unfollow()
      cancelAnimationFrame(frame)
      tool.stop()
      compared?.remove()
      map.remove()
      if (app.map === port) app.map = null
    },
  }

  dark.addEventListener('change', refresh, { signal: end.signal })
  bindPointer(map, () => tool, setSketch, menuRequests.tell)
  bindKeyboard(map, port, () => tool, app.config.district.extent)

  function nameCanvas(): void {
    const { locale } = app.store.getState().session
    const canvas = map.getCanvas()
    canvas.setAttribute('role', 'application')
    canvas.setAttribute('aria-roledescription', ROLE[locale])
    canvas.setAttribute('aria-label', `${ROLE[locale]} ${app.config.district.name[locale]}`)
  }
  nameCanvas()

  const unfollow = followView(app, map)
  map.on('moveend', () => hasGraticule() && refresh())

  const isUnfinished = () => programs.isBusy() || isHidden() || finished?.isPending() === true
  lookAgain = markDrawn(map, container, isUnfinished, (isDrawn) => void app.tiles.mapDrawn({ isDrawn }))

  const unsubscribe = app.store.subscribe(({ project, session }, before) => {
    if (session.locale !== before.session.locale) nameCanvas()
    if (session.tool !== toolName) {
      toolName = session.tool
      tool.stop()
      tool = TOOLS[toolName](context)
      map.getCanvasContainer().style.cursor = tool.cursor
    }
    if (looksAlike({ project, session }, before)) return
    // not while others are being told of the change
    queueMicrotask(() => !end.signal.aborted && askForDrawings())
    refresh()
  })

  const overlayState = watchRemote(app, map, refresh)
  watchFailures(app, map, {
    overlayFailed: overlayState.failed,
    restored() {
      programs.install()
      finished?.install()
      refresh()
    },
  })
  map.once('load', refresh)
  refresh()

  app.map = port
  return port
}
