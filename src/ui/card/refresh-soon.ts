const IDLE_MS = 700

/** Refreshes when the map has rested for a moment. @returns gives it up: before it began, or on its way by the signal */
export function refreshSoon(refresh: (signal: AbortSignal) => void): () => void {
  const end = new AbortController()
  const timer = setTimeout(() => refresh(end.signal), IDLE_MS)
  return () => {
    clearTimeout(timer)
    end.abort()
  }
}
