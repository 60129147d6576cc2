/** Runs once changes have rested for `restMs`, but no later than `mostMs` after the first: work that never rests is kept, too. */
export function saveSoon(
  run: () => void,
  restMs: number,
  mostMs: number,
): { readonly changed: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let since: number | null = null
  const stop = () => {
    clearTimeout(timer)
    since = null
  }
  return {
    stop,
    changed() {
      const now = performance.now()
      since ??= now
      clearTimeout(timer)
      const left = since + mostMs - now
      timer = setTimeout(
        () => {
          since = null
          run()
        },
        Math.max(0, Math.min(restMs, left)),
      )
    },
  }
}
