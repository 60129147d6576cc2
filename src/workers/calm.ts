/** Looked at so often, a share of the time that must pass. */
const LOOKS = 4

/** Work that can wait gives way to what is being looked at. */
export interface Calm {
  /** The map has drawn all that it was asked for, or is at it again. */
  tell(isDrawn: boolean): void
  /** Resolves when the map has been drawn for a while, but waits no longer than it may: it might be drawn for ever. */
  whenCalm(): Promise<void>
}

/** @param now a clock, ms */
export function createCalm(quietMs: number, longestMs: number, now: () => number = () => performance.now()): Calm {
  let isDrawn = true
  let since = Number.NEGATIVE_INFINITY
  return {
    tell(next) {
      isDrawn = next
      since = now()
    },
    async whenCalm() {
      const start = now()
      // what makes one wait is mostly about to be shown: the map has not yet said so
      const isCalm = () => isDrawn && now() >= Math.max(start, since) + quietMs
      while (!isCalm() && now() < start + longestMs) await new Promise((resolve) => setTimeout(resolve, quietMs / LOOKS))
    },
  }
}
