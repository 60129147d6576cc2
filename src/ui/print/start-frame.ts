import type { App } from '../../app/app.ts'
import { fromLngLat, isGeographic, pointFromLngLat } from '../../core/crs.ts'
import { denominatorToFit } from '../../core/print/map-frame.ts'
import type { LngLatBox } from '../../workers/tiles-api.ts'

/** The office's systems in which a sheet can be drawn: those in metres that the page can compute. */
export function sheetSystems({ config }: App): readonly string[] {
  return config.workingCrs.filter((code) => {
    try {
      return !isGeographic(code) && Number.isFinite(pointFromLngLat(code, 118, 37)[0])
    } catch {
      return false
    }
  })
}

/** Smaller is no sheet's scale; a small map in its corner may be. */
const MOST_DENOMINATOR = 1_000_000

/** Middle and scale at which a box of lon/lat fills a map face. */
export function fitBox(
  crs: string,
  [west, south, east, north]: LngLatBox,
  widthMm: number,
  heightMm: number,
  mostDenominator = MOST_DENOMINATOR,
) {
  const corners = fromLngLat(crs, Float64Array.of(west, south, east, south, east, north, west, north))
  const xs = [corners[0], corners[2], corners[4], corners[6]]
  const ys = [corners[1], corners[3], corners[5], corners[7]]
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  return {
    centre: [(x0 + x1) / 2, (y0 + y1) / 2] as const,
    denominator: Math.min(mostDenominator, denominatorToFit(x1 - x0, y1 - y0, widthMm, heightMm)),
  }
}

/** What the map shows; without a map, what it would show. */
export function viewBox(app: App): LngLatBox {
  if (app.map) return app.map.bounds()
  const { lng, lat, zoom } = app.store.getState().session.view
  const half = (360 / 2 ** zoom) * 0.7
  return [lng - half, lat - half * 0.5, lng + half, lat + half * 0.5]
}
