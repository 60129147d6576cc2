import type { App } from './app.ts'

/** Longer than this nothing waits for it. */
const MOST_MS = 6000

/**
 * Resolves when the first view has what it needs, so that more may be fetched: what is visible is read and drawn. Sooner where the page is put away
 * or somebody thinks of working without a network: who opens it once must find it again.
 * @param place of the map, which tells on itself when it is drawn
 */
export function firstViewStands(app: Pick<App, 'store'>, place: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    const isDrawn = () => {
      const { layerStatus } = app.store.getState().session
      const isReading = Object.values(layerStatus).some(({ state }) => state === 'loading')
      return place.querySelector('[data-drawn="true"]') !== null && !isReading
    }
    const isNeeded = () => {
      const { dialog, field } = app.store.getState().session
      return field || dialog === 'offline' || dialog === 'pack'
    }
    const check = () => {
      if (document.visibilityState === 'visible' && !isNeeded() && !isDrawn()) return
      stop()
      resolve()
    }
    const late = setTimeout(() => {
      stop()
      resolve()
    }, MOST_MS)
    const observer = new MutationObserver(check)
    observer.observe(place, { subtree: true, attributeFilter: ['data-drawn'] })
    const unsubscribe = app.store.subscribe(check)
    document.addEventListener('visibilitychange', check)
    function stop(): void {
      clearTimeout(late)
      observer.disconnect()
      unsubscribe()
      document.removeEventListener('visibilitychange', check)
    }
  })
}
