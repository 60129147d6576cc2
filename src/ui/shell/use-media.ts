import { useSyncExternalStore } from 'react'

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (notify) => {
      const media = matchMedia(query)
      media.addEventListener('change', notify)
      return () => media.removeEventListener('change', notify)
    },
    () => matchMedia(query).matches,
  )
}

/** Fingers rather than a mouse. */
export const COARSE = '(pointer: coarse)'
export const PHONE = '(max-width: 767px)'
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
