type Turn = <T>(signal: AbortSignal, work: () => Promise<T>, rank?: number) => Promise<T>

/** At most `limit` at once; the highest rank first, within a rank first come, first served; who gives up while waiting never starts. */
export function takeTurns(limit: number): Turn {
  let running = 0
  const waiting: { readonly rank: number; readonly start: () => void }[] = []
  return async (signal, work, rank = 0) => {
    if (running >= limit) {
      await new Promise<void>((start) => {
        const before = waiting.findIndex((each) => each.rank < rank)
        waiting.splice(before < 0 ? waiting.length : before, 0, { rank, start })
      })
    } else running++
    try {
      signal.throwIfAborted()
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next.start()
      else running--
    }
  }
}
