import type { App } from '../../app/app.ts'
import { bytesOf, filesOf, type PackedLayer, partOf } from '../../app/pack.ts'
import type { PackArea } from '../../core/offline/pack-area.ts'
import { useApp, useAppState } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { checkable } from './use-field-work.ts'

export interface PackSummary {
  /** null: whole layers */
  readonly area: PackArea | null
  readonly bytes: number
  /** of the oldest layer, ISO 8601; null: nothing was taken */
  readonly takenAt: string | null
  /** parcels that can be checked from it: name of the layer and how many; null: none can */
  readonly parcels: { readonly title: PackedLayer['entry']['title']; readonly count: number } | null
}

/** What the field package comes to; of this device, not of the server. */
export function usePackSummary(): PackSummary {
  const layers = useAppState((state) => state.project.layers)
  const { pack } = useAppState((state) => state.session.offline)
  const packed = new Map(pack.layers.map(({ entry }) => [entry.id, entry]))
  const parcels = checkable(layers)
    .map(({ id }) => packed.get(id))
    .find((entry) => entry?.kind === 'table')
  return {
    area: pack.layers.map(({ entry }) => partOf(entry)).find((part) => part !== null) ?? null,
    bytes: pack.layers.reduce((sum, { entry }) => sum + bytesOf(entry), 0),
    takenAt: pack.layers.map(({ takenAt }) => takenAt).sort()[0] ?? null,
    parcels: parcels?.kind === 'table' ? { title: parcels.title, count: parcels.count } : null,
  }
}

/** Ids of packed layers of which a file is gone or cut short; looked for on the disk. */
export function useClearedLayers(): ReadonlySet<string> {
  const app = useApp()
  const { pack } = useAppState((state) => state.session.offline)
  const found = useAsync(pack.layers.map(({ entry }) => entry.sha256).join(), () => clearedLayers(app, pack.layers))
  return found.state === 'done' ? found.value : new Set()
}

async function clearedLayers(app: App, layers: readonly PackedLayer[]): Promise<ReadonlySet<string>> {
  const cleared = new Set<string>()
  for (const { entry } of layers)
    for (const { sha256, bytes } of filesOf(entry)) if ((await app.packFiles.open(sha256))?.size !== bytes) cleared.add(entry.id)
  return cleared
}
