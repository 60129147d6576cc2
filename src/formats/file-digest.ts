import { hexOf, sha256Stream } from '../core/sha256.ts'

const kept = new WeakMap<Uint8Array, Promise<string>>()

/** SHA-256 as hex. crypto.subtle exists on https and localhost only; a plain-http intranet needs the slow way. */
export function sha256Hex(bytes: Uint8Array): Promise<string> {
  let digest = kept.get(bytes)
  if (!digest) {
    digest = compute(bytes)
    kept.set(bytes, digest)
  }
  return digest
}

/** Lets the browser compute it beside what else is done with the bytes; sha256Hex then waits for what is left. */
export function beginSha256(bytes: Uint8Array): void {
  if (globalThis.crypto?.subtle) sha256Hex(bytes).catch(() => {})
}

async function compute(bytes: Uint8Array): Promise<string> {
  const subtle = globalThis.crypto?.subtle
  return hexOf(subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes as BufferSource)) : sha256(bytes))
}

export function sha256(bytes: Uint8Array): Uint8Array {
  const stream = sha256Stream()
  stream.update(bytes)
  return stream.digest()
}
