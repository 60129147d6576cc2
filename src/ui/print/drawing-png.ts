import type { App, JobContext } from '../../app/app.ts'
import type { Drawing } from '../../core/print/drawing.ts'
import { pagePng } from './page-picture.ts'

/** Sharp on paper, and a map of a page's width below half a megabyte. */
const DPI = 220

/** A drawing of a report as PNG. */
export function drawingPng(app: App, drawing: Drawing, context: JobContext): Promise<Uint8Array> {
  return pagePng(app, drawing, DPI, context)
}
