import type { FixQuality } from './fix.ts'

export interface Gga {
  readonly kind: 'GGA'
  /** two letters: GP GPS, GN several systems, GB and BD 北斗, GL, GA, GQ … */
  readonly talker: string
  /** seconds of the UTC day */
  readonly timeS: number
  /** null: the receiver has no position */
  readonly at: { readonly lng: number; readonly lat: number } | null
  readonly quality: FixQuality | null
  readonly satellites: number | null
  readonly hdop: number | null
  readonly altitudeM: number | null
  /** seconds since the last correction */
  readonly correctionAgeS: number | null
}
export interface Gst {
  readonly kind: 'GST'
  readonly talker: string
  readonly timeS: number
  /** standard deviations, m */
  readonly latSdM: number | null
  readonly lngSdM: number | null
}
export type NmeaProblem = 'notNmea' | 'tooLong' | 'checksumMissing' | 'checksum' | 'otherSentence' | 'fields'
export type Sentence = Gga | Gst | { readonly kind: 'problem'; readonly problem: NmeaProblem }

/** NMEA 0183 allows 82 characters; receivers of many digits write more. */
export const LONGEST = 120
const QUALITIES: readonly (FixQuality | null)[] = [
  null,
  'gps',
  'dgps',
  'pps',
  'rtkFixed',
  'rtkFloat',
  'estimated',
  'manual',
  'simulated',
]
const problem = (what: NmeaProblem): Sentence => ({ kind: 'problem', problem: what })

/** One line of a receiver. Only what carries a right checksum is believed. Source: NMEA 0183, sentences GGA and GST. */
export function readSentence(line: string): Sentence {
  const text = line.trim()
  if (text.length > LONGEST) return problem('tooLong')
  const shape = /^\$([A-Z]{2})([A-Z]{3}),([\x20-\x7e]*?)(?:\*([0-9A-Fa-f]{2}))?$/.exec(text)
  if (!shape) return problem('notNmea')
  const [, talker, name, body, sum] = shape
  if (sum === undefined) return problem('checksumMissing')
  if (checksum(text.slice(1, text.lastIndexOf('*'))) !== Number.parseInt(sum, 16)) return problem('checksum')
  const fields = body.split(',')
  if (name === 'GGA') return readGga(talker, fields)
  if (name === 'GST') return readGst(talker, fields)
  return problem('otherSentence')
}

/** Exclusive or of all characters between $ and *. */
export function checksum(text: string): number {
  let sum = 0
  for (let i = 0; i < text.length; i++) sum ^= text.charCodeAt(i)
  return sum
}

function readGga(talker: string, fields: readonly string[]): Sentence {
  if (fields.length < 9) return problem('fields')
  const timeS = timeOf(fields[0])
  const code = /^[0-8]$/.test(fields[5]) ? Number(fields[5]) : Number.NaN
  if (timeS === null || Number.isNaN(code)) return problem('fields')
  const lat = angleOf(fields[1], fields[2], 2, 'N', 'S', 90)
  const lng = angleOf(fields[3], fields[4], 3, 'E', 'W', 180)
  const isBlank = fields.slice(1, 5).every((field) => field === '')
  if (!isBlank && (lat === null || lng === null)) return problem('fields')
  return {
    kind: 'GGA',
    talker,
    timeS,
    at: code > 0 && lat !== null && lng !== null ? { lng, lat } : null,
    quality: QUALITIES[code],
    satellites: numberOf(fields[6]),
    hdop: numberOf(fields[7]),
    altitudeM: numberOf(fields[8]),
    correctionAgeS: numberOf(fields[12] ?? ''),
  }
}

function readGst(talker: string, fields: readonly string[]): Sentence {
  if (fields.length < 7) return problem('fields')
  const timeS = timeOf(fields[0])
  if (timeS === null) return problem('fields')
  return { kind: 'GST', talker, timeS, latSdM: sdOf(fields[5]), lngSdM: sdOf(fields[6]) }
}

/** hhmmss or hhmmss.sss */
function timeOf(text: string): number | null {
  const match = /^(\d{2})(\d{2})(\d{2}(?:\.\d+)?)$/.exec(text)
  if (!match) return null
  const [hours, minutes, seconds] = match.slice(1).map(Number)
  return hours < 24 && minutes < 60 && seconds < 61 ? hours * 3600 + minutes * 60 + seconds : null
}
/** ddmm.mmmm or dddmm.mmmm with its hemisphere */
function angleOf(text: string, side: string, digits: number, plus: string, minus: string, most: number): number | null {
  const match = new RegExp(`^(\\d{${digits}})(\\d{2}(?:\\.\\d+)?)$`).exec(text)
  if (!match || (side !== plus && side !== minus)) return null
  const minutes = Number(match[2])
  const degrees = Number(match[1]) + minutes / 60
  return minutes < 60 && degrees <= most ? (side === plus ? degrees : -degrees) : null
}
function numberOf(text: string): number | null {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null
}
function sdOf(text: string): number | null {
  const value = numberOf(text)
  return value !== null && value >= 0 ? value : null
}
