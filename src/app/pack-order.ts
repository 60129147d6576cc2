import type { PackArea } from '../core/offline/pack-area.ts'
import type { LayerId } from './state.ts'

/** What a planner asks an officer's device to take along; a link carries it, so a QR code can. */
export interface PackOrder {
  readonly layers: readonly LayerId[]
  /** null: whole layers */
  readonly area: PackArea | null
  /** ISO 8601; null: no end */
  readonly expiresAt: string | null
}

/** A code of more is hard to read from a screen. */
export const MOST_POINTS = 40
const MOST_LAYERS = 60
export const MOST_TITLE = 40

/** Undefined where there is none, or where it cannot be read as a whole: half an order is none. @param parameters of a link */
export function parseOrder(parameters: URLSearchParams): PackOrder | undefined {
  const layers = [...new Set((parameters.get('take') ?? '').split(';'))]
  if (layers.length > MOST_LAYERS || !layers.every((id) => /^[a-z][a-z0-9-]*$/.test(id))) return undefined
  const until = parameters.get('until')
  if (until !== null && Number.isNaN(Date.parse(until))) return undefined
  const written = parameters.get('area')
  const area = written === null ? null : parseArea(written)
  return area === undefined ? undefined : { layers, area, expiresAt: until && new Date(until).toISOString() }
}

function parseArea(text: string): PackArea | undefined {
  const [title, ...written] = text.split('|')
  const rings = written.map((ring) => ring.split(',').map((number) => (number === '' ? Number.NaN : Number(number))))
  if (rings.length === 0 || !rings.every(isRing) || rings.flat().length > 2 * MOST_POINTS) return undefined
  return {
    title: [...title].slice(0, MOST_TITLE).join(''),
    rings: rings.map((numbers) =>
      Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i], numbers[2 * i + 1]] as const),
    ),
  }
}

/** Of lon/lat degrees (a map that shows the world more than once goes beyond 180), and closed: else the last side would be left out. */
function isRing(numbers: readonly number[]): boolean {
  const count = numbers.length
  return (
    count >= 8 &&
    count % 2 === 0 &&
    numbers.every((number, i) => Math.abs(number) <= (i % 2 === 0 ? 360 : 90)) &&
    numbers[0] === numbers[count - 2] &&
    numbers[1] === numbers[count - 1]
  )
}
