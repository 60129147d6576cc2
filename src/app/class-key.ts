import { classingOf } from '../core/symbology.ts'
import type { Layer } from './state.ts'

const keys = new WeakMap<Layer, string>()

/** Names what a layer's counts by class depend on: counts of another key are not those of the present classes. */
export function classKey(layer: Layer): string {
  let key = keys.get(layer)
  if (key === undefined) {
    key = JSON.stringify([layer.table, layer.filter, classingOf(layer.symbology)])
    keys.set(layer, key)
  }
  return key
}
