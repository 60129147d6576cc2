import type { Style } from 'maplibre-gl'

/** A difference of styles is applied piece by piece, and each piece would be checked, whatever `validateStyle` says. */
export function dropChecks(style: Style): void {
  const addLayer = style.addLayer.bind(style)
  style.addLayer = (layer, before, options) => addLayer(layer, before, { ...options, validate: false })
}
