import { isGeographic } from '../core/crs.ts'
import { isEdited } from '../core/edits/edits.ts'
import type { PackArea } from '../core/offline/pack-area.ts'
import type { FileToCut, PartPlan } from '../workers/offline-api.ts'
import type { App } from './app.ts'
import type { Catalog, CatalogLayer } from './catalog.ts'
import { isTableLayer } from './initial.ts'
import { WHOLE_UP_TO_MIB } from './ranged-layers.ts'

/** A smaller layer goes along whole: what little it takes is worth less than having all of it. */
const LEAST_BYTES = 1 << 20

/** Whether of a layer only an area may be taken: its file has an index, and nothing hangs on the numbers of its rows. */
export function isCuttable(app: App, entry: Catalog['layers'][number]): entry is CatalogLayer {
  const layer = app.store.getState().project.layers[entry.id]
  if (!isTableLayer(entry) || entry.format !== 'flatgeobuf' || entry.role !== 'data') return false
  return entry.bytes >= LEAST_BYTES && isGeographic(entry.crs) && !isEdited(layer?.edits ?? null)
}

export function fileToCut(app: App, entry: CatalogLayer, area: PackArea): FileToCut {
  const { file, sha256, count } = entry
  return { url: app.urlOf(file), name: file, sha256, count, area }
}

/** The entry of a part. Tiles, codes and columns stay behind, since it is loaded whole, and counts, which are of the whole. @param sha256 of the part, or what stands in for it until it is here */
export function cutEntry(entry: CatalogLayer, { title, rings }: PackArea, plan: PartPlan, sha256: string): CatalogLayer {
  const { tiles: _tiles, codes: _codes, columns: _columns, classCounts: _counts, ...rest } = entry
  const part = {
    key: plan.key,
    title,
    rings: rings.map((ring) => ring.map(([lng, lat]): [number, number] => [lng, lat])),
    of: { sha256: entry.sha256, count: entry.count },
  }
  return { ...rest, bytes: plan.bytes, count: plan.count, sha256, part }
}

/** Parts are loaded whole. Megabytes */
export function mostPartMb(app: App): number {
  return ((app.config.loadWholeUpToMiB ?? WHOLE_UP_TO_MIB) * 2 ** 20) / 1e6
}
