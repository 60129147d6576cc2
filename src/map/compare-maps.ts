import type * as maplibre from 'maplibre-gl'
import type { App } from '../app/app.ts'
import { type Compare, layersOfSide, projectOfPane } from '../app/compare.ts'
import type { PointMenuRequest } from '../app/ports.ts'
import type { LayerId, Project } from '../app/state.ts'
import { applyStyle } from './apply-style.ts'
import { hideUntilPainted } from './first-picture.ts'
import { FrugalMap } from './frugal-map.ts'
import { caughtUp } from './graphics-queue.ts'
import { paneInset } from './pane-place.ts'

/** Tiles that a pane keeps beyond those in view: the main map keeps enough for all. */
const CACHE = 24

export interface CompareMaps {
  /** Brings styles and places in step with the state. */
  update(): void
  remove(): void
}

export interface CompareContext {
  readonly app: App
  readonly main: maplibre.Map
  /** element of the main map; the panes are put beside or upon it */
  readonly container: HTMLElement
  readonly options: Partial<maplibre.MapOptions>
  readonly styleOf: (project: Project) => maplibre.StyleSpecification
  /** what every map here needs before it draws */
  readonly prepare: (map: maplibre.Map) => void
  /** lets the pointer ask the map's tool in a pane of its own */
  readonly listen: (map: maplibre.Map, tellMenu: (request: PointMenuRequest) => void) => void
  readonly tellMenu: (request: PointMenuRequest) => void
}

interface Pane {
  readonly element: HTMLElement
  readonly map: maplibre.Map
  readonly isOver: boolean
}

/** The further maps of a comparison. They have no tables of their own: all tiles come from the one worker. */
export function compareMaps({ app, main, container, options, styleOf, prepare, listen, tellMenu }: CompareContext): CompareMaps {
  const panes: Pane[] = []
  let isFollowing = false

  /** All maps look at the same place; the one that moved leads. */
  function follow(leader: maplibre.Map): void {
    if (isFollowing) return
    isFollowing = true
    const camera = { center: leader.getCenter(), zoom: leader.getZoom(), bearing: leader.getBearing() }
    for (const map of [main, ...panes.map((pane) => pane.map)]) if (map !== leader) map.jumpTo(camera)
    isFollowing = false
  }
  const followMain = () => follow(main)
  main.on('move', followMain)
  main.on('resize', followMain)

  /** of each side what it shows, or is about to: what it names, and which layers of that have a source to be drawn from */
  const asked: string[] = []

  function tellPainted(index: number, isPainted: boolean): void {
    const others = app.store.getState().session.comparePainted.filter((each) => each !== index)
    app.setSession({ comparePainted: isPainted ? [...others, index] : others })
  }

  /** An idle map has drawn all it was given, which may not be all that its side names. */
  function onIdle(index: number, map: maplibre.Map): void {
    const { project, session } = app.store.getState()
    if (!session.compare || session.comparePainted.includes(index)) return
    const isAwaited = (id: LayerId) => {
      const { state, bbox } = session.layerStatus[id] ?? {}
      if (state === 'loading' || state === 'waiting') return true
      const isCut = state === 'ready' && bbox && project.layers[id].overlay === undefined && app.tableOf(id)?.geometry
      return Boolean(isCut) && map.getSource(id) === undefined
    }
    if (!layersOfSide(project, session.compare.sides[index] ?? '').some(isAwaited)) tellPainted(index, true)
  }
  const onMainIdle = () => onIdle(0, main)
  main.on('idle', onMainIdle)

  /** Where a side has something new to draw, it is not painted until its map is idle. */
  function noteAsked(index: number, { sides }: Compare, project: Project, { sources }: maplibre.StyleSpecification): void {
    const now = [sides[index], ...layersOfSide(project, sides[index]).filter((id) => id in sources)].join(' ')
    if (asked[index] === now) return
    asked[index] = now
    tellPainted(index, false)
    // one that has nothing else to do would not be idle anew
    const map = index === 0 ? main : panes[index - 1]?.map
    map?.triggerRepaint()
  }

  function open(index: number, isOver: boolean, style: maplibre.StyleSpecification): Pane {
    const element = document.createElement('div')
    element.className = isOver ? 'compare-pane compare-over' : 'compare-pane'
    // the canvas of the main map alone is what the keyboard and readers meet
    element.setAttribute('aria-hidden', 'true')
    if (isOver) container.append(element)
    else container.after(element)
    const map = new FrugalMap({
      ...options,
      container: element,
      style,
      center: main.getCenter(),
      zoom: main.getZoom(),
      interactive: !isOver,
      maxTileCacheSize: CACHE,
    })
    map.getCanvas().tabIndex = -1
    prepare(map)
    hideUntilPainted(
      map,
      () => false,
      () => caughtUp(map),
    )
    if (!isOver) {
      map.on('move', () => follow(map))
      // the menu is placed in the main map
      const shift = () => [element.offsetLeft - container.offsetLeft, element.offsetTop - container.offsetTop]
      listen(map, ({ at, point: [x, y] }) => tellMenu({ at, point: [x + shift()[0], y + shift()[1]] }))
    }
    map.on('idle', () => onIdle(index, map))
    return { element, map, isOver }
  }

  function closeFrom(first: number): void {
    const gone = panes.splice(first)
    if (gone.length === 0) return
    for (const { map, element } of gone) {
      map.remove()
      element.remove()
    }
    asked.length = Math.min(asked.length, first + 1)
    app.setSession(({ comparePainted }) => ({ comparePainted: comparePainted.filter((index) => index <= first) }))
  }

  function place(compare: Compare): void {
    const { mode, sides, position, shown } = compare
    const isTall = (container.parentElement?.clientHeight ?? 0) > (container.parentElement?.clientWidth ?? 0)
    const count = mode === 'split' ? sides.length : 1
    container.style.inset = count > 1 ? paneInset(count, 0, isTall) : ''
    panes.forEach(({ element }, i) => {
      element.style.inset = mode === 'split' ? paneInset(count, i + 1, isTall) : '0px'
      element.style.clipPath = mode === 'swipe' ? `inset(0 0 0 ${position * 100}%)` : ''
      element.style.opacity = mode === 'blink' && shown !== i + 1 ? '0' : ''
    })
  }

  return {
    update() {
      const { project, session } = app.store.getState()
      const { compare } = session
      if (!compare) return
      const isOver = compare.mode !== 'split'
      if (panes.some((pane) => pane.isOver !== isOver)) closeFrom(0)
      closeFrom(compare.sides.length - 1)
      compare.sides.forEach((_, index) => {
        const style = styleOf(projectOfPane(project, compare, index))
        if (index > 0 && !panes[index - 1]) panes.push(open(index, isOver, style))
        else if (index > 0) applyStyle(panes[index - 1].map, style)
        noteAsked(index, compare, project, style)
      })
      place(compare)
    },
    remove() {
      main.off('move', followMain)
      main.off('resize', followMain)
      main.off('idle', onMainIdle)
      closeFrom(0)
      app.setSession({ comparePainted: [0] })
      container.style.inset = ''
    },
  }
}
