import { randomOf } from './zones.ts'

/** The names that others rely on. */
export const MEASURE_NAMES = [
  'overlap-areas',
  'area',
  'topology',
  'identify',
  'position',
  'attribute-table',
  'dashboard',
  'overlay-pieces',
  'zonal',
  'decode-geojson',
  'decode-shapefile',
  'decode-flatgeobuf',
  'decode-geopackage',
  'decode-gml',
  'first-view',
  'local-geojson',
  'local-shapefile',
  'local-flatgeobuf',
  'open-file',
  'published-view',
  'session',
  'soak',
  'analyses',
  'show',
  'encoding',
] as const
export type MeasureName = (typeof MEASURE_NAMES)[number]

/** One line of `npm run bench -- --json FILE`; null is what was not measured. */
export interface MeasureRow {
  readonly measure: MeasureName
  readonly n: number
  readonly oursMs: number
  /** highest resident memory of the whole process, data included */
  readonly oursMiB: number
  readonly peers: Readonly<Record<string, PeerFigure>>
  /** peer's time ÷ ours */
  readonly ratios: Readonly<Record<string, number>>
  /** the same of processor time, which other programs on the machine do not lengthen; where both are known */
  readonly cpuRatios: Readonly<Record<string, number>>
  readonly agreement: Agreement | null
  /** processor time of the same work */
  readonly oursCpuMs: number | null
  /** the first run of a fresh process, before the compiler has warmed up */
  readonly oursColdMs: number | null
  /** further figures of ours, each with its unit in its name */
  readonly detail: Readonly<Record<string, number>>
  /** engines that were not run at this size, and why */
  readonly notRun: Readonly<Record<string, string>>
  /** when it was measured, and how many processes wanted the processor at that time (one minute's mean) */
  readonly at: string
  readonly load: number | null
}

/** Largest difference to an independent engine. */
export interface Agreement {
  readonly with: string
  readonly worst: number
  readonly compared: number
  readonly unit: string
}

export interface PeerFigure {
  readonly ms: number
  readonly mib: number
  readonly cpuMs?: number
  /** only a part was run; `ms` is that part's time × the whole ÷ the part */
  readonly extrapolated: boolean
}

/** What one engine found, in a process of its own; the last line that the process prints. */
export interface ChildFigure extends PeerFigure {
  readonly coldMs?: number
  readonly agreement?: Agreement
  readonly detail?: Readonly<Record<string, number>>
}

export interface Limits {
  /** how long a peer may work before the rest is extrapolated */
  readonly partMs: number
  /** folder of the built application */
  readonly app: string
  /** folder of another program’s built page; null: none was given */
  readonly viewer: string | null
  /** how long the soak works, minutes */
  readonly minutes: number
  /** file for the soak's figures of each minute; null: they are not kept */
  readonly curve: string | null
}
export type Engine = (n: number, limits: Limits) => Promise<ChildFigure>
/** By name; a name that is not there is not run, with the reason that the catalog gives. */
export type Engines = Readonly<Record<string, Engine>>

/** Highest resident memory of this process so far. */
export function peakMiB(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024)
}

/** Processor time of this process so far, all its threads. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Median of repeated runs after one that is told apart; fewer repeats where one takes long. */
export async function timeRuns<T>(
  work: () => T | Promise<T>,
  { repeats = 5, longestMs = 8000 } = {},
): Promise<{ readonly figure: ChildFigure; readonly result: T }> {
  const timed = async () => {
    const [start, cpu] = [performance.now(), cpuMs()]
    const result = await work()
    return { result, ms: performance.now() - start, cpuMs: cpuMs() - cpu }
  }
  const { ms: coldMs } = await timed()
  // of each run its times alone: what it made is let go of before the next, as by anyone who runs it twice
  const times: { ms: number; cpuMs: number }[] = []
  const until = performance.now() + longestMs
  for (;;) {
    const { result, ms, cpuMs } = await timed()
    times.push({ ms, cpuMs })
    if (times.length < repeats && performance.now() < until) continue
    const median = (key: 'ms' | 'cpuMs') => times.map((each) => each[key]).sort((a, b) => a - b)[times.length >> 1]
    return { figure: { ms: median('ms'), cpuMs: median('cpuMs'), coldMs, mib: peakMiB(), extrapolated: false }, result }
  }
}

/** Items in an order that a part of is like the whole, the same on every machine. */
export function shuffled(count: number): Uint32Array {
  const next = randomOf(12)
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const kept = order[i]
    order[i] = order[j]
    order[j] = kept
  }
  return order
}

/**
 * Times a peer item by item until `partMs` is over, and extrapolates. What `load` makes (the peer's own objects) is not timed and is let
 * go of afterwards, so that a million features need not exist at once.
 */
export async function timePart<T>(
  count: number,
  partMs: number,
  peer: {
    /** timed, once: index, prepared geometry */
    readonly prepare?: () => void | Promise<void>
    readonly load: (item: number) => T
    readonly work: (loaded: T, item: number) => unknown
    readonly release?: (loaded: T) => void
  },
): Promise<ChildFigure> {
  const order = shuffled(count)
  const [start, startCpu] = [performance.now(), cpuMs()]
  await peer.prepare?.()
  const preparedMs = performance.now() - start
  const preparedCpuMs = cpuMs() - startCpu
  let [spent, spentCpu] = [0, 0]
  let done = 0
  for (let batch = 1; done < count && spent < partMs; ) {
    const items = order.subarray(done, Math.min(count, done + batch))
    const loaded = Array.from(items, (item) => peer.load(item))
    const [begin, beginCpu] = [performance.now(), cpuMs()]
    for (let i = 0; i < items.length; i++) {
      const answer = peer.work(loaded[i], items[i])
      if (answer instanceof Promise) await answer
    }
    const took = performance.now() - begin
    spentCpu += cpuMs() - beginCpu
    for (const each of loaded) peer.release?.(each)
    spent += took
    done += items.length
    if (took < 50) batch *= 2
  }
  return {
    ms: preparedMs + (spent * count) / done,
    cpuMs: preparedCpuMs + (spentCpu * count) / done,
    mib: peakMiB(),
    extrapolated: done < count,
    detail: { done },
  }
}
