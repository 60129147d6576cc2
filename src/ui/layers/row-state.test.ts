import { describe, expect, it } from 'vitest'
import type { Layer, LayerStatus } from '../../app/state.ts'
import { rowState } from './row-state.ts'

const layer = (patch: Partial<Layer> = {}) =>
  ({ visible: true, minZoom: 10, maxZoom: 18, filter: [], ...patch }) as unknown as Layer
const status = (patch: Partial<LayerStatus> = {}): LayerStatus => ({
  state: 'ready',
  share: null,
  error: null,
  count: 5,
  classCounts: null,
  visibleCount: 5,
  bbox: [118, 37, 119, 38],
  ...patch,
})
const HERE = [118.2, 37.2, 118.4, 37.4] as const
const ELSEWHERE = [100, 20, 101, 21] as const

describe('rowState', () => {
  it('is ready when something can be seen, or when the layer is off', () => {
    expect(rowState(layer(), status(), 12, HERE).kind).toBe('ready')
    expect(rowState(layer({ visible: false }), status(), 2, ELSEWHERE).kind).toBe('ready')
  })
  it('says how to come into scale, from below and from above', () => {
    expect(rowState(layer(), status(), 9, HERE)).toEqual({ kind: 'out-of-scale', zoom: 10.05 })
    expect(rowState(layer(), status(), 19, HERE)).toEqual({ kind: 'out-of-scale', zoom: 17.95 })
  })
  it('names an empty filter before an empty view', () => {
    const filtered = layer({ filter: [{ field: 'DLBM', values: [] }] })
    expect(rowState(filtered, status({ visibleCount: 0 }), 12, ELSEWHERE).kind).toBe('filtered-empty')
    expect(rowState(layer(), status(), 12, ELSEWHERE).kind).toBe('out-of-view')
  })
  it('shows loading and failure first, failure even when the layer is off', () => {
    expect(rowState(layer(), status({ state: 'loading', share: 0.4 }), 2, HERE)).toEqual({ kind: 'loading', share: 0.4 })
    expect(rowState(layer({ visible: false }), status({ state: 'failed' }), 2, HERE).kind).toBe('failed')
  })
  it('names the opaque layer above that hides it, unless that lets something through', () => {
    const raster = layer({ geometry: 'grid', role: 'data' })
    const over = (patch: Partial<Layer> = {}) =>
      layer({
        id: 'parcels',
        role: 'data',
        opacity: 1,
        geometry: 'polygon',
        symbology: { kind: 'single', style: { fill: '#ffeecc' } },
        ...patch,
      })
    const state = (patch?: Partial<Layer>, of?: Partial<LayerStatus>) =>
      rowState(raster, status(), 12, HERE, [[over(patch), status(of)]]).kind
    expect(rowState(raster, status(), 12, HERE, [[over(), status()]])).toEqual({ kind: 'covered', by: 'parcels' })
    expect([state({ visible: false }), state({ opacity: 0.5 }), state({ minZoom: 13 })]).toEqual(['ready', 'ready', 'ready'])
    expect(state({ symbology: { kind: 'single', style: { line: '#000000' } } })).toBe('ready')
    expect(state({}, { bbox: [118.3, 37, 119, 38] })).toBe('ready')
    expect(rowState({ ...raster, role: 'context' }, status(), 12, HERE, [[over(), status()]]).kind).toBe('ready')
  })
  it('claims nothing about the view without a map', () => {
    expect(rowState(layer(), status(), 2, null).kind).toBe('ready')
  })
})
