import type { Text } from '../../core/text.ts'
import { offlineText } from '../../i18n/offline.ts'

/** Why nothing can be taken offline here, with what to do about it; null: it can. */
export function offlineRefusal(): Text | null {
  if (!isSecureContext) return offlineText.insecure
  const hasAll = 'serviceWorker' in navigator && typeof navigator.storage?.getDirectory === 'function'
  return hasAll ? null : offlineText.unsupported
}
