import type { App } from '../../app/app.ts'
import { fromLngLat, isGeographic, pointFromLngLat } from '../../core/crs.ts'
import type { Extent } from '../../core/print/clear-frame.ts'
import { denominatorToFit } from '../../core/print/map-frame.ts'
import { SHEET_SCALES } from '../../core/print/sheet-settings.ts'
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

/** A box of lon/lat in the metres of a system. */
export function metresOf(crs: string, [west, south, east, north]: LngLatBox): Extent {
  const corners = fromLngLat(crs, Float64Array.of(west, south, east, south, east, north, west, north))
  const xs = [corners[0], corners[2], corners[4], corners[6]]
  const ys = [corners[1], corners[3], corners[5], corners[7]]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** Middle and scale at which a box of lon/lat fills a map face. */
export function fitBox(
  crs: string,
  box: LngLatBox,
  widthMm: number,
  heightMm: number,
  mostDenominator: number = SHEET_SCALES.most,
) {
  const [x0, y0, x1, y1] = metresOf(crs, box)
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
