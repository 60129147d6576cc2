import type { JobContext } from '../../app/app.ts'
import type { Drawing } from '../../core/print/drawing.ts'
import { pagePng } from './page-picture.ts'

/** Sharp on paper, and a map of a page's width below half a megabyte. */
const DPI = 220

/** A drawing of a report as PNG. The typeface must be there: see printFonts. */
export function drawingPng(drawing: Drawing, context: JobContext): Promise<Uint8Array> {
  return pagePng(drawing, DPI, context)
}
