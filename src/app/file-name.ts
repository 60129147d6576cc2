/** Characters that Windows, macOS or Linux refuse in a file name. */
const REFUSED = /[\\/:*?"<>|]/g
const MOST_CHARACTERS = 120

/** A file name without path, extension or characters that a file system refuses; empty when nothing is left. */
export function cleanFileName(text: string): string {
  return [...text]
    .map((letter) => (letter.codePointAt(0)! < 32 ? ' ' : letter))
    .join('')
    .replace(REFUSED, '_')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, MOST_CHARACTERS)
}

/** Words of a title for a file name: 宗地 / 图斑 is 宗地_图斑. */
export function titleInFileName(title: string): string {
  return cleanFileName(title.replace(/\s*[/,:，：]\s*/g, '_').replace(/\s+/g, '-'))
}

/** E.g. 面积汇总_宗地_20261123: what, of what, and the local day. */
export function suggestFileName(parts: readonly string[], at: Date): string {
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('')
  return cleanFileName([...parts.map(titleInFileName), day].join('_'))
}
