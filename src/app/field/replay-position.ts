import { AppError } from '../../core/errors.ts'
import type { Fix } from '../../core/field/fix.ts'
import { nmeaStream } from '../../core/field/nmea-stream.ts'
import type { PositionSource } from '../ports.ts'

/** Between fixes whose times say nothing, and the longest that one waits for the next. */
const STEP_MS = 1000
const DAY_S = 86_400

/** A recorded track at the pace at which it was recorded, for practice and for tests. */
export function replayPosition(text: string): PositionSource {
  return {
    id: 'replay',
    async start({ fix }) {
      const stream = nmeaStream()
      const fixes = [...stream.push(text), ...stream.end()]
      if (fixes.length === 0) throw new AppError('position.notNmea', { lines: text.split('\n').length })
      let timer: ReturnType<typeof setTimeout> | undefined
      const play = (i: number) => {
        fix({ ...fixes[i], source: 'track' })
        if (i + 1 < fixes.length) timer = setTimeout(() => play(i + 1), pauseMs(fixes[i], fixes[i + 1]))
      }
      play(0)
      return () => clearTimeout(timer)
    },
  }
}

function pauseMs(before: Fix, after: Fix): number {
  if (before.timeS === null || after.timeS === null) return STEP_MS
  // a track may go over midnight
  return Math.min(STEP_MS, (((after.timeS - before.timeS + DAY_S) % DAY_S) * 1000) | 0)
}
