/** SHA-256 (FIPS 180-4) of bytes that come in pieces: the browser's own wants them all at once. */
export interface Sha256Stream {
  update(piece: Uint8Array): void
  /** 32 bytes; nothing may be added afterwards */
  digest(): Uint8Array
}

export function sha256Stream(): Sha256Stream {
  const state = fractions(8, 2)
  const words = new Int32Array(64)
  const held = new Uint8Array(64)
  const heldView = new DataView(held.buffer)
  let heldBytes = 0
  let total = 0
  return {
    update(piece) {
      total += piece.length
      let at = 0
      if (heldBytes > 0) {
        at = Math.min(64 - heldBytes, piece.length)
        held.set(piece.subarray(0, at), heldBytes)
        heldBytes += at
        if (heldBytes < 64) return
        block(state, words, heldView, 0)
      }
      const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength)
      for (; at + 64 <= piece.length; at += 64) block(state, words, view, at)
      held.set(piece.subarray(at))
      heldBytes = piece.length - at
    },
    digest() {
      const tail = new Uint8Array(heldBytes < 56 ? 64 : 128)
      tail.set(held.subarray(0, heldBytes))
      tail[heldBytes] = 0x80
      const tailView = new DataView(tail.buffer)
      tailView.setUint32(tail.length - 8, Math.floor(total / 2 ** 29))
      tailView.setUint32(tail.length - 4, (total * 8) >>> 0)
      for (let at = 0; at < tail.length; at += 64) block(state, words, tailView, at)
      const out = new Uint8Array(32)
      const outView = new DataView(out.buffer)
      state.forEach((word, i) => {
        outView.setUint32(i * 4, word)
      })
      return out
    },
  }
}

/** As hex. crypto.subtle exists on https and localhost only; a plain-http intranet needs the slow way. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const subtle = globalThis.crypto?.subtle
  if (subtle) return hexOf(new Uint8Array(await subtle.digest('SHA-256', bytes as BufferSource)))
  const stream = sha256Stream()
  stream.update(bytes)
  return hexOf(stream.digest())
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const K = Int32Array.from(fractions(64, 3), (word) => word | 0)
function fractions(count: number, root: 2 | 3): Uint32Array {
  const out = new Uint32Array(count)
  for (let n = 2, found = 0; found < count; n++) {
    let isPrime = true
    for (let d = 2; d * d <= n && isPrime; d++) isPrime = n % d !== 0
    if (!isPrime) continue
    // exact in integers: floor(root(n · 2^(32·root))) mod 2^32
    let low = 0n
    let high = 1n << 40n
    const target = BigInt(n) << BigInt(32 * root)
    while (high - low > 1n) {
      const middle = (low + high) >> 1n
      if (middle ** BigInt(root) <= target) low = middle
      else high = middle
    }
    out[found++] = Number(low & 0xffffffffn)
  }
  return out
}

function block(state: Uint32Array, w: Int32Array, view: DataView, at: number): void {
  for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + i * 4)
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]
    const y = w[i - 2]
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0
  }
  // as 32-bit numbers with a sign: what is larger would be kept as a double
  let a = state[0] | 0
  let b = state[1] | 0
  let c = state[2] | 0
  let d = state[3] | 0
  let e = state[4] | 0
  let f = state[5] | 0
  let g = state[6] | 0
  let h = state[7] | 0
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + K[i] + w[i]) | 0
    const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] += a
  state[1] += b
  state[2] += c
  state[3] += d
  state[4] += e
  state[5] += f
  state[6] += g
  state[7] += h
}
