import { zlibSync } from 'fflate'

/** Number of an object in the file. */
export type Ref = number
export const ref = (id: Ref) => `${id} 0 R`

/** The objects of a PDF 1.7 file (ISO 32000-1), each written when it is known. */
export interface PdfFile {
  /** Gives a number to an object that is written later. */
  reserve(): Ref
  add(body: string, id?: Ref): Ref
  /** @param dictionary entries besides /Length and /Filter @param isPacked the bytes are already in a format with a filter of its own, named in `dictionary` */
  addStream(bytes: Uint8Array, dictionary?: string, options?: { readonly isPacked?: boolean; readonly id?: Ref }): Ref
  finish(root: Ref, info: Ref): Uint8Array<ArrayBuffer>
}

export function createPdf(): PdfFile {
  const pieces: Uint8Array[] = []
  const places: number[] = []
  let length = 0
  let count = 0
  const put = (bytes: Uint8Array) => {
    pieces.push(bytes)
    length += bytes.length
  }
  // the second line holds bytes over 127, so that programs which carry the file do not take it for text
  put(latin('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n'))
  const reserve = () => ++count
  const begin = (id: Ref) => {
    places[id] = length
    put(latin(`${id} 0 obj\n`))
    return id
  }
  return {
    reserve,
    add(body, id = reserve()) {
      begin(id)
      put(latin(`${body}\nendobj\n`))
      return id
    },
    addStream(bytes, dictionary = '', { isPacked = false, id = reserve() } = {}) {
      const packed = isPacked ? bytes : zlibSync(bytes, { level: 6 })
      begin(id)
      put(latin(`<< ${dictionary} /Length ${packed.length}${isPacked ? '' : ' /Filter /FlateDecode'} >>\nstream\n`))
      put(packed)
      put(latin('\nendstream\nendobj\n'))
      return id
    },
    finish(root, info) {
      const start = length
      const rows = Array.from({ length: count }, (_, i) => `${String(places[i + 1] ?? 0).padStart(10, '0')} 00000 n \n`)
      put(latin(`xref\n0 ${count + 1}\n0000000000 65535 f \n${rows.join('')}`))
      put(latin(`trailer\n<< /Size ${count + 1} /Root ${ref(root)} /Info ${ref(info)} >>\nstartxref\n${start}\n%%EOF\n`))
      const file = new Uint8Array(length)
      let at = 0
      for (const piece of pieces) {
        file.set(piece, at)
        at += piece.length
      }
      return file
    },
  }
}

/** One byte a character; PDF syntax needs no others. */
export function latin(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}
/** A text string in UTF-16 (ISO 32000-1, 7.9.2.2). */
export function pdfText(text: string): string {
  let hex = 'FEFF'
  for (let i = 0; i < text.length; i++) hex += hex4(text.charCodeAt(i))
  return `<${hex}>`
}
export const hex4 = (value: number) => value.toString(16).padStart(4, '0').toUpperCase()
/** At most `decimals` of them, never an exponent. */
export function number(value: number, decimals = 3): string {
  const factor = 10 ** decimals
  const rounded = Math.round(value * factor) / factor
  return Object.is(rounded, -0) ? '0' : String(rounded)
}
