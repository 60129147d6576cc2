import { decoderOf, toUtf8 } from './text-encoding.ts'

const DECLARATION = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/

export interface XmlText {
  readonly text: string
  readonly encoding: string
  readonly evidence: string
}

/** The text of an XML file: the user's word, a byte order mark, its declaration unless the bytes contradict it, UTF-8, GB18030. */
export function xmlText(bytes: Uint8Array, file: string, wanted?: string): XmlText {
  const declared = DECLARATION.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 256)))?.[1].toLowerCase()
  if (!wanted && declared && !/^(utf-?8|us-ascii)$/.test(declared) && !/^utf-?16/.test(declared)) {
    const decoder = decoderOf(declared, file)
    return { text: decoder.decode(bytes), encoding: decoder.encoding, evidence: 'header' }
  }
  const { bytes: utf8, encoding, evidence } = toUtf8(bytes, file, wanted)
  return { text: new TextDecoder().decode(utf8), encoding, evidence }
}
