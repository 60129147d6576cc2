import { encodeText } from './gb18030-encoder.ts'

const MOST_BYTES = 10

/** Names that fit a .dbf: at most ten bytes, whole characters, each once; those that are cut and meet are numbered. */
export function dbfNames(names: readonly string[], encoding: string): readonly string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const plain = name.replace(/\0/g, '') || 'FIELD'
    let short = shortened(plain, MOST_BYTES, encoding)
    for (let n = 1; taken.has(short.toUpperCase()); n++) {
      const number = `_${n}`
      short = `${shortened(plain, MOST_BYTES - number.length, encoding)}${number}`
    }
    // names differ in more than case, since other programs do not tell them apart
    taken.add(short.toUpperCase())
    return short
  })
}

/** Without a bracket at its end whose words were cut: “名称（” of 名称（英文）. */
function shortened(name: string, bytes: number, encoding: string): string {
  const short = cut(name, bytes, encoding)
  return short === name ? name : short.replace(/[\s（(【[]+$/, '') || short
}

/** The longest beginning of whole characters within the bytes. */
export function cut(text: string, bytes: number, encoding: string): string {
  if (text.length * 4 <= bytes) return text
  let used = 0
  let out = ''
  for (const letter of text) {
    used += letter.charCodeAt(0) < 0x80 ? 1 : encodeText(letter, encoding).length
    if (used > bytes) break
    out += letter
  }
  return out
}
