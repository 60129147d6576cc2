import { createCanvas, loadImage } from '@napi-rs/canvas'

/**
 * A picture reduced to the mean colour of each cell of a coarse grid. Typefaces and the smoothing of edges differ from machine to machine and
 * move such a mean by a few levels; a layer in another colour, a panel that is missing or a theme that does not switch moves it by many.
 */
export interface ColourGrid {
  readonly columns: number
  /** '#rrggbb' row by row, from the upper left */
  readonly cells: readonly string[]
}

/** @param png a picture whose sides are not smaller than the grid's */
export async function colourGrid(png: Uint8Array, columns: number, rows: number): Promise<ColourGrid> {
  const image = await loadImage(Buffer.from(png))
  const { width, height } = image
  const pen = createCanvas(width, height).getContext('2d')
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, width, height)
  pen.drawImage(image, 0, 0)
  const { data } = pen.getImageData(0, 0, width, height)
  const cells = Array.from({ length: columns * rows }, (_, cell) => {
    const [column, row] = [cell % columns, Math.floor(cell / columns)]
    const [left, right] = [column, column + 1].map((at) => Math.floor((at * width) / columns))
    const [top, bottom] = [row, row + 1].map((at) => Math.floor((at * height) / rows))
    const sums = [0, 0, 0]
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) for (let c = 0; c < 3; c++) sums[c] += data[4 * (y * width + x) + c]
    const count = (right - left) * (bottom - top)
    return `#${sums
      .map((sum) =>
        Math.round(sum / count)
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')}`
  })
  return { columns, cells }
}

/** As a file keeps it: a line a row of cells. */
export function gridLines({ columns, cells }: ColourGrid): string[] {
  return Array.from({ length: cells.length / columns }, (_, row) => cells.slice(row * columns, (row + 1) * columns).join(' '))
}
export function gridOfLines(lines: readonly string[]): ColourGrid {
  const rows = lines.map((line) => line.split(' '))
  return { columns: rows[0]?.length ?? 0, cells: rows.flat() }
}

/** Levels of 255 by which a channel of a cell may differ before the cell counts as another one. */
export const CELL_TOLERANCE = 16

/** Cells that are another colour, in words: where, what it was and what it is. */
export function otherCells(before: ColourGrid, now: ColourGrid): string[] {
  if (before.columns !== now.columns || before.cells.length !== now.cells.length) return ['another grid']
  const levels = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return now.cells.flatMap((cell, i) => {
    const was = levels(before.cells[i])
    const isOther = levels(cell).some((level, c) => Math.abs(level - was[c]) > CELL_TOLERANCE)
    const place = `column ${i % now.columns}, row ${Math.floor(i / now.columns)}`
    return isOther ? [`${place}: ${before.cells[i]} → ${cell}`] : []
  })
}
