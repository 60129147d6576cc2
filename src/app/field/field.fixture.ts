import { expect, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { Check } from '../../core/field/check.ts'
import type { Fix } from '../../core/field/fix.ts'
import type { Table } from '../../core/table.ts'
import { quietTask } from '../../core/task.ts'
import { makeFabric } from '../../core/tiling/test-fabric.ts'
import { createTileService } from '../../core/tiling/tile-service.ts'
import type { PositionListener, PositionSource } from '../ports.ts'
import { createField, type FieldParts } from './create-field.ts'
import { type FieldStore, type Photo, photosOf } from './field-store.ts'

const STEP = 0.0007
export const fabric = makeFabric({ columns: 4, lines: 4, seed: 5 })
export const inCell = (x: number, y: number) => ({ lng: 118.5 + (x + 0.5) * STEP, lat: 37.5 + (y + 0.5) * STEP })
export const fixAt = (place: { lng: number; lat: number }, accuracyM: number | null = 3): Fix => ({
  ...place,
  accuracyM,
  source: 'device',
  headingDeg: null,
  speedMps: null,
  quality: null,
  satellites: null,
  timeS: null,
})

/** What IndexedDB would hold. */
export function memoryStore(
  device: string,
  isFull = () => false,
): FieldStore & { readonly kept: Map<string, Check>; readonly photos: Map<string, Photo> } {
  const kept = new Map<string, Check>()
  const tabs: (() => void)[] = []
  const photos = new Map<string, Photo>()
  const write = <T>(map: Map<string, T>, id: string, value: T) => {
    if (isFull()) throw new DOMException('full', 'QuotaExceededError')
    map.set(id, structuredClone(value))
  }
  return {
    device,
    kept,
    photos,
    checks: async () => [...kept.values()],
    putCheck: async (id, change) => {
      const check = change(kept.get(id) ?? null)
      write(kept, id, check)
      for (const tell of tabs) tell()
      return check
    },
    removeCheck: async (id) => void kept.delete(id),
    isLost: () => false,
    onOtherTab: (listener) => void tabs.push(listener),
    putPhoto: async (photo) => write(photos, photo.id, photo),
    async freePhotos(ids) {
      const used = new Set([...kept.values()].flatMap(photosOf))
      for (const id of ids) if (!used.has(id)) photos.delete(id)
    },
    photo: async (id) => photos.get(id) ?? null,
    close() {},
  }
}

/** What stands beside the parcels in the same project: layers by id, with their tables. */
export type Beside = Readonly<Record<string, { readonly layer: object; readonly table: Table }>>

export async function fieldOn(
  records = memoryStore('phone'),
  beside: Beside = {},
  openStore: FieldParts['openStore'] = async () => records,
) {
  const service = createTileService()
  await service.putTable({ id: 't', table: fabric }, quietTask())
  for (const [id, { table }] of Object.entries(beside)) await service.putTable({ id, table }, quietTask())
  const wall = { at: Date.parse('2026-05-01T08:00:00Z') }
  const mono = { at: 1000 }
  const layer = { id: 'l', table: 't', title: { zh: '宗地', en: 'Parcels' }, filter: [], fields: [], source: { sha256: 'abc' } }
  const others = Object.fromEntries(Object.entries(beside).map(([id, { layer }]) => [id, { ...layer, id, table: id }]))
  const moved: (readonly [number, number])[] = []
  const app = {
    store: createStore(() => ({ project: { layers: { l: layer, ...others } } })),
    tiles: service,
    showLayer: async () => {},
    tableOf: (id: string) => beside[id]?.table ?? null,
    codeLists: { marks: { id: 'marks', entries: [{ code: '2', label: { zh: '水泥桩', en: 'Concrete post' } }] } },
    clock: { now: () => new Date(wall.at) },
    map: { flyTo: (at: readonly [number, number]) => void moved.push(at) },
    toast: vi.fn(),
    setSession: vi.fn(),
  } as unknown as FieldParts['app']
  const field = createField({ app, openStore, monotonic: () => mono.at })
  await field.open()
  field.chooseLayer('l')
  const listener: { now: PositionListener | null } = { now: null }
  const source: PositionSource = {
    id: 'device',
    async start(next) {
      listener.now = next
      return () => {}
    },
  }
  await field.use(source)
  const send = async (fix: Fix) => {
    listener.now?.fix(fix)
    await vi.waitFor(() => expect(field.store.getState().here?.fix).toBe(field.store.getState().fix?.number))
  }
  return { field, records, send, wall, mono, moved, app, listener }
}
export const parcel = (row: number) => ({
  layer: 'l',
  row,
  code: `GB0000${row}`,
  name: '',
  registeredAreaM2: null,
  crs: 'EPSG:4528',
  pointClass: 3 as const,
})
