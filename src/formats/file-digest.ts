import { sha256Of, sha256Stream } from '../core/sha256.ts'

const kept = new WeakMap<Uint8Array, Promise<string>>()

/** SHA-256 as hex; reckoned once. */
export function sha256Hex(bytes: Uint8Array): Promise<string> {
  let digest = kept.get(bytes)
  if (!digest) {
    digest = sha256Of(bytes)
    kept.set(bytes, digest)
  }
  return digest
}

/** Lets the browser compute it beside what else is done with the bytes, where it does (Chromium 156: within the call); sha256Hex waits for what is left. */
export function beginSha256(bytes: Uint8Array): void {
  if (globalThis.crypto?.subtle) sha256Hex(bytes).catch(() => {})
}

export function sha256(bytes: Uint8Array): Uint8Array {
  const stream = sha256Stream()
  stream.update(bytes)
  return stream.digest()
}
