import { useEffect, useState } from 'react'

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'done'; readonly value: T }
  | { readonly state: 'failed'; readonly error: unknown }

/** Runs work whenever a key changes; an answer that comes after the next change is dropped and its work aborted. */
export function useAsync<T>(key: string, work: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [answer, setAnswer] = useState<{ key: string; loaded: Loaded<T> }>({ key: '', loaded: { state: 'loading' } })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when the work is another one
  useEffect(() => {
    const controller = new AbortController()
    const settle = (loaded: Loaded<T>) => !controller.signal.aborted && setAnswer({ key, loaded })
    work(controller.signal).then(
      (value) => settle({ state: 'done', value }),
      (error) => settle({ state: 'failed', error }),
    )
    return () => controller.abort(new DOMException('no longer wanted', 'AbortError'))
  }, [key])
  return answer.key === key ? answer.loaded : { state: 'loading' }
}
