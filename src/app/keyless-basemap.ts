import type { Basemap, Config } from './config.ts'
import type { Session } from './state.ts'

/** The basemap of that id, where it needs a key that is not on this device: nothing of it can be seen. */
export function keylessBasemap({ basemaps }: Pick<Config, 'basemaps'>, id: string, keys: Session['basemapKeys']): Basemap | null {
  return basemaps.find((basemap) => basemap.id === id && basemap.needsKey && !keys[id]) ?? null
}
