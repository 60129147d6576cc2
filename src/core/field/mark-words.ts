import type { CheckedPoint } from './check.ts'
import { LINE_LABELS, MARKER_LABELS, POSITION_LABELS } from './check-labels.ts'

/** What of a boundary point a register may say in a layer of points (界址点) or of lines (界址线), under the names of TD/T 1015 and their Chinese. */
export const MARK_FIELDS = {
  marker: ['JBLX', 'JBZL', '界标类型', '界标种类'],
  line: ['JZXLB', 'JXLB', '界址线类别', '界线类别'],
  linePosition: ['JZXWZ', 'JXWZ', '界址线位置', '界线位置'],
} as const
export type Mark = keyof typeof MARK_FIELDS

const LABELS = { marker: MARKER_LABELS, line: LINE_LABELS, linePosition: POSITION_LABELS } as const

/**
 * The kind that words of a register mean: 钢钉 → nail. What has no kind here is 其他, of a position nothing. Codes are to be decoded before.
 * @returns null: nothing is said
 */
export function markOf<M extends Mark>(mark: M, words: string): CheckedPoint[M] {
  const said = words.trim().toLowerCase()
  if (!said || said === '/') return null
  const known = Object.entries(LABELS[mark]).find(
    ([kind, { zh, en }]) =>
      kind !== 'other' && (said === zh || said === en.toLowerCase() || (zh.length > 1 && said.includes(zh))),
  )
  const kind = known?.[0] ?? (POSITION_OF[said] && mark === 'linePosition' ? POSITION_OF[said] : null)
  return (kind ?? (mark === 'linePosition' ? null : 'other')) as CheckedPoint[M]
}
/** as forms and files have them */
const POSITION_OF: Readonly<Record<string, string>> = { 内侧: 'inner', 中间: 'middle', 中线: 'middle', 外侧: 'outer' }
