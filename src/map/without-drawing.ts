import type { Map as MapLibreMap } from 'maplibre-gl'

/** What a map still has to do before its next frame. */
interface Pending {
  readonly _sourcesDirty?: boolean
  readonly _styleDirty?: boolean
}
/** They would tell of a frame. */
const TOLD = new Set(['render', 'idle'])

/**
 * Does all of a frame but the drawing, where there is something to do: the map asks for its tiles only when it draws, and a frame that waits for
 * the graphics process would keep the worker waiting that cuts them; and names of new tiles are placed once and then, in a frame more, once again.
 * This leans on the inside of MapLibre 6.17 (`_render`); where it
 * is not as expected nothing is done, and the tiles are asked for with the frame.
 * @param isNew the first of a frame's: of what comes later, tiles that arrive need it no more, another style does
 */
export function withoutDrawing(map: MapLibreMap, isNew: boolean, frame: () => void): void {
  const { painter } = map
  const { _sourcesDirty, _styleDirty } = map as unknown as Pending
  if (!painter || !(_styleDirty || (_sourcesDirty && isNew)) || map.isMoving()) return
  const { render } = painter
  const { triggerRepaint } = map
  const fire = map.fire as (event: { readonly type: string } | string, ...more: unknown[]) => MapLibreMap
  const quietly: typeof fire = (event, ...more) =>
    TOLD.has(typeof event === 'string' ? event : event.type) ? map : fire.call(map, event, ...more)
  painter.render = () => {}
  // the frame comes anyway
  map.triggerRepaint = () => {}
  map.fire = quietly as MapLibreMap['fire']
  try {
    frame()
  } finally {
    painter.render = render
    map.triggerRepaint = triggerRepaint
    map.fire = fire as MapLibreMap['fire']
  }
}
