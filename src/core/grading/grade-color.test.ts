import { describe, expect, it } from 'vitest'
import { gradeColor } from './graded-rows.ts'

describe('gradeColor', () => {
  it('goes from deep green to brick, the straw in the middle, whatever the number of grades', () => {
    const colors = (n: number) => Array.from({ length: n }, (_, i) => gradeColor(i, n))
    expect(colors(1)).toEqual(['#1b6b52'])
    expect(colors(3)).toEqual(['#1b6b52', '#efe3a6', '#a34a3e'])
    expect(colors(7)).toEqual(['#1b6b52', '#5d9a63', '#a9c47f', '#efe3a6', '#e3b878', '#cf8459', '#a34a3e'])
    // half way from the first to the second of seven
    expect(colors(13)[1]).toBe('#3c835b')
    expect(new Set(colors(15)).size).toBe(15)
  })
})
