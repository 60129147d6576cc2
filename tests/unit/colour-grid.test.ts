import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { colourGrid, gridLines, gridOfLines, otherCells } from '../colour-grid.ts'

/** A panel with lines of words beside a field of a layer's colour. */
function screen({ layer = '#82bcb2', font = '16px sans-serif', shift = 0, hasPanel = true } = {}): Uint8Array {
  const canvas = createCanvas(640, 360)
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#f3f1ea'
  pen.fillRect(0, 0, 640, 360)
  pen.fillStyle = layer
  pen.fillRect(320, 40, 240, 240)
  if (hasPanel) {
    pen.fillStyle = '#ffffff'
    pen.fillRect(20, 20, 240, 320)
    pen.fillStyle = '#1d2b2f'
    pen.font = font
    for (let line = 0; line < 10; line++) pen.fillText('Layers of the district, 12 345', 32 + shift, 50 + 28 * line)
  }
  return canvas.toBuffer('image/png')
}
const grid = (png: Uint8Array) => colourGrid(png, 32, 18)

describe('a picture as a grid of colours', () => {
  it('is the mean of each cell, from the upper left', async () => {
    const canvas = createCanvas(4, 2)
    const pen = canvas.getContext('2d')
    pen.fillStyle = '#000000'
    pen.fillRect(0, 0, 1, 2)
    pen.fillStyle = '#ffffff'
    pen.fillRect(1, 0, 1, 2)
    pen.fillStyle = '#ff0000'
    pen.fillRect(2, 0, 2, 2)
    expect(await colourGrid(canvas.toBuffer('image/png'), 2, 1)).toEqual({ columns: 2, cells: ['#808080', '#ff0000'] })
  })

  it('stays the same with letters of another weight or a pixel beside', async () => {
    const before = await grid(screen())
    expect(otherCells(before, before)).toEqual([])
    expect(gridLines(before)).toHaveLength(18)
    expect(gridOfLines(gridLines(before))).toEqual(before)
    expect(otherCells(before, await grid(screen({ shift: 1 }))).length).toBeLessThanOrEqual(2)
    expect(otherCells(before, await grid(screen({ font: '15.5px sans-serif' }))).length).toBeLessThanOrEqual(12)
  })

  it('is another one when a layer has another colour or a panel is missing', async () => {
    const before = await grid(screen())
    // a 12 by 12 field of 20 px cells
    expect(otherCells(before, await grid(screen({ layer: '#c98a3d' })))).toHaveLength(144)
    expect(otherCells(before, await grid(screen({ layer: '#6fae9f' }))).length).toBe(144)
    expect(otherCells(before, await grid(screen({ hasPanel: false }))).length).toBeGreaterThan(50)
    expect(otherCells(before, await colourGrid(screen(), 16, 9))).toEqual(['another grid'])
  })
})
