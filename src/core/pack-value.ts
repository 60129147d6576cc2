import { AppError } from './errors.ts'

/**
 * A value of plain objects, arrays, strings, numbers, booleans, null and typed arrays as bytes and back: 'KOMV', version
 * (uint32), length of the JSON in bytes (uint32), 0, JSON (UTF-8, padded to 8), then the typed arrays, each at a multiple of 8.
 * In the JSON a typed array stands as {"$array":[kind, offset, length]}, a number that JSON cannot hold as {"$number":"NaN"},
 * and a key that begins with $ has one $ more.
 */
const MAGIC = 0x564d4f4b
const VERSION = 1
const PREFIX_BYTES = 16
const MAX_DEPTH = 64

const KINDS = {
  f64: Float64Array,
  f32: Float32Array,
  u32: Uint32Array,
  i32: Int32Array,
  u16: Uint16Array,
  u8: Uint8Array,
} as const
type Kind = keyof typeof KINDS
type Packed = InstanceType<(typeof KINDS)[Kind]>

function kindOf(value: unknown): Kind | null {
  for (const kind of Object.keys(KINDS) as Kind[]) if (value instanceof KINDS[kind]) return kind
  return null
}

const aligned = (bytes: number) => Math.ceil(bytes / 8) * 8

/** @throws Error for what is none of the kinds named above: a bug of the caller */
export function packValue(value: unknown): Uint8Array<ArrayBuffer> {
  const arrays: { at: number; array: Packed }[] = []
  let dataBytes = 0
  const plain = (part: unknown): unknown => {
    const kind = kindOf(part)
    if (kind) {
      const array = part as Packed
      const at = dataBytes
      arrays.push({ at, array })
      dataBytes += aligned(array.byteLength)
      return { $array: [kind, at, array.length] }
    }
    if (typeof part === 'number' && !Number.isFinite(part)) return { $number: String(part) }
    if (Array.isArray(part)) return part.map(plain)
    if (part === null || typeof part !== 'object') return part
    if (Object.getPrototypeOf(part) !== Object.prototype) throw new Error(`cannot pack a ${part.constructor?.name}`)
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key.startsWith('$') ? `$${key}` : key, plain(inner)]))
  }
  const json = new TextEncoder().encode(JSON.stringify(plain(value)))
  const dataAt = PREFIX_BYTES + aligned(json.length)
  const bytes = new Uint8Array(dataAt + dataBytes)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, VERSION, true)
  view.setUint32(8, json.length, true)
  bytes.set(json, PREFIX_BYTES)
  for (const { at, array } of arrays) bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), dataAt + at)
  return bytes
}

/** @throws AppError pack.invalid, pack.version */
export function unpackValue(bytes: Uint8Array): unknown {
  const invalid = (reason: string, at: number) => new AppError('pack.invalid', { reason, at })
  if (bytes.length < PREFIX_BYTES) throw invalid('short', bytes.length)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, true) !== MAGIC) throw invalid('magic', 0)
  const version = view.getUint32(4, true)
  if (version !== VERSION) throw new AppError('pack.version', { found: version, expected: VERSION })
  const jsonBytes = view.getUint32(8, true)
  const dataAt = PREFIX_BYTES + aligned(jsonBytes)
  if (dataAt > bytes.length) throw invalid('header', 8)
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + jsonBytes)))
  } catch {
    throw invalid('json', PREFIX_BYTES)
  }

  const arrayOf = (slot: unknown): Packed => {
    const [kind, at, length] = Array.isArray(slot) ? slot : []
    const made = Object.hasOwn(KINDS, String(kind)) ? KINDS[kind as Kind] : null
    const isSound = made && Number.isSafeInteger(at) && Number.isSafeInteger(length) && at >= 0 && length >= 0 && at % 8 === 0
    if (!isSound || dataAt + at + length * made.BYTES_PER_ELEMENT > bytes.length) throw invalid('array', dataAt)
    const start = dataAt + at
    return new made(bytes.slice(start, start + length * made.BYTES_PER_ELEMENT).buffer)
  }
  const whole = (part: unknown, depth: number): unknown => {
    if (depth > MAX_DEPTH) throw invalid('depth', PREFIX_BYTES)
    if (Array.isArray(part)) return part.map((inner) => whole(inner, depth + 1))
    if (part === null || typeof part !== 'object') return part
    if (Object.hasOwn(part, '$array')) return arrayOf((part as { $array: unknown }).$array)
    if (Object.hasOwn(part, '$number')) return Number((part as { $number: unknown }).$number)
    // fromEntries defines own properties, so that a key __proto__ stays a key
    return Object.fromEntries(
      Object.entries(part).map(([key, inner]) => [key.startsWith('$') ? key.slice(1) : key, whole(inner, depth + 1)]),
    )
  }
  return whole(json, 0)
}
