import type { Map as MapLibreMap, RasterDEMSourceSpecification, TerrainSpecification } from 'maplibre-gl'
import type { Project, Session } from '../app/state.ts'
import { HEIGHT_SIZE, heightTiles } from './tile-urls.ts'

/** Source of the heights. */
export const HEIGHTS = 'heights'
/** Heights finer than this, 40 m a cell, tell nothing of a plain; coarser tiles are few and soon there. */
const FINEST_ZOOM = 11
/** Steep enough for relief, flat enough that the horizon stays out of the picture. */
const PITCH = 55

export interface Relief {
  readonly source: RasterDEMSourceSpecification
  readonly terrain: TerrainSpecification
}

/** What the style needs for relief from a raster; null: there is none, or a comparison is open, whose maps lie flat. */
export function reliefOf({ layers }: Project, { relief, compare, layerStatus }: Session): Relief | null {
  const layer = relief && !compare ? layers[relief.layer] : null
  if (!relief || !layer?.grid || layerStatus[layer.id]?.state !== 'ready') return null
  return {
    source: {
      type: 'raster-dem',
      tiles: [heightTiles(layer.table)],
      tileSize: HEIGHT_SIZE,
      maxzoom: FINEST_ZOOM,
      encoding: 'terrarium',
    },
    terrain: { source: HEIGHTS, exaggeration: relief.exaggeration },
  }
}

/** Lets a map be tilted and turned while it shows relief, and lays it flat again with north up. */
export function createTilt(map: MapLibreMap, mostPitch: number): (isOn: boolean, isAnimated: boolean) => void {
  let wasOn = false
  return (isOn, isAnimated) => {
    if (isOn === wasOn) return
    wasOn = isOn
    const handlers = [map.dragRotate, map.touchPitch] as const
    for (const handler of handlers) handler[isOn ? 'enable' : 'disable']()
    map.touchZoomRotate[isOn ? 'enableRotation' : 'disableRotation']()
    if (isOn) {
      map.setMaxPitch(mostPitch)
      map.easeTo({ pitch: PITCH, animate: isAnimated })
      return
    }
    map.jumpTo({ pitch: 0, bearing: 0 })
    map.setMaxPitch(0)
  }
}
