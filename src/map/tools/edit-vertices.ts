import type { VertexEdit } from '../../app/ports.ts'
import type { Layer } from '../../app/state.ts'
import { fromLngLat, toLngLat } from '../../core/crs.ts'
import { ringRange } from '../../core/geometry.ts'
import type { Geometry } from '../../core/table.ts'
import type { LngLat } from '../../workers/tiles-api.ts'
import { snapAt } from '../layers-at.ts'
import { feature } from '../sketch-features.ts'
import { reachOf } from './reach.ts'
import { createSnapMark } from './snap-mark.ts'
import type { Pointing, Tool, ToolContext } from './tool.ts'

/** More would hide the shape they stand on; those in the middle of the window are shown. */
const MOST_HANDLES = 400

interface Handle {
  readonly kind: 'vertex' | 'middle'
  readonly at: LngLat
  /** in the layer's CRS: the vertex, or both ends of the edge */
  readonly ends: readonly (readonly [number, number])[]
  /** neighbours on the ring, to be joined while it moves */
  readonly joins: readonly LngLat[]
}

/**
 * 界址点 of the selected feature: a vertex is taken up and put down by two presses or by a drag, the middle of an edge gives a new one, Delete
 * takes away the one at the pointer. What is asked for goes to `onEdit`; every feature that shares the point follows.
 */
export function editVerticesTool({ app, map, metresPerPixel, setSketch, onVertexEdit }: ToolContext): Tool {
  const mark = createSnapMark(map)
  let handles: readonly Handle[] = []
  let taken: Handle | null = null
  let pointer: LngLat | null = null
  let looks = 0

  const pixels = (a: LngLat, b: LngLat) => map.project([...a]).dist(map.project([...b]))

  function chosen(): { readonly layer: Layer; readonly geometry: Geometry; readonly crs: string; readonly row: number } | null {
    const { project, session } = app.store.getState()
    const { selection } = session
    const layer = selection && project.layers[selection.layer]
    const table = layer && app.tableOf(layer.id)
    const row = selection?.rows[0]
    if (!layer || row === undefined || selection.rows.length !== 1 || !table?.geometry || row >= table.length) return null
    return { layer, geometry: table.geometry, crs: table.crs, row }
  }

  function readHandles(): void {
    const now = chosen()
    handles = now ? nearestTo(handlesOf(now.geometry, now.crs, now.row), map.getCenter()) : []
    taken = null
    draw()
  }

  function draw(): void {
    const still = taken
    const features = handles.map(({ kind, at }) =>
      feature({ type: 'Point', coordinates: [...at] }, kind === 'middle' ? { k: 'middle' } : {}),
    )
    if (still && pointer) {
      const at = pointer
      for (const end of still.joins) features.push(feature({ type: 'LineString', coordinates: [[...end], [...at]] }))
    }
    setSketch(features.length > 0 ? { type: 'FeatureCollection', features } : null)
  }

  function handleAt(at: LngLat, how: Pointing): Handle | null {
    let [best, least]: [Handle | null, number] = [null, reachOf(how)]
    // a vertex before the middle of an edge
    for (const kind of ['vertex', 'middle'] as const) {
      for (const handle of handles) {
        const distance = handle.kind === kind ? pixels(handle.at, at) : Number.POSITIVE_INFINITY
        if (distance <= least) [best, least] = [handle, distance]
      }
      if (best) return best
    }
    return null
  }

  /** The place that is meant, in lon/lat and in the layer's CRS: a vertex of the same layer by its very coordinates. */
  async function placeOf(at: LngLat, how: Pointing): Promise<{ lngLat: LngLat; xy: LngLat; snap: 'vertex' | 'edge' | null }> {
    const now = chosen()
    const crs = now?.crs ?? 'EPSG:4490'
    const free = () => {
      const [x, y] = fromLngLat(crs, Float64Array.from(at))
      return { lngLat: at, xy: [x, y] as const, snap: null }
    }
    if (how.isFree) return free()
    const hit = await snapAt(app, at, reachOf(how) * metresPerPixel(), map.getZoom())
    const isItself = (place: LngLat) => taken !== null && place[0] === taken.at[0] && place[1] === taken.at[1]
    // what is being moved, and the edges that hang on it, do not hold it back
    if (!hit || isItself(hit.at) || hit.edge?.some(isItself)) return free()
    if (hit.xy && hit.table === now?.layer.table) return { lngLat: hit.at, xy: hit.xy, snap: hit.kind }
    const [x, y] = fromLngLat(crs, Float64Array.from(hit.at))
    return { lngLat: hit.at, xy: [x, y], snap: hit.kind }
  }

  async function put(at: LngLat, how: Pointing): Promise<void> {
    const now = chosen()
    const held = taken
    if (!now || !held) return
    const { xy } = await placeOf(at, how)
    if (taken !== held) return
    taken = null
    mark.show(null, 'vertex')
    draw()
    const [a, b] = held.ends
    const request: VertexEdit['edit'] =
      held.kind === 'vertex' ? { kind: 'move', from: a, to: xy } : { kind: 'insert', edge: [a, b], at: xy }
    onVertexEdit({ layer: now.layer.id, edit: request })
  }

  const unsubscribe = app.store.subscribe(({ project, session }, before) => {
    const id = session.selection?.layer
    if (session.selection !== before.session.selection || (id && project.layers[id] !== before.project.layers[id])) readHandles()
    // the table of an edited layer comes a moment after its name
    else if (id && session.layerStatus[id] !== before.session.layerStatus[id]) readHandles()
  })
  map.on('moveend', readUnlessTaken)
  function readUnlessTaken(): void {
    if (!taken) readHandles()
  }
  readHandles()

  return {
    cursor: 'crosshair',
    click(at, how) {
      if (taken) void put(at, how)
      else {
        taken = handleAt(at, how)
        pointer = at
        draw()
      }
    },
    grabs: (at, how) => taken === null && handleAt(at, how) !== null,
    move(at, how) {
      pointer = at
      if (!taken) {
        const near = handleAt(at, how)
        mark.show(near?.at ?? null, near?.kind === 'middle' ? 'edge' : 'vertex')
        return
      }
      draw()
      const mine = ++looks
      placeOf(at, how).then(
        ({ lngLat, snap }) => {
          if (mine !== looks || !taken) return
          pointer = lngLat
          mark.show(snap ? lngLat : null, snap ?? 'vertex')
          draw()
        },
        () => {},
      )
    },
    leave() {
      mark.show(null, 'vertex')
    },
    key(event) {
      if (event.key === 'Escape' && taken) {
        taken = null
        draw()
        return true
      }
      if (event.key !== 'Delete' && event.key !== 'Backspace') return false
      const now = chosen()
      const handle = taken ?? (pointer && handleAt(pointer, { isTouch: false, isFree: true, isStraight: false }))
      if (now && handle?.kind === 'vertex') onVertexEdit({ layer: now.layer.id, edit: { kind: 'remove', at: handle.ends[0] } })
      // the feature itself must not be deleted by a key that was meant for its vertex
      return true
    },
    stop() {
      unsubscribe()
      map.off('moveend', readUnlessTaken)
      mark.remove()
      setSketch(null)
    },
  }
}

