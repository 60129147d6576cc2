import type { AreaBench } from './area.ts'
import type { Measured } from './browser.ts'
import type { MeasureRow, PeerFigure } from './measure.ts'

const GEOJSON = 'MapLibre GeoJSON source'

export function areaReport({ polygons, vertices, rows }: AreaBench): string {
  const own = rows[0].milliseconds
  const lines = rows.map(
    ({ method, milliseconds, totalPpm, worstPpm }) =>
      `| ${method} | ${milliseconds.toFixed(1)} | ${(milliseconds / own).toFixed(2)} × | ${totalPpm.toFixed(4)} | ${worstPpm.toFixed(3)} |`,
  )
  return `## Area of ${polygons} parcels, ${vertices} vertices

Deviation from the geodesic polygon of GeographicLib, in parts per million: of the sum, and of the worst parcel.

| method | ms | time | sum ppm | worst ppm |
|---|---:|---:|---:|---:|
${lines.join('\n')}`
}

export function mapReport({ ours, peer }: { readonly ours: readonly Measured[]; readonly peer: readonly Measured[] }): string {
  const line = (who: string, m: Measured) =>
    `| ${m.parcels} | ${who} | ${seconds(m.firstMapS)} | ${m.longestOpeningMs ?? '–'} | ${m.failure ?? seconds(m.drawnS)} | ${m.drawnS === null ? '–' : m.longestTaskMs} | ${m.longestMovingMs ?? '–'} | ${m.memoryMb ?? '–'} | ${m.heapMb ?? '–'} |`
  const rows = ours.flatMap((measured) => {
    const other = peer.find(({ parcels }) => parcels === measured.parcels)
    const notRun = `| ${measured.parcels} | GeoJSON source | not run: its page died at this size in an earlier trial |  |  |  |  |  |  |`
    return [line('one map', measured), other ? line('GeoJSON source', other) : notRun]
  })
  return `## Parcels on the map

First map: page asked for until the map has drawn all its layers (the one map with its shipped layers, the peer an empty map), and the longest
task of the page's thread until then. Drawn: file handed over until all
parcels are on the screen (FlatGeobuf through our import dialog; GeoJSON by address into MapLibre's own source). Longest task of the page's
thread while reading and drawing, then while panning and zooming; 0 is below 50 ms. Memory: the page's process with its workers; heap:
what scripts of the page's thread hold, array buffers left out. Shaders are compiled on the processor here: in traces
most of the longest task while opening was MapLibre waiting for that (601 of 621 ms for the first program of a new browser).

| parcels | what | first map s | its longest task ms | drawn s | longest task ms | while moving ms | memory MB | heap MB |
|---:|---|---:|---:|---:|---:|---:|---:|---:|
${rows.join('\n')}

${ratios(ours, peer)}`
}

/** Time until all parcels are drawn, a row for each size that was done. */
export function mapRows({
  ours,
  peer,
}: {
  readonly ours: readonly Measured[]
  readonly peer: readonly Measured[]
}): MeasureRow[] {
  return ours.flatMap(({ parcels, drawnS, memoryMb }) => {
    if (drawnS === null) return []
    const other = peer.find((each) => each.parcels === parcels)
    const peers: Record<string, PeerFigure> = {}
    if (other?.drawnS)
      peers[GEOJSON] = { ms: Math.round(other.drawnS * 1000), mib: other.memoryMb ?? Number.NaN, extrapolated: false }
    return [
      {
        measure: 'first-view',
        n: parcels,
        oursMs: Math.round(drawnS * 1000),
        oursMiB: memoryMb ?? Number.NaN,
        peers,
        ratios: Object.fromEntries(Object.entries(peers).map(([name, { ms }]) => [name, ms / 1000 / drawnS])),
        agreement: null,
      },
    ]
  })
}

export function areaRow({ polygons, rows: [own, ...others] }: AreaBench): MeasureRow {
  return {
    measure: 'area',
    n: polygons,
    oursMs: own.milliseconds,
    oursMiB: Number.NaN,
    peers: Object.fromEntries(
      others.map(({ method, milliseconds }) => [method, { ms: milliseconds, mib: Number.NaN, extrapolated: false }]),
    ),
    ratios: Object.fromEntries(others.map(({ method, milliseconds }) => [method, milliseconds / own.milliseconds])),
    agreement: { with: 'GeographicLib', worst: own.worstPpm, compared: polygons, unit: 'ppm' },
  }
}

export function identifyReport(rows: readonly MeasureRow[]): string {
  const lines = rows.map(({ n, oursMs, peers, ratios: times, agreement }) => {
    const [name] = Object.keys(peers)
    return `| ${n} | ${oursMs.toFixed(3)} | ${peers[name].ms.toFixed(3)} | ${times[name].toFixed(0)} × | ${agreement?.worst} of ${agreement?.compared} |`
  })
  return `## Which parcel is it

Median of one click, beside \`turf.booleanPointInPolygon\` over all features with their boxes at hand; clicks with another answer.

| parcels | ours ms | turf ms | time | differing |
|---:|---:|---:|---:|---:|
${lines.join('\n')}`
}

function ratios(ours: readonly Measured[], peer: readonly Measured[]): string {
  const lines: string[] = []
  for (const measured of ours) {
    const other = peer.find(({ parcels }) => parcels === measured.parcels)
    if (!other?.drawnS || !measured.drawnS) continue
    const memory = other.memoryMb && measured.memoryMb ? `, memory ${(other.memoryMb / measured.memoryMb).toFixed(2)} ×` : ''
    lines.push(
      `- ${measured.parcels}: the GeoJSON source takes ${(other.drawnS / measured.drawnS).toFixed(2)} × our time${memory}.`,
    )
  }
  const first = ours.find(({ drawnS }) => drawnS !== null)
  for (const measured of ours)
    if (first?.drawnS && measured.drawnS && measured !== first)
      lines.push(
        `- Growth from ${first.parcels} to ${measured.parcels} parcels: ${(measured.drawnS / first.drawnS).toFixed(2)} × the time.`,
      )
  return lines.join('\n')
}

const seconds = (value: number | null) => (value === null ? '–' : value.toFixed(2))
