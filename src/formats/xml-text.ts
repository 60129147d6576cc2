import type { Task } from '../core/task.ts'
import { sizeOf } from './file-source.ts'
import type { InputFile } from './format.ts'
import { decoderOf, openText } from './text-encoding.ts'
import type { XmlPieces } from './xml-reader.ts'

const DECLARATION = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/
/** decoded at once: no string holds the whole, which may have at most 2²⁹ characters */
const SLICE_BYTES = 256 << 10

export interface XmlText extends XmlPieces {
  readonly encoding: string
  readonly evidence: string
  /** the encoding that the file declares and is not in */
  readonly contradicted: string | null
}

/**
 * An XML file as text, piece by piece. Its encoding: the user's word, a byte order mark, its declaration unless the bytes contradict it
 * (words that are UTF-8 are hardly ever meant to be something else), UTF-8, GB18030.
 */
export async function openXml(file: InputFile, wanted: string | undefined, task: Task): Promise<XmlText> {
  const declared = DECLARATION.exec(new TextDecoder('latin1').decode(file.bytes.subarray(0, 256)))?.[1].toLowerCase()
  const isOwn = !wanted && declared && !/^(utf-?8|us-ascii)$/.test(declared) && !/^utf-?16/.test(declared)
  const own = isOwn ? decoderOf(declared, file.name).encoding : null
  const found = own && hasWords(file) ? await openText(file, undefined, task) : null
  const contradicted = (found?.evidence === 'utf8' && declared) || null
  const text = found && contradicted ? found : await openText(file, own ?? wanted, task)
  const decoder = new TextDecoder()
  const size = sizeOf(file)
  let bytes: Uint8Array | null = new Uint8Array(0)
  let at = 0
  let done = 0
  return {
    encoding: text.encoding,
    evidence: own && !contradicted ? 'header' : text.evidence,
    contradicted,
    async next() {
      if (bytes && at >= bytes.length) {
        bytes = await text.next()
        at = 0
      }
      // a letter that was cut off at the end
      if (!bytes) return decoder.decode() || null
      const piece = bytes.subarray(at, at + SLICE_BYTES)
      at += piece.length
      done += piece.length
      return decoder.decode(piece, { stream: true })
    },
    // of an encoding other than UTF-8 the bytes that come are more or fewer than those of the file
    share: () => Math.min(1, done / Math.max(1, size)),
  }
}

/** Letters beyond ASCII near the beginning, which tell encodings apart. */
function hasWords({ bytes }: InputFile): boolean {
  return bytes.subarray(0, SLICE_BYTES).some((byte) => byte >= 0x80)
}

/** Told of a file that is not in the encoding that it declares. */
export function noteContradicted({ contradicted, encoding }: XmlText, notes: Task): void {
  if (contradicted) notes.note('encoding.contradicted', { declared: contradicted, used: encoding }, 'warning')
}
