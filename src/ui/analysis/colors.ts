import type { CodeList } from '../../core/table.ts'

/** Quiet hues in the product's key for values without a colour of their own; neighbours differ in hue and lightness. */
const HUES = ['#0f6b62', '#c08a2e', '#5b8ba3', '#9a5b4f', '#7d9a5a', '#6f6a9c', '#b9a36a', '#3f7f9a', '#a0628a', '#8a8d86']

/** A colour for each value: that of its code list when it has one, else the next hue. */
export function colorsOf(values: Iterable<string>, list: CodeList | undefined): ReadonlyMap<string, string> {
  const colors = new Map<string, string>()
  let next = 0
  for (const value of values) {
    if (colors.has(value)) continue
    const listed = list?.entries.find(({ code }) => code === value)?.color
    colors.set(value, listed ?? HUES[next++ % HUES.length])
  }
  return colors
}
