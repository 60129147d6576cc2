import type { AreaBench } from './area.ts'
import type { Measured } from './browser.ts'

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
  const line = (who: string, { parcels, firstMapS, drawnS, longestTaskMs, longestMovingMs, memoryMb, failure }: Measured) =>
    `| ${parcels} | ${who} | ${seconds(firstMapS)} | ${failure ?? seconds(drawnS)} | ${drawnS === null ? '–' : longestTaskMs} | ${longestMovingMs ?? '–'} | ${memoryMb ?? '–'} |`
  const rows = ours.flatMap((measured) => {
    const other = peer.find(({ parcels }) => parcels === measured.parcels)
    return [line('one map', measured), ...(other ? [line('GeoJSON source', other)] : [])]
  })
  return `## Parcels on the map

First map: page opened until the map stands (the one map with its own layers, the peer an empty map). Drawn: file handed over until all
parcels are on the screen (FlatGeobuf through our import dialog; GeoJSON by address into MapLibre's own source). Longest task of the page's
thread while reading and drawing, then while panning and zooming; 0 is below 50 ms. Memory: the page's process.

| parcels | what | first map s | drawn s | longest task ms | while moving ms | memory MB |
|---:|---|---:|---:|---:|---:|---:|
${rows.join('\n')}

${ratios(ours, peer)}`
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
