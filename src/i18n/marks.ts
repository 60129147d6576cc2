import type { Text } from '../core/text.ts'

/** Marks between words, which differ by language as the words do. */
export const marks = {
  list: { zh: '、', en: ', ' },
  clause: { zh: '；', en: '; ' },
  pause: { zh: '，', en: ', ' },
  stop: { zh: '。', en: '. ' },
  says: { zh: '{subject}：{words}', en: '{subject}: {words}' },
  aside: { zh: '{words}（{more}）', en: '{words} ({more})' },
} as const satisfies Record<string, Text>
