import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clearFrame, type Extent, type FaceBox, isClear } from './clear-frame.ts'
import { denominatorToFit, type MapFrame, paperPoint, usualAbove } from './map-frame.ts'

const LIKE: MapFrame = { crs: 'EPSG:4528', centre: [0, 0], denominator: 2000, widthMm: 267, heightMm: 150, turnDeg: 0 }
const LEGEND: FaceBox = { x: 207, y: 90, widthMm: 60, heightMm: 60 }
const FIGURES: FaceBox = { x: 0, y: 50, widthMm: 90, heightMm: 100 }
const NORTH: FaceBox = { x: 246.5, y: 1.5, widthMm: 19, heightMm: 25 }
const BOXES = [LEGEND, FIGURES, NORTH]
const [X, Y] = [40_380_000, 4_160_000]
const extentOf = (width: number, height: number): Extent => [X, Y, X + width, Y + height]
const on = (frame: MapFrame, [west, south, east, north]: Extent) => [
  paperPoint(frame, west, north),
  paperPoint(frame, east, south),
]

describe('a frame in which a feature is clear of the boxes on the sheet', () => {
  it('is the whole face where there are none, at the scale that fits it', () => {
    const frame = clearFrame(LIKE, extentOf(400, 300), [], true)
    expect(frame.denominator).toBe(denominatorToFit(400, 300, 267, 150))
    expect(frame.centre).toEqual([X + 200, Y + 150])
  })
  it('stays in the middle where no box reaches the feature', () => {
    const frame = clearFrame(LIKE, extentOf(100, 100), BOXES, false)
    expect(frame).toEqual({ ...LIKE, centre: [X + 50, Y + 50] })
  })
  it('takes a wide feature above the boxes, at a smaller round scale', () => {
    const extent = extentOf(1000, 200)
    expect(isClear(clearFrame(LIKE, extent, [], true), extent, BOXES)).toBe(false)
    const frame = clearFrame(LIKE, extent, BOXES, true)
    const [[x0, y0], [x1, y1]] = on(frame, extent)
    // 244 mm between the west border and the north arrow, or 264 mm below it
    expect([x0 >= 3, x1 <= 264, y0 >= 3, y1 <= 47]).toEqual([true, true, true, true])
    // 200 m have 44 mm at 1:5 000 (40 mm) and not at 1:4 000 (50 mm)
    expect(frame.denominator).toBe(5000)
  })
  it('holds for every shape, whatever the boxes and the turn, and no usual scale larger would do', () => {
    const box = fc.record({
      x: fc.integer({ min: 0, max: 260 }),
      y: fc.integer({ min: 0, max: 140 }),
      widthMm: fc.integer({ min: 5, max: 100 }),
      heightMm: fc.integer({ min: 5, max: 60 }),
    })
    fc.assert(
      fc.property(
        fc.array(box, { maxLength: 4 }),
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: -180, max: 180 }),
        (boxes, width, height, turnDeg) => {
          const extent = extentOf(width, height)
          const frame = clearFrame({ ...LIKE, turnDeg }, extent, boxes, true)
          fc.pre(frame.denominator < 1_000_000)
          expect(usualAbove(frame.denominator)).toBe(frame.denominator)
          expect(isClear(frame, extent, boxes)).toBe(true)
          // moved about by millimetres at the scale before, it is nowhere clear with its margin
          const finer = usualBelow(frame.denominator)
          if (finer === null || turnDeg !== 0) return
          const [w, h] = [(width * 1060) / finer, (height * 1060) / finer]
          const [bareW, bareH] = [(width * 1000) / finer + 6, (height * 1000) / finer + 6]
          const [needW, needH] = [Math.max(w, bareW), Math.max(h, bareH)]
          for (let x = 0; x + needW < 267; x += 4)
            for (let y = 0; y + needH < 150; y += 4) {
              const meets = boxes.some((b) => x < b.x + b.widthMm && b.x < x + needW && y < b.y + b.heightMm && b.y < y + needH)
              expect(meets).toBe(true)
            }
        },
      ),
    )
  })
  it('at a typed scale moves the feature beside the boxes, and keeps that scale', () => {
    const extent = extentOf(160, 60)
    const low: FaceBox = { x: 0, y: 60, widthMm: 267, heightMm: 90 }
    const frame = clearFrame(LIKE, extent, [low], false)
    expect(frame.denominator).toBe(2000)
    expect(isClear(frame, extent, [low])).toBe(true)
    expect(paperPoint(frame, X + 80, Y + 30)).toEqual([expect.closeTo(133.5, 5), expect.closeTo(30, 5)])
  })
  it('at a typed scale at which the feature has no room stays in the middle', () => {
    const frame = clearFrame(LIKE, extentOf(2000, 2000), BOXES, false)
    expect(frame).toEqual({ ...LIKE, centre: [X + 1000, Y + 1000] })
  })
})

function usualBelow(denominator: number): number | null {
  for (let d = denominator - 1; d >= denominator / 2 && d > 0; d--) if (usualAbove(d) < denominator) return usualAbove(d)
  return null
}
