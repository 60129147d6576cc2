import { coordinateOf } from './coordinate-cell.ts'
import { isJointName } from './place-names.ts'
import type { Sheet } from './sheet-columns.ts'

/** of the filled cells, those that must hold two coordinates */
const MOSTLY = 0.5
/** what stands between two coordinates, the surest first; the last: nothing, a letter of direction begins the second */
const BETWEEN = [/[,，;；、|]/, /\//, /\s+/, /(?<=[\d°'"′″分秒度])(?=[NSEW东西南北])/i, /(?<=[NSEW])(?=\d)/i]
const NORTHERN = /[NS南北]|纬/i
const EASTERN = /[EW东西]|经/i

export interface JointPlaces {
  readonly name: string
  /** east and north as they stand, of every row */
  readonly firsts: readonly (string | null)[]
  readonly seconds: readonly (string | null)[]
  /** latitude came first: it is second here */
  readonly wasTurned: boolean
}

/** A column with both coordinates in one cell: 118.55,37.59 or N37°35′ E118°33′; null: none. */
export function jointPlaces({ columns, length }: Sheet): JointPlaces | null {
  for (const { name, texts } of columns) {
    if (!isJointName(name)) continue
    const pairs = texts.map((text) => (text === null ? null : pairOf(text)))
    const filled = texts.filter((text) => text !== null).length
    const good = pairs.filter((pair) => pair !== null)
    if (good.length === 0 || good.length < filled * MOSTLY) continue
    // beyond ±90 only a longitude can be
    const wasTurned = good.every(
      ([a, b]) => Math.abs(coordinateOf(a)) <= 90 && Math.abs(coordinateOf(b)) > 90 && Math.abs(coordinateOf(b)) <= 180,
    )
    const [first, second] = wasTurned ? [1, 0] : [0, 1]
    // what is not understood stays in the first, so that the row counts as one that was filled
    const part = (row: number, which: number) => pairs[row]?.[which] ?? (which === first ? texts[row] : null)
    const rows = Array.from({ length }, (_, row) => row)
    return { name, firsts: rows.map((row) => part(row, first)), seconds: rows.map((row) => part(row, second)), wasTurned }
  }
  return null
}

/** Letters of direction put the eastern one first. */
function pairOf(text: string): readonly [string, string] | null {
  const bare = text.trim().replace(/^[([（【]|[)\]）】]$/g, '')
  for (const between of BETWEEN) {
    const parts = bare
      .split(between)
      .map((part) => part.replace(/^(经度|纬度|lng|lon|lat)\s*[:：=]/i, (word) => (/^(纬度|lat)/i.test(word) ? 'N' : 'E')).trim())
      .filter((part) => part !== '')
    if (parts.length !== 2 || parts.some((part) => Number.isNaN(coordinateOf(part)))) continue
    const [a, b] = parts
    return NORTHERN.test(a) && EASTERN.test(b) ? [b, a] : [a, b]
  }
  return null
}
