/** Language driver ids that name a code page (dBase and Visual FoxPro references); 0x57 says "ANSI" and means nothing. */
const LANGUAGE_DRIVERS: Readonly<Record<number, string>> = {
  3: 'windows-1252',
  19: 'shift_jis',
  38: 'ibm866',
  77: 'gb18030',
  78: 'euc-kr',
  79: 'big5',
  80: 'windows-874',
  101: 'ibm866',
  120: 'big5',
  121: 'euc-kr',
  122: 'gb18030',
  123: 'shift_jis',
  124: 'windows-874',
  200: 'windows-1250',
  201: 'windows-1251',
  202: 'windows-1254',
  203: 'windows-1253',
  204: 'windows-1257',
}
/** What programs write into .cpg files, without blanks and signs, in lower case. */
const CODE_PAGES: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  65001: 'utf-8',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  gb18030: 'gb18030',
  936: 'gb18030',
  54936: 'gb18030',
  big5: 'big5',
  950: 'big5',
  932: 'shift_jis',
  shiftjis: 'shift_jis',
  949: 'euc-kr',
  1250: 'windows-1250',
  1251: 'windows-1251',
  1252: 'windows-1252',
  88591: 'windows-1252',
  latin1: 'windows-1252',
}

export interface EncodingChoice {
  readonly encoding: string
  readonly evidence: 'user' | 'cpg' | 'ldid' | 'utf8' | 'gb18030'
  /** what was declared and cannot be, e.g. a .cpg of UTF-8 beside GBK bytes */
  readonly contradicted: string | null
}

/**
 * Encoding of a .dbf: the user's word, the .cpg, the language driver id, strict UTF-8, then GB18030. A declared one that the bytes
 * contradict is passed over.
 * @param samples distinct texts that are not plain ASCII; `isWhole` false: the field was too short and may have cut the last letter
 */
export function chooseEncoding(
  samples: readonly { readonly bytes: Uint8Array; readonly isWhole: boolean }[],
  declared: { readonly user?: string; readonly cpg: string | null; readonly languageDriver: number },
): EncodingChoice {
  if (declared.user) return { encoding: declared.user, evidence: 'user', contradicted: null }
  let contradicted: string | null = null
  const tried = [
    { evidence: 'cpg', encoding: declared.cpg === null ? undefined : codePage(declared.cpg) },
    { evidence: 'ldid', encoding: LANGUAGE_DRIVERS[declared.languageDriver] },
    { evidence: 'utf8', encoding: 'utf-8' },
  ] as const
  for (const { evidence, encoding } of tried) {
    if (!encoding) continue
    if (samples.every((sample) => canBe(sample.bytes, sample.isWhole, encoding))) return { encoding, evidence, contradicted }
    if (evidence !== 'utf8') contradicted ??= `${evidence}: ${evidence === 'cpg' ? declared.cpg : declared.languageDriver}`
  }
  return { encoding: 'gb18030', evidence: 'gb18030', contradicted }
}

function codePage(text: string): string | undefined {
  const key = text
    .trim()
    .toLowerCase()
    .replace(/^(ansi|oem|cp|iso|windows)[ _-]*/, '')
    .replace(/[^a-z0-9]/g, '')
  return Object.hasOwn(CODE_PAGES, key) ? CODE_PAGES[key] : undefined
}

function canBe(bytes: Uint8Array, isWhole: boolean, encoding: string): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for (let cut = 0; cut <= (isWhole ? 0 : 3) && cut < bytes.length; cut++)
    try {
      decoder.decode(bytes.subarray(0, bytes.length - cut))
      return true
    } catch {
      // shorter, or not this encoding
    }
  return false
}
