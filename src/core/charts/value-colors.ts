import type { CodeList } from '../table.ts'

/** Quiet hues in the product's key for values without a colour of their own; neighbours differ in hue and lightness. */
const HUES = ['#7fb3ab', '#d9b779', '#9dbccb', '#c79a8f', '#b3c48f', '#aaa6c8', '#d6c79a', '#8fa9c4', '#c9a3bd', '#b9bbb6']

/** Gives a colour to each value, which comes once: that of its code list when it has one, else the next hue. */
export function colorGiver(list: CodeList | undefined): (value: string) => string {
  let next = 0
  return (value) => list?.entries.find(({ code }) => code === value)?.color ?? HUES[next++ % HUES.length]
}
