/** Where a position comes from. */
export type FixSource = 'device' | 'typed' | 'nmea' | 'track'

/** One position. Lon/lat are CGCS2000 ≈ WGS 84 degrees. */
export interface Fix {
  readonly lng: number
  readonly lat: number
  /** radius that holds the true place in 95 % of cases, m; null: the source does not tell */
  readonly accuracyM: number | null
  readonly source: FixSource
  /** degrees from true north in which one moves; null: not known */
  readonly headingDeg: number | null
  readonly speedMps: number | null
  /** of a receiver: GGA quality */
  readonly quality: FixQuality | null
  readonly satellites: number | null
  /** of a receiver: second of its UTC day */
  readonly timeS: number | null
}

/** GGA field 6. Source: NMEA 0183. */
export type FixQuality = 'gps' | 'dgps' | 'pps' | 'rtkFixed' | 'rtkFloat' | 'estimated' | 'manual' | 'simulated'