function handlesOf(geometry: Geometry, crs: string, row: number): readonly Handle[] {
  const handles: Handle[] = []
  const isRing = geometry.kind === 'polygon'
  const [from, to] = ringRange(geometry, row)
  for (let ring = from; ring < to; ring++) {
    const xy = geometry.xy.slice(2 * geometry.rings[ring], 2 * geometry.rings[ring + 1])
    const lngLat = toLngLat(crs, xy)
    const count = xy.length / 2 - (isRing ? 1 : 0)
    const place = (i: number): LngLat => [xy[2 * i], xy[2 * i + 1]]
    const shown = (i: number): LngLat => [lngLat[2 * i], lngLat[2 * i + 1]]
    const around = (i: number) => (isRing ? (i + count) % count : i)
    for (let i = 0; i < count; i++) {
      const joins = [around(i - 1), around(i + 1)].filter((k) => k >= 0 && k < count && k !== i).map(shown)
      handles.push({ kind: 'vertex', at: shown(i), ends: [place(i)], joins })
      const next = around(i + 1)
      if (geometry.kind === 'point' || next >= count) continue
      const [a, b] = [shown(i), shown(next)]
      handles.push({ kind: 'middle', at: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], ends: [place(i), place(next)], joins: [a, b] })
    }
  }
  return handles
}

function nearestTo(handles: readonly Handle[], { lng, lat }: { readonly lng: number; readonly lat: number }): readonly Handle[] {
  if (handles.length <= MOST_HANDLES) return handles
  const far = ({ at }: Handle) => (at[0] - lng) ** 2 + (at[1] - lat) ** 2
  return [...handles].sort((a, b) => far(a) - far(b)).slice(0, MOST_HANDLES)
}
