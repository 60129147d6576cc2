import type { Catalog, CatalogLayer } from './catalog.ts'
import type { LayerId } from './state.ts'

type Entry = Catalog['layers'][number]

/** 离线包: layers of the deployment whose files this device keeps, with all that the catalog said of them when they were taken. */
export interface Pack {
  /** wholly here, compared with their checksums */
  readonly layers: readonly PackedLayer[]
  /** chosen and still to be fetched, or to be fetched anew: what is taken stays until then */
  readonly wanted: readonly WantedLayer[]
  /** ISO 8601; after it the files leave the device; null: they stay */
  readonly expiresAt: string | null
  /** the latest time at which the application was seen running: a clock that is put back does not lengthen the package's life */
  readonly seenAt: string | null
}

export interface WantedLayer {
  readonly entry: Entry
  /** code lists that its fields name */
  readonly codeLists: Catalog['codeLists']
  /** id of its group in the tree */
  readonly group: string
}
export interface PackedLayer extends WantedLayer {
  /** ISO 8601 */
  readonly takenAt: string
}

export interface PackedFile {
  /** below the catalog's folder */
  readonly file: string
  readonly bytes: number
  readonly sha256: string
}

/** What works without a network, and what waits for the user's word. */
export interface OfflineState {
  /** the deployment's server answers */
  readonly isOnline: boolean
  /** the application itself opens without a network */
  readonly isKept: boolean
  /** a newer application is here and waits to be accepted */
  readonly hasNew: boolean
  readonly pack: Pack
  /** taken layers of which the server has another file */
  readonly updates: readonly LayerId[]
}

export const EMPTY_PACK: Pack = { layers: [], wanted: [], expiresAt: null, seenAt: null }

export function filesOf(entry: Entry): readonly PackedFile[] {
  const { file, bytes, sha256 } = entry
  // tiles, and whatever else is published beside the file
  const beside = Object.values(entry).filter(isFile)
  return [{ file, bytes, sha256 }, ...beside]
}
const isFile = (value: unknown): value is PackedFile =>
  typeof value === 'object' && value !== null && 'file' in value && 'bytes' in value && 'sha256' in value

export function bytesOf(entry: Entry): number {
  return filesOf(entry).reduce((sum, { bytes }) => sum + bytes, 0)
}

/** Checksums of files that the package vouches for. */
export function takenFiles(pack: Pack): ReadonlySet<string> {
  return checksums(pack.layers)
}
/** All that must stay on the device, also what is half there. */
export function namedFiles(pack: Pack): ReadonlySet<string> {
  return checksums([...pack.layers, ...pack.wanted])
}
const checksums = (layers: readonly WantedLayer[]) =>
  new Set(layers.flatMap(({ entry }) => filesOf(entry).map(({ sha256 }) => sha256)))

/** A layer of the catalog with what must be remembered of it; null: there is none. */
export function wantedLayer(catalog: Catalog, id: LayerId): WantedLayer | null {
  const entry = catalog.layers.find((layer) => layer.id === id)
  if (!entry) return null
  const named = new Set(entry.kind === 'table' ? entry.fields.map(({ codes }) => codes) : [])
  return {
    entry,
    codeLists: catalog.codeLists.filter((list) => named.has(list.id)),
    group: catalog.groups.find(({ layers }) => layers.includes(id))?.id ?? '',
  }
}

/**
 * The catalog to work with: what was taken stays as it was taken, whatever the server says now, until the user accepts the newer file.
 * @returns with the ids of layers of which the server has another file
 */
export function withPack(catalog: Catalog, pack: Pack): { readonly catalog: Catalog; readonly updates: readonly LayerId[] } {
  const taken = new Map(pack.layers.map((layer) => [layer.entry.id, layer]))
  if (taken.size === 0) return { catalog, updates: [] }
  const updates = catalog.layers.filter((entry) => differs(entry, taken.get(entry.id)?.entry)).map(({ id }) => id)
  const changed = new Set(updates)
  const withdrawn = [...taken.values()].filter(({ entry }) => !catalog.layers.some(({ id }) => id === entry.id))
  const isOther = (layer: PackedLayer) => changed.has(layer.entry.id) || partOf(layer.entry) !== null
  const kept = [...taken.values()].filter((layer) => isOther(layer) || withdrawn.includes(layer))
  if (kept.length === 0) return { catalog, updates }
  const lists = kept.flatMap(({ codeLists }) => codeLists)
  return {
    updates,
    catalog: {
      ...catalog,
      codeLists: [
        ...catalog.codeLists,
        ...lists.filter(({ id }, i) => isFirst(lists, i) && !catalog.codeLists.some((l) => l.id === id)),
      ],
      layers: [
        ...catalog.layers.map((entry) => kept.find((layer) => layer.entry.id === entry.id)?.entry ?? entry),
        ...withdrawn.map(({ entry }) => entry),
      ],
      groups: catalog.groups.map((group, i) => ({
        ...group,
        layers: [...group.layers, ...withdrawn.filter((layer) => home(layer, catalog) === i).map(({ entry }) => entry.id)],
      })),
    },
  }
}

const isFirst = (lists: Catalog['codeLists'], at: number) => lists.findIndex(({ id }) => id === lists[at].id) === at

/** The tiles are a picture of the file and no news by themselves. */
const differs = (now: Entry, taken: Entry | undefined) =>
  taken !== undefined && (partOf(taken)?.of.sha256 ?? taken.sha256) !== now.sha256

/** Which part of a layer this is; null: all of it. */
export function partOf(entry: Entry): CatalogLayer['part'] | null {
  return (entry.kind === 'table' && entry.part) || null
}

/** The group that a withdrawn layer was in, else the first. */
const home = ({ group }: PackedLayer, catalog: Catalog) =>
  Math.max(
    0,
    catalog.groups.findIndex(({ id }) => id === group),
  )

/** Whether the package's time is up. */
export function isExpired({ expiresAt, seenAt }: Pack, now: Date): boolean {
  if (expiresAt === null) return false
  const latest = seenAt !== null && Date.parse(seenAt) > now.getTime() ? Date.parse(seenAt) : now.getTime()
  return latest >= Date.parse(expiresAt)
}

/** A wanted layer has come: it takes the place of the one that was taken before. */
export function withTaken(pack: Pack, layer: PackedLayer): Pack {
  const isOther = ({ entry }: WantedLayer) => entry.id !== layer.entry.id
  return { ...pack, layers: [...pack.layers.filter(isOther), layer], wanted: pack.wanted.filter(isOther) }
}

/** Layers taken out, also those that were still to come. */
export function withoutLayers(pack: Pack, ids: ReadonlySet<LayerId>): Pack {
  const stays = ({ entry }: WantedLayer) => !ids.has(entry.id)
  return { ...pack, layers: pack.layers.filter(stays), wanted: pack.wanted.filter(stays) }
}
