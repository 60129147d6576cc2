import { MEASURES, type Measure } from './catalog.ts'
import type { MeasureRow } from './measure.ts'
import { targetsOf } from './targets.ts'

/** All that was measured as a page: what was promised, then measure by measure. */
export function report(rows: readonly MeasureRow[], failures: readonly string[]): string {
  const measured = MEASURES.filter(({ name }) => rows.some(({ measure }) => measure === name))
  const left = MEASURES.filter(({ name }) => !measured.some((measure) => measure.name === name))
  const notRun = [...failures, ...left.map(({ name }) => `${name}: not measured`)]
  return [
    targetTable(rows),
    ...measured.map((measure) =>
      section(
        measure,
        rows.filter((row) => row.measure === measure.name).sort((a, b) => a.n - b.n),
      ),
    ),
    notRun.length > 0 ? `## Not run\n\n${notRun.map((each) => `- ${each}`).join('\n')}` : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function targetTable(rows: readonly MeasureRow[]): string {
  const lines = targetsOf(rows).map(
    ({ what, found, isMet }) =>
      `| ${what} | ${found ?? 'not measured'} | ${found === null ? '–' : isMet ? 'met' : '**missed**'} |`,
  )
  return `## Promised and found\n\n| target | found | |\n|---|---|---|\n${lines.join('\n')}`
}

function section(measure: Measure, rows: readonly MeasureRow[]): string {
  const peers = measure.peers.map(({ name }) => name).filter((name) => rows.some((row) => row.peers[name]))
  const head = ['n', 'one map ms', 'CPU ms', 'first run ms', 'MiB', ...peers, 'agreement']
  const lines = rows.map((row) => {
    const others = peers.map((name) => {
      const figure = row.peers[name]
      if (!figure) return '–'
      const cpu = row.cpuRatios[name] === undefined ? '' : `, CPU ${times(row.cpuRatios[name])}`
      const size = Number.isFinite(figure.mib) && figure.mib !== null ? `, ${figure.mib} MiB` : ''
      return `${amount(figure.ms)}${figure.extrapolated ? ' *' : ''} (${times(row.ratios[name])}${cpu}${size})`
    })
    const own = [amount(row.oursMs), amount(row.oursCpuMs), amount(row.oursColdMs), row.oursMiB ?? '–']
    return `| ${[row.n, ...own, ...others, agreementOf(row)].join(' | ')} |`
  })
  return [
    `## ${measure.title}`,
    `\`${measure.name}\`. ${measure.about}`,
    `| ${head.join(' | ')} |\n|${head.map(() => '---:|').join('')}\n${lines.join('\n')}`,
    notes(measure, rows, peers),
  ].join('\n\n')
}

function notes(measure: Measure, rows: readonly MeasureRow[], peers: readonly string[]): string {
  const lines: string[] = []
  if (rows.some((row) => Object.values(row.peers).some(({ extrapolated }) => extrapolated)))
    lines.push('\\* a part was run and the whole extrapolated from it; its memory is that of the part.')
  const growth = [
    growthLine(
      'one map',
      rows.map((row) => [row.n, row.oursCpuMs ?? row.oursMs]),
    ),
    ...peers.map((name) =>
      growthLine(
        name,
        rows.flatMap((row) => (row.peers[name] ? [[row.n, row.peers[name].cpuMs ?? row.peers[name].ms] as const] : [])),
      ),
    ),
  ].filter((line) => line !== null)
  if (growth.length > 0) lines.push(`Growth exponent (slope of log CPU time over log n): ${growth.join('; ')}.`)
  for (const row of rows) {
    const figures = Object.entries(row.detail).map(([name, value]) => `${words(name)} ${amount(value)}`)
    if (figures.length > 0) lines.push(`${row.n}: ${figures.join(', ')}.`)
  }
  for (const row of rows) {
    const { pairs } = row.detail
    if (!pairs || Object.keys(row.peers).length === 0) continue
    const speeds = Object.entries(row.peers).map(([name, { ms }]) => `${name} ${amount((pairs / ms) * 1000)}`)
    lines.push(`${row.n}: pairs per second of the others by the clock: ${speeds.join(', ')}.`)
  }
  const missing = new Map<string, number[]>()
  for (const row of rows)
    for (const [name, why] of Object.entries(row.notRun)) {
      const key = `${name}: ${why}`
      missing.set(key, [...(missing.get(key) ?? []), row.n])
    }
  for (const [why, sizes] of missing) lines.push(`Not run at ${sizes.join(', ')} ${measure.unit}: ${why}.`)
  const loads = rows.map(({ load }) => load).filter((load) => load !== null)
  const days = rows.map(({ at }) => at).sort()
  const load =
    loads.length > 0 ? `, load of the machine ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}` : ''
  lines.push(`Measured ${days[0].slice(0, 10)}${load}.`)
  return lines.map((line) => `- ${line}`).join('\n')
}

/** Least squares through log n, log ms; two sizes at least. */
export function growthExponent(points: readonly (readonly [n: number, ms: number])[]): number | null {
  if (points.length < 2) return null
  const logs = points.map(([n, ms]) => [Math.log(n), Math.log(ms)])
  const mean = (k: number) => logs.reduce((sum, pair) => sum + pair[k], 0) / logs.length
  const [mx, my] = [mean(0), mean(1)]
  const up = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0)
  return up / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
}

function growthLine(name: string, points: readonly (readonly [number, number])[]): string | null {
  const exponent = growthExponent(points)
  return exponent === null ? null : `${name} ${exponent.toFixed(2)}`
}

function agreementOf({ agreement }: MeasureRow): string {
  if (!agreement) return '–'
  const { worst, unit, compared } = agreement
  const shown = Number.isInteger(worst) ? String(worst) : worst.toExponential(1)
  return `${shown} ${unit}, ${compared} against ${agreement.with}`
}

function amount(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size >= 100) return String(Math.round(value))
  return size >= 1 ? value.toFixed(1) : value.toPrecision(2)
}
function times(ratio: number): string {
  return `${ratio >= 100 ? Math.round(ratio) : ratio.toPrecision(2)} ×`
}
/** longestTaskMs → longest task ms */
function words(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/ ([A-Z])([a-z])/g, (_, a: string, b: string) => ` ${a.toLowerCase()}${b}`)
    .replace('mi B', 'MiB')
}
