/**
 * Gauss-Krüger (transverse Mercator) on an ellipsoid, Krüger's series in the third flattening n to order n⁶.
 * Error below 5 nm within 3 900 km of the central meridian. Source: Karney, "Transverse Mercator with an accuracy of a few
 * nanometers", J. Geodesy 85 (2011), eq. 7–37.
 */
export interface TransverseMercator {
  /** lon/lat in degrees → easting, northing in metres, count pairs from `from` to `to` (may be the same array) */
  forward(from: Float64Array, to: Float64Array): void
  inverse(from: Float64Array, to: Float64Array): void
}

export interface TransverseMercatorOptions {
  readonly a: number
  /** 1/f */
  readonly inverseFlattening: number
  readonly centralMeridianDeg: number
  readonly scale: number
  readonly falseEastingM: number
  readonly falseNorthingM: number
}

const RADIANS = Math.PI / 180

export function transverseMercator(options: TransverseMercatorOptions): TransverseMercator {
  const { a, inverseFlattening, centralMeridianDeg, scale, falseEastingM, falseNorthingM } = options
  const f = 1 / inverseFlattening
  const e2 = f * (2 - f)
  const e = Math.sqrt(e2)
  const n = f / (2 - f)
  const alpha = forwardCoefficients(n)
  const beta = inverseCoefficients(n)
  const radius = ((scale * a) / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64 + n ** 6 / 256)

  const conformal = (tau: number, secant: number) => {
    const sigma = Math.sinh(e * Math.atanh((e * tau) / secant))
    return tau * Math.hypot(1, sigma) - sigma * secant
  }

  return {
    forward(from, to) {
      const sum: Pair = [0, 0]
      for (let i = 0; i + 1 < from.length; i += 2) {
        const lambda = turn(from[i] - centralMeridianDeg) * RADIANS
        const tau = Math.tan(from[i + 1] * RADIANS)
        const tauPrime = conformal(tau, Math.hypot(1, tau))
        const cosLambda = Math.cos(lambda)
        const xiPrime = Math.atan2(tauPrime, cosLambda)
        const etaPrime = Math.asinh(Math.sin(lambda) / Math.hypot(tauPrime, cosLambda))
        series(alpha, xiPrime, etaPrime, sum)
        to[i] = falseEastingM + radius * (etaPrime + sum[1])
        to[i + 1] = falseNorthingM + radius * (xiPrime + sum[0])
      }
    },
    inverse(from, to) {
      const sum: Pair = [0, 0]
      for (let i = 0; i + 1 < from.length; i += 2) {
        const eta = (from[i] - falseEastingM) / radius
        const xi = (from[i + 1] - falseNorthingM) / radius
        series(beta, xi, eta, sum)
        const xiPrime = xi - sum[0]
        const sinhEta = Math.sinh(eta - sum[1])
        const cosXi = Math.cos(xiPrime)
        const tauPrime = Math.sin(xiPrime) / Math.hypot(sinhEta, cosXi)
        // Newton's method, eq. 19–21; two steps reach full precision, the third is for latitudes near the poles
        let tau = tauPrime / (1 - e2)
        for (let step = 0; step < 3; step++) {
          const secant = Math.hypot(1, tau)
          const found = conformal(tau, secant)
          tau += ((tauPrime - found) / Math.hypot(1, found)) * ((1 + (1 - e2) * tau * tau) / ((1 - e2) * secant))
        }
        to[i] = turn(centralMeridianDeg + Math.atan2(sinhEta, cosXi) / RADIANS)
        to[i + 1] = Math.atan(tau) / RADIANS
      }
    },
  }
}

type Pair = [number, number]

/** Σ cⱼ sin 2jζ for complex ζ = ξ + iη by Clenshaw's recurrence: six terms for the price of one sine and one hyperbolic sine. */
function series(c: readonly number[], xi: number, eta: number, out: Pair): void {
  const sin = Math.sin(2 * xi)
  const cos = Math.cos(2 * xi)
  const sinh = Math.sinh(2 * eta)
  const cosh = Math.cosh(2 * eta)
  const re = 2 * cos * cosh
  const im = -2 * sin * sinh
  let r1 = 0
  let i1 = 0
  let r2 = 0
  let i2 = 0
  for (let j = c.length - 1; j >= 0; j--) {
    const r = re * r1 - im * i1 - r2 + c[j]
    const i = re * i1 + im * r1 - i2
    r2 = r1
    i2 = i1
    r1 = r
    i1 = i
  }
  const sr = sin * cosh
  const si = cos * sinh
  out[0] = sr * r1 - si * i1
  out[1] = sr * i1 + si * r1
}

/** Into −180…180 without disturbing values that are there already. */
function turn(degrees: number): number {
  return degrees >= -180 && degrees <= 180 ? degrees : degrees - 360 * Math.round(degrees / 360)
}

function powers(n: number, rows: readonly (readonly number[])[]): number[] {
  return rows.map((row, j) => row.reduceRight((sum, value) => (sum + value) * n, 0) * n ** j)
}

function forwardCoefficients(n: number): number[] {
  return powers(n, [
    [1 / 2, -2 / 3, 5 / 16, 41 / 180, -127 / 288, 7891 / 37800],
    [13 / 48, -3 / 5, 557 / 1440, 281 / 630, -1983433 / 1935360],
    [61 / 240, -103 / 140, 15061 / 26880, 167603 / 181440],
    [49561 / 161280, -179 / 168, 6601661 / 7257600],
    [34729 / 80640, -3418889 / 1995840],
    [212378941 / 319334400],
  ])
}

function inverseCoefficients(n: number): number[] {
  return powers(n, [
    [1 / 2, -2 / 3, 37 / 96, -1 / 360, -81 / 512, 96199 / 604800],
    [1 / 48, 1 / 15, -437 / 1440, 46 / 105, -1118711 / 3870720],
    [17 / 480, -37 / 840, -209 / 4480, 5569 / 90720],
    [4397 / 161280, -11 / 504, -830251 / 7257600],
    [4583 / 161280, -108847 / 3991680],
    [20648693 / 638668800],
  ])
}
