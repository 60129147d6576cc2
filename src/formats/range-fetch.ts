import { AppError } from '../core/errors.ts'
import type { RangeState } from '../core/ranged-layer.ts'

/** A piece of a file at an address; `isWhole`: the server knows no ranges and has sent the file from its beginning to its end. */
export interface FetchedRange {
  readonly bytes: ArrayBuffer
  readonly isWhole: boolean
}
export type RangeFetch = (from: number, length: number, signal?: AbortSignal) => Promise<FetchedRange>

export interface RangeOptions {
  readonly delaysMs?: readonly number[]
  /** told when it changes */
  readonly onState?: (state: RangeState) => void
  /** a whole file that comes instead of a piece is taken up to this size; default: any */
  readonly mostWholeBytes?: number
}

/** Waits before the second, third, fourth attempt. */
const DELAYS_MS: readonly number[] = [300, 1200, 5000]
/** An answer that does not come within this time is asked for again. */
const PATIENCE_MS = 30_000
/** An answer that takes longer than this is told as slow. */
const SLOW_MS = 4000
const LONGEST_RETRY_AFTER_MS = 10_000

/**
 * Asks for pieces of one file. What passes by itself is tried again with growing pauses: no connection, a connection cut within an answer,
 * an overloaded or restarting server (408, 429, 5xx), silence. A file that another took the place of while it was being read is never mixed
 * with it: from then on every piece is refused, until it is opened anew.
 * @throws AppError raster.fetch when the last attempt failed, raster.changed, ranged.noRanges
 */
export function rangeFetch(
  url: string,
  name: string,
  { delaysMs = DELAYS_MS, onState, mostWholeBytes = Number.POSITIVE_INFINITY }: RangeOptions = {},
): RangeFetch {
  /** ETag, else date, and size of the file as the first answer told them */
  let version: Version | null = null
  let isChanged = false
  const changed = () => new AppError('raster.changed', { file: name })
  let told: RangeState = 'fine'
  const tell = (state: RangeState) => {
    if (state === told) return
    told = state
    onState?.(state)
  }

  async function attempt(from: number, length: number, signal: AbortSignal | undefined): Promise<FetchedRange> {
    const patience = AbortSignal.timeout(PATIENCE_MS)
    const response = await fetch(url, {
      headers: { Range: `bytes=${from}-${from + length - 1}` },
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    })
    const isBehindEnd = response.status === 416
    if (!response.ok && !isBehindEnd) throw new Refused(response)
    const found = versionOf(response)
    if (version && differs(version, found)) {
      isChanged = true
      tell('changed')
      throw changed()
    }
    if (isBehindEnd) return { bytes: new ArrayBuffer(0), isWhole: false }
    const isWhole = response.status === 200
    const bytes = Number(response.headers.get('content-length') ?? 0)
    if (isWhole && bytes > mostWholeBytes) {
      await response.body?.cancel()
      tell('noRanges')
      throw new AppError('ranged.noRanges', { file: name, bytes })
    }
    version = found
    return { bytes: await response.arrayBuffer(), isWhole }
  }

  return async (from, length, signal) => {
    for (let turn = 0; ; turn++) {
      if (isChanged) throw changed()
      const overdue = setTimeout(() => told === 'fine' && tell('slow'), SLOW_MS)
      try {
        const answer = await attempt(from, length, signal)
        tell('fine')
        return answer
      } catch (error) {
        if (signal?.aborted && told === 'slow') tell('fine')
        signal?.throwIfAborted()
        if (error instanceof AppError) throw error
        const refused = error instanceof Refused ? error : null
        if (turn >= delaysMs.length || (refused && !refused.mayPass)) {
          tell('lost')
          throw new AppError('raster.fetch', {
            file: name,
            status: refused?.status ?? 0,
            reason: refused?.message ?? String(error),
          })
        }
        tell('retrying')
        await pause(Math.max(delaysMs[turn], refused?.retryAfterMs ?? 0), signal)
      } finally {
        clearTimeout(overdue)
      }
    }
  }
}

class Refused extends Error {
  readonly status: number
  readonly retryAfterMs: number
  constructor(response: Response) {
    super(response.statusText)
    this.status = response.status
    const seconds = Number(response.headers.get('retry-after'))
    this.retryAfterMs = seconds > 0 ? Math.min(LONGEST_RETRY_AFTER_MS, 1000 * seconds) : 0
  }
  get mayPass(): boolean {
    return this.status === 408 || this.status === 429 || this.status >= 500
  }
}

interface Version {
  readonly tag: string | null
  readonly size: string | null
}
function versionOf({ headers, status }: Response): Version {
  const isPart = status === 206 || status === 416
  const size = isPart ? headers.get('content-range')?.split('/')[1] : headers.get('content-length')
  const known = size === '*' ? null : (size ?? null)
  // what refuses a piece is not the file: of its headers only the size that it names is
  if (status === 416) return { tag: null, size: known }
  // a weak tag may differ between two answers with the same bytes
  const tag = headers.get('etag')?.startsWith('W/') ? null : headers.get('etag')
  return { tag: tag ?? headers.get('last-modified'), size: known }
}
/** A server that says nothing of the version is believed. */
function differs(a: Version, b: Version): boolean {
  const isOther = (x: string | null, y: string | null) => x !== null && y !== null && x !== y
  return isOther(a.tag, b.tag) || isOther(a.size, b.size)
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
