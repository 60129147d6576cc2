import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** One line of `npm run bench -- --json FILE`; NaN, in the file null, is what was not measured. */
export interface MeasureRow {
  readonly measure: string
  readonly n: number
  readonly oursMs: number
  /** peak of the whole process, data included */
  readonly oursMiB: number
  readonly peers: Readonly<Record<string, PeerFigure>>
  /** peer's time ÷ ours */
  readonly ratios: Readonly<Record<string, number>>
  /** largest difference to an independent engine, in the measure's unit; null: not compared at this size */
  readonly agreement: { readonly with: string; readonly worst: number; readonly compared: number; readonly unit: string } | null
}
export interface PeerFigure {
  readonly ms: number
  readonly mib: number
  /** only a part was run; `ms` is that part's time × the whole ÷ the part */
  readonly extrapolated: boolean
}

/** What a child process prints as its last line. */
export interface ChildFigure {
  readonly ms: number
  readonly mib: number
  readonly extrapolated: boolean
  readonly agreement?: MeasureRow['agreement']
  readonly detail?: Readonly<Record<string, number>>
}

/** Runs one engine in a process of its own, so that memory and warm-up are its own. */
export async function inChild(script: string, args: readonly string[]): Promise<ChildFigure> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--max-old-space-size=6000', '--import', 'tsx', script, ...args],
    {
      maxBuffer: 1 << 26,
    },
  )
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as ChildFigure
}

export function peakMiB(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024)
}
