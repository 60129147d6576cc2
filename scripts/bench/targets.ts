import type { MeasureName, MeasureRow } from './measure.ts'

export interface Target {
  readonly what: string
  /** in words; null: what it needs was not measured */
  readonly found: string | null
  readonly isMet: boolean
}

const LARGE = 100_000
const HUGE = 1_000_000

/** What the engine promises, held against what was measured. */
export function targetsOf(rows: readonly MeasureRow[]): readonly Target[] {
  const at = (measure: MeasureName, n: number) => rows.find((row) => row.measure === measure && row.n === n)
  const areas = at('overlap-areas', LARGE)
  const million = at('overlap-areas', HUGE)
  const pieces = at('overlay-pieces', LARGE)
  const topology = at('topology', LARGE)
  const identify = at('identify', LARGE)
  const frame = (n: number) => at('position', n)?.detail.p95Ms
  const pairs = rows.filter(({ measure, agreement }) => measure === 'overlap-areas' && agreement)
  const worstM2 = Math.max(...pairs.map(({ agreement }) => agreement?.worst ?? 0))
  const compared = pairs.reduce((sum, { agreement }) => sum + (agreement?.compared ?? 0), 0)
  const defects = topology?.agreement
  return [
    faster(
      'Pair areas of 100 000 parcels × 500 zones against flatbush + turf.intersect',
      areas,
      'flatbush + turf.intersect',
      5000,
    ),
    faster('The same against GEOS in WebAssembly, prepared', areas, 'flatbush + geos-wasm prepared', 20),
    {
      what: 'Any pair within 1e-6 m² of GEOS',
      found: pairs.length > 0 ? `worst ${worstM2.toExponential(1)} m² of ${compared} pairs` : null,
      isMet: pairs.length > 0 && worstM2 <= 1e-6,
    },
    slower('1 000 000 parcels × 500 zones: less than 12 × the run of 100 000', million, areas, 12),
    atMost('The same below 2 GiB', million?.oursMiB, 2048, 'MiB'),
    slower('All pieces of 100 000 parcels: at most 10 × their areas', pieces, areas, 10),
    slower('Topology of 100 000 parcels: at most 3 × their areas', topology, areas, 3),
    {
      what: 'Every planted defect found',
      found: defects ? `${defects.compared - defects.worst} of ${defects.compared}` : null,
      isMet: defects?.worst === 0,
    },
    atMost('Position to parcel and boundary in 100 000 parcels: 95 of 100 below a frame, 16 ms', frame(LARGE), 16, 'ms'),
    atMost('The same in 1 000 000 parcels', frame(HUGE), 16, 'ms'),
    atMost('Identify in 100 000 parcels below 0.1 ms', identify?.oursMs, 0.1, 'ms'),
    pageThread(rows),
    slower(
      '100 000 parcels on the map: less than 1.5 × the time of 1 000',
      at('first-view', LARGE),
      at('first-view', 1_000),
      1.5,
    ),
    atMost(
      'Another encoding of a Shapefile of 100 000 parcels in the preview within 1 s',
      at('encoding', LARGE)?.oursMs,
      1000,
      'ms',
    ),
    ...analyses(at('analyses', LARGE)),
    atMost(
      'First of 1 000 000 published parcels on the map: at most 1.5 × the time of 10 000, in turns on the same host',
      at('published-view', HUGE)?.detail.timesTenThousand,
      1.5,
      '×',
    ),
    atMost('A press answered over 1 000 000 parcels: 95 of 100 within 100 ms', at('session', HUGE)?.oursMs, 100, 'ms'),
  ]
}

/** Wall and processor time; the second decides where it is known, since other programs do not lengthen it. */
interface Factor {
  readonly wall: number
  readonly cpu: number | null
}

function faster(what: string, row: MeasureRow | undefined, peer: string, wanted: number): Target {
  const wall = row?.ratios[peer]
  const factor = row && wall !== undefined ? { wall, cpu: row.cpuRatios[peer] ?? null } : null
  const note = row?.peers[peer]?.extrapolated ? ', extrapolated' : ''
  return {
    what: `${what}: at least ${wanted} ×`,
    found: factor && `${factorText(factor, 0)}${note}`,
    isMet: factor !== null && (factor.cpu ?? factor.wall) >= wanted,
  }
}

function slower(what: string, row: MeasureRow | undefined, than: MeasureRow | undefined, wanted: number): Target {
  const factor = row && than && { wall: row.oursMs / than.oursMs, cpu: cpuFactor(row, than) }
  return {
    what,
    found: factor ? factorText(factor, 1) : null,
    isMet: factor !== undefined && (factor.cpu ?? factor.wall) <= wanted,
  }
}

function cpuFactor(row: MeasureRow, than: MeasureRow): number | null {
  return row.oursCpuMs && than.oursCpuMs ? row.oursCpuMs / than.oursCpuMs : null
}

function factorText({ wall, cpu }: Factor, decimals: number): string {
  return `${wall.toFixed(decimals)} × by the clock${cpu === null ? '' : `, ${cpu.toFixed(decimals)} × in CPU time`}`
}

function atMost(what: string, found: number | undefined, wanted: number, unit: string): Target {
  const shown = found === undefined ? null : `${found < 1 ? found.toFixed(3) : found.toFixed(0)} ${unit}`
  return { what, found: shown, isMet: found !== undefined && found <= wanted }
}

function pageThread(rows: readonly MeasureRow[]): Target {
  const [worst] = rows
    .filter(({ measure }) => measure === 'first-view')
    .flatMap(({ n, detail }) => [
      { n, when: 'opening', cpuMs: detail.longestOpeningCpuMs, wallMs: detail.longestOpeningTaskMs ?? 0 },
      { n, when: 'reading and drawing', cpuMs: detail.longestCpuMs, wallMs: detail.longestTaskMs ?? 0 },
      { n, when: 'moving the map', cpuMs: detail.longestMovingCpuMs, wallMs: detail.longestMovingTaskMs ?? 0 },
    ])
    .map((each) => ({ ...each, ms: each.cpuMs ?? each.wallMs }))
    .sort((a, b) => b.ms - a.ms)
  const found = () => {
    if (!worst) return null
    if (worst.ms === 0) return 'never'
    const isCpu = worst.cpuMs !== undefined
    return `${Math.round(worst.ms)} ms${isCpu ? ' of CPU time' : ''} while ${worst.when}, ${worst.n} parcels`
  }
  return {
    what: 'Page thread never blocked over 50 ms',
    found: found(),
    isMet: worst !== undefined && worst.ms <= 50,
  }
}

/** What analyses do to the page's thread, and how soon a cancelled one says so; the worst of those that were run. */
function analyses(row: MeasureRow | undefined): readonly Target[] {
  const worst = (pattern: RegExp) => {
    const found = Object.entries(row?.detail ?? {}).filter(([name]) => pattern.test(name))
    return found.length > 0 ? Math.max(...found.map(([, ms]) => ms)) : undefined
  }
  return [
    atMost(
      'Longest task of the page while analyses of 100 000 parcels run and are shown: 50 ms of CPU time',
      worst(/^longest\w+TaskCpuMs$/),
      50,
      'ms',
    ),
    atMost('Cancelled within 100 ms, by the page’s clock', worst(/^cancel[A-Z][a-z]+Ms$/), 100, 'ms'),
  ]
}
