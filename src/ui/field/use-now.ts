import { useEffect, useState } from 'react'

/** The monotonic clock, read anew each second. */
export function useNow(everyMs = 1000): number {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return Math.max(now, 0)
}
