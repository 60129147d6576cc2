/** Zoom and factor of line widths: lines grow thinner as the map is seen from farther; those of the ground (roads, rivers) more so. */
export const WIDTH_STOPS = {
  data: [
    [8, 0.5],
    [12, 0.8],
    [14, 1],
    [18, 1.5],
  ],
  ground: [
    [8, 0.35],
    [11, 0.6],
    [14, 1],
    [17, 2],
    [20, 4],
  ],
} as const

type Stops = readonly (readonly [number, number])[]

/** Linear between the stops, level beyond them: what the map's `interpolate` expression gives. */
export function widthFactor(stops: Stops, zoom: number): number {
  const after = stops.findIndex(([stop]) => stop >= zoom)
  if (after < 0) return stops[stops.length - 1][1]
  if (after === 0) return stops[0][1]
  const [[z0, f0], [z1, f1]] = [stops[after - 1], stops[after]]
  return f0 + ((zoom - z0) / (z1 - z0)) * (f1 - f0)
}
