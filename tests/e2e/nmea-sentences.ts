import { checksum } from '../../src/core/field/nmea.ts'

/** GGA and GST of a receiver that stands still, fixed to centimetres. */
export function sentences(place: { lng: number; lat: number }, count: number): string {
  const line = (body: string) => `$${body}*${checksum(body).toString(16).toUpperCase().padStart(2, '0')}`
  const angle = (degrees: number, width: number) =>
    `${String(Math.floor(degrees)).padStart(width, '0')}${((degrees % 1) * 60).toFixed(7).padStart(10, '0')}`
  return Array.from({ length: count }, (_, i) =>
    [
      line(`GNGGA,01020${i}.00,${angle(place.lat, 2)},N,${angle(place.lng, 3)},E,4,22,0.6,500.0,M,,M,1.0,0001`),
      line(`GNGST,01020${i}.00,0.01,0.01,0.01,0,0.010,0.008,0.02`),
    ].join('\r\n'),
  ).join('\r\n')
}
