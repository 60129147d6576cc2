import type { CodeList } from '../table.ts'

/** Quiet hues in the product's key for values without a colour of their own; neighbours differ in hue and lightness. */
const HUES = ['#7fb3ab', '#d9b779', '#9dbccb', '#c79a8f', '#b3c48f', '#aaa6c8', '#d6c79a', '#8fa9c4', '#c9a3bd', '#b9bbb6']

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
