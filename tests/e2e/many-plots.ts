/** side² plots with the fields of the second district's, where that lies; each its own row and column in the code. */
export function manyPlots(side: number): string {
  const step = 0.05 / side
  const features = Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [103.95 + (i % side) * step, 30.6 + Math.floor(i / side) * step]
    const ring = [[x, y], [x + step, y], [x + step, y + step], [x, y + step], [x, y]] // biome-ignore format: one row
    return {
      type: 'Feature',
      properties: { CODE: `990001${String(i).padStart(6, '0')}`, KIND: `0${(i % 3) + 1}`, HOLDER: `户${i % 97}`, AREA: 1000 + i },
      geometry: { type: 'Polygon', coordinates: [ring] },
    }
  })
  return JSON.stringify({ type: 'FeatureCollection', features })
}
