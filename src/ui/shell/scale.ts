/** A CSS pixel is 1/96 inch, so 1:n on the screen is what a print of the same size would say. */
const METRES_PER_CSS_PIXEL = 0.0254 / 96

/** n of 1:n, to three figures: more would pretend that a screen is a ruler. */
export function scaleDenominator(metresPerPixel: number): number {
  const exact = metresPerPixel / METRES_PER_CSS_PIXEL
  const step = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 2)
  return Math.round(exact / step) * step
}

/** '1:10 000', '10000', '1：1万' → 10000; null when it is no scale between 1:10 and 1:100 million. */
export function parseScale(text: string): number | null {
  const clean = text.normalize('NFKC').replace(/[\s,]/g, '').replace(/^1:/, '')
  const match = /^(\d+(?:\.\d+)?)(万|k)?$/i.exec(clean)
  if (!match) return null
  const unit = match[2] === '万' ? 10_000 : match[2] ? 1000 : 1
  const denominator = Number(match[1]) * unit
  return denominator >= 10 && denominator <= 1e8 ? denominator : null
}

/** The next shorter round length is 2.5 times shorter, and must be longer than its own words. */
export const WIDEST_BAR_PX = 140

/** The longest round length that fits, and its width in CSS pixels. */
export function scaleBar(metresPerPixel: number, maxPixels: number): { metres: number; pixels: number } {
  const longest = metresPerPixel * maxPixels
  const power = 10 ** Math.floor(Math.log10(longest))
  const metres = [5, 2, 1].map((factor) => factor * power).find((length) => length <= longest) ?? power
  return { metres, pixels: metres / metresPerPixel }
}

export function showLength(metres: number): string {
  return metres >= 1000 ? `${metres / 1000} km` : `${metres} m`
}
