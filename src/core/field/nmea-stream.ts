import type { Fix } from './fix.ts'
import { type Gga, type Gst, LONGEST, type NmeaProblem, readSentence } from './nmea.ts'

export interface NmeaCounts {
  readonly sentences: number
  readonly problems: Readonly<Partial<Record<NmeaProblem, number>>>
}

/** Makes fixes of a receiver's text as it comes, in pieces of any size. */
export interface NmeaStream {
  /** text of a receiver; gives the fixes that it completes */
  push(text: string): readonly Fix[]
  /** what waits for its accuracy, when nothing more comes */
  end(): readonly Fix[]
  readonly counts: () => NmeaCounts
}

/** GGA and GST of one moment are sent together. */
const SAME_MOMENT_S = 0.001

export function nmeaStream(): NmeaStream {
  let rest = ''
  /** a line that is too long to be one is thrown away up to its end */
  let isSkipping = false
  let waiting: Gga | null = null
  let accuracy: Gst | null = null
  let sentences = 0
  const problems: Partial<Record<NmeaProblem, number>> = {}

  function complete(): Fix[] {
    const gga = waiting
    waiting = null
    if (!gga?.at) return []
    const own = accuracy && Math.abs(accuracy.timeS - gga.timeS) < SAME_MOMENT_S ? accuracy : null
    return [fixOf(gga, own)]
  }

  function take(line: string): Fix[] {
    if (line.trim() === '') return []
    const sentence = readSentence(line)
    if (sentence.kind === 'problem') {
      problems[sentence.problem] = (problems[sentence.problem] ?? 0) + 1
      return []
    }
    sentences++
    if (sentence.kind === 'GST') {
      accuracy = sentence
      return waiting && Math.abs(waiting.timeS - sentence.timeS) < SAME_MOMENT_S ? complete() : []
    }
    const before = complete()
    waiting = sentence
    const isTold = accuracy !== null && Math.abs(accuracy.timeS - sentence.timeS) < SAME_MOMENT_S
    return isTold ? [...before, ...complete()] : before
  }

  return {
    push(text) {
      const fixes: Fix[] = []
      const lines = (rest + text).split(/\r\n|\r|\n/)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (isSkipping) isSkipping = false
        else fixes.push(...take(line))
      }
      if (rest.length > LONGEST) {
        if (!isSkipping) problems.tooLong = (problems.tooLong ?? 0) + 1
        isSkipping = true
        rest = ''
      }
      return fixes
    },
    end() {
      const last = isSkipping ? [] : take(rest)
      rest = ''
      isSkipping = false
      return [...last, ...complete()]
    },
    counts: () => ({ sentences, problems: { ...problems } }),
  }
}

/** The whole of a text that was pasted. @returns lines that should have told something and did not: cut, mistyped, of a wrong checksum */
export function readSentences(text: string): { readonly fixes: readonly Fix[]; readonly lines: number; readonly unread: number } {
  const stream = nmeaStream()
  const fixes = [...stream.push(text), ...stream.end()]
  const { sentences, problems } = stream.counts()
  const others = problems.otherSentence ?? 0
  const unread = Object.values(problems).reduce((sum, count) => sum + count, 0) - others
  return { fixes, lines: sentences + others + unread, unread }
}

/** Radius for 95 %: twice the distance root mean square (2DRMS) of what GST tells; GGA alone tells none. */
function fixOf({ at, quality, satellites, timeS }: Gga, gst: Gst | null): Fix {
  const isTold = gst !== null && gst.latSdM !== null && gst.lngSdM !== null
  return {
    lng: at?.lng ?? Number.NaN,
    lat: at?.lat ?? Number.NaN,
    accuracyM: isTold ? 2 * Math.hypot(gst.latSdM ?? 0, gst.lngSdM ?? 0) : null,
    source: 'nmea',
    headingDeg: null,
    speedMps: null,
    quality,
    satellites,
    timeS,
  }
}
