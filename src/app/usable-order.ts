import type { PackOrder } from './pack-order.ts'
import type { LayerId } from './state.ts'

/** What of an order this deployment has; null: nothing, as where the code is another office's. @param here ids of its layers */
export function usableOrder(order: PackOrder, here: readonly LayerId[]): PackOrder | null {
  const layers = order.layers.filter((id) => here.includes(id))
  return layers.length > 0 ? { ...order, layers } : null
}
