import { spawn } from 'node:child_process'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { type Measure, OURS } from './catalog.ts'
import type { ChildFigure, Limits, MeasureRow, PeerFigure } from './measure.ts'

const CHILD = join(import.meta.dirname, 'child.ts')
/** A child is given this much beyond the end of its measure, so that what has begun can end. */
const GRACE_MS = 45_000

/**
 * All engines of a measure at all sizes, each in a process of its own: first ours, then the peers from the smallest size on.
 * @param untilMs by performance.now(): nothing is begun after it
 */
export async function runMeasure(
  measure: Measure,
  sizes: readonly number[],
  limits: Limits,
  untilMs: number,
  say: (text: string) => void,
): Promise<{ readonly rows: MeasureRow[]; readonly failures: readonly string[] }> {
  const failures: string[] = []
  const tryRun = async (engine: string, n: number): Promise<ChildFigure | string> => {
    const label = `${measure.name}, ${n} ${measure.unit}, ${engine === OURS ? 'one map' : engine}`
    const left = untilMs - performance.now()
    if (left <= 0) return 'the time of the measure was up'
    say(`  ${label} …`)
    const answer = await inChild([measure.name, engine, String(n), JSON.stringify(limits)], left + GRACE_MS)
    say(typeof answer === 'string' ? `    not done: ${answer}` : `    ${Math.round(answer.ms * 1000) / 1000} ms`)
    return answer
  }
  const ours = new Map<number, Ours>()
  for (const n of sizes) {
    const load = loadavg()[0]
    const figure = await tryRun(OURS, n)
    if (typeof figure === 'string') failures.push(`${measure.name}, ${n} ${measure.unit}: ${figure}`)
    else ours.set(n, { figure, load, at: new Date().toISOString() })
  }
  const rows: MeasureRow[] = []
  for (const [n, own] of ours) {
    const peers: Record<string, PeerFigure> = {}
    const notRun: Record<string, string> = {}
    for (const { name, most, missing } of measure.peers) {
      const why = most && n > most.n ? most.why : (missing?.(limits) ?? null)
      const figure = why ?? (await tryRun(name, n))
      if (typeof figure === 'string') notRun[name] = figure
      else peers[name] = peerFigure(figure)
    }
    rows.push(rowOf(measure, n, own, peers, notRun))
  }
  return { rows, failures }
}

interface Ours {
  readonly figure: ChildFigure
  readonly load: number
  readonly at: string
}

function peerFigure({ ms, mib, cpuMs, extrapolated }: ChildFigure): PeerFigure {
  return { ms, mib, extrapolated, ...(cpuMs === undefined ? {} : { cpuMs }) }
}

function rowOf(
  measure: Measure,
  n: number,
  { figure, load, at }: Ours,
  peers: Readonly<Record<string, PeerFigure>>,
  notRun: Readonly<Record<string, string>>,
): MeasureRow {
  const ratiosOf = (of: 'ms' | 'cpuMs') =>
    Object.fromEntries(
      Object.entries(peers).flatMap(([name, peer]) => {
        const [theirs, own] = [peer[of], figure[of]]
        return theirs && own ? [[name, theirs / own]] : []
      }),
    )
  return {
    measure: measure.name,
    n,
    oursMs: figure.ms,
    oursMiB: figure.mib,
    peers,
    ratios: ratiosOf('ms'),
    cpuRatios: ratiosOf('cpuMs'),
    agreement: figure.agreement ?? null,
    oursCpuMs: figure.cpuMs ?? null,
    oursColdMs: figure.coldMs ?? null,
    detail: figure.detail ?? {},
    notRun,
    at,
    load,
  }
}

/** @returns the figure, or why there is none */
function inChild(args: readonly string[], limitMs: number): Promise<ChildFigure | string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--max-old-space-size=6000', '--import', 'tsx', CHILD, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [out, complaint, isLate] = ['', '', false]
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      complaint = (complaint + chunk).slice(-4000)
    })
    const timer = setTimeout(() => {
      isLate = true
      child.kill('SIGKILL')
    }, limitMs)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (isLate) resolve(`stopped after ${Math.round(limitMs / 1000)} s`)
      else if (code !== 0) resolve(reasonOf(complaint) ?? `ended with ${signal ?? code}`)
      else resolve(JSON.parse(out.trim().split('\n').at(-1) ?? '') as ChildFigure)
    })
  })
}

/** The line of an error message in what Node printed. */
function reasonOf(complaint: string): string | null {
  const lines = complaint.split('\n')
  return lines.find((line) => /^\w*(Error|Exception):|FATAL ERROR/.test(line))?.slice(0, 200) ?? null
}
