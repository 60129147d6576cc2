import type { Text } from './text.ts'

/** Kinds of shapes, of several of them. */
export const kindWords: Readonly<Record<string, Text>> = {
  polygon: { zh: '面', en: 'polygons' },
  line: { zh: '线', en: 'lines' },
  point: { zh: '点', en: 'points' },
}
