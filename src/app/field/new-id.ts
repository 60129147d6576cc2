/** 128 random bits; crypto.randomUUID is absent where a page comes without https, as in an office's own network. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
