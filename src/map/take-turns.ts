type Turn = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>

/** First come, first served, at most `limit` at once; who gives up while waiting never starts. */
export function takeTurns(limit: number): Turn {
  let running = 0
  const waiting: (() => void)[] = []
  return async (signal, work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      signal.throwIfAborted()
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
