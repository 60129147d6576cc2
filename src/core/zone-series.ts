/** Terms of the series: what is left out is below 1e-10 m for |δ| < REACH. */
const TERMS = 8
/** Radians, 1.7 degrees: the whole of a district, and of most prefectures. */
export const REACH = 0.03

/**
 * Area of the ellipsoid between the latitude φ0 and φ0 + δ, per radian of longitude, as the Taylor series Σ cₖ δᵏ, k = 1 … TERMS: for
 * latitudes near φ0 as exact as the closed form and quicker, since it needs no sine and no digits are lost in a difference of two
 * large zones. Its derivative is b² cos φ / (1 − e² sin² φ)², and 1 − e² sin² φ = 1 − e²/2 + e²/2 cos 2φ.
 * @param latitude φ0, radians @param e2 square of the eccentricity @param b2 square of the semi-minor axis
 * @returns c₁ … of the unit of b2
 */
export function zoneSeries(latitude: number, e2: number, b2: number): Float64Array {
  const cosine = cosineSeries(latitude, 1)
  const w = cosineSeries(2 * latitude, 2).map((each, k) => (e2 / 2) * each + (k === 0 ? 1 - e2 / 2 : 0))
  // w⁻², by w·p′ = −2 w′·p
  const power = new Float64Array(TERMS)
  power[0] = w[0] ** -2
  for (let n = 1; n < TERMS; n++) {
    let sum = 0
    for (let k = 1; k <= n; k++) sum += (-2 * k - (n - k)) * w[k] * power[n - k]
    power[n] = sum / (n * w[0])
  }
  return power.map((_, n) => {
    let sum = 0
    for (let k = 0; k <= n; k++) sum += cosine[k] * power[n - k]
    return (b2 * sum) / (n + 1)
  })
}

/** cos(at + times·δ) */
function cosineSeries(at: number, times: number): Float64Array {
  const terms = new Float64Array(TERMS)
  for (let k = 0, factor = 1; k < TERMS; factor *= times / ++k) terms[k] = factor * Math.cos(at + (k * Math.PI) / 2)
  return terms
}
