import type { Text } from '../core/text.ts'
import type { Layer } from './state.ts'

/** A title that no layer bears yet: the second of a name is told apart by its number, in both languages by the same. */
export function freeTitle(title: Text, layers: readonly Pick<Layer, 'title'>[]): Text {
  const numbered = (n: number): Text => (n === 1 ? title : { zh: `${title.zh}（${n}）`, en: `${title.en} (${n})` })
  let n = 1
  while (layers.some((layer) => layer.title.zh === numbered(n).zh || layer.title.en === numbered(n).en)) n++
  return numbered(n)
}
