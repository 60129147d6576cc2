import type { CompareSide } from '../../app/compare.ts'
import type { Project } from '../../app/state.ts'
import type { Text } from '../../core/text.ts'
import { compareText } from '../../i18n/compare.ts'

/** How a pane is called: by what it alone shows; one without anything by what it lacks. */
export function sideWords(
  { tree, layers }: Pick<Project, 'tree' | 'layers'>,
  sides: readonly CompareSide[],
  index: number,
  text: (words: Text) => string,
): string {
  const titleOf = (side: CompareSide) => {
    const id = side.slice(side.indexOf(':') + 1)
    const title = side.startsWith('layer:') ? layers[id]?.title : tree.find((group) => group.id === id)?.title
    return title ? text(title) : ''
  }
  const own = sides[index] ?? ''
  if (own !== '') return titleOf(own)
  const others = new Set(sides.filter((side) => side !== ''))
  if (others.size > 1) return text(compareText.withoutAll)
  const [other] = others
  return `${text(compareText.without)} ${other ? titleOf(other) : ''}`.trim()
}
