import { paperChart } from '../core/charts/paper-chart.ts'
import type { Drawing } from '../core/print/drawing.ts'
import type { Measure } from '../core/print/marks.ts'
import { type ChapterPictures, chaptersOf, type ReportExport } from '../core/report-export.ts'
import type { Task } from '../core/task.ts'
import { type ReportDocument, reportDocument } from './report-document.ts'
import { reportMap } from './report-map.ts'

/** Of what an A4 page leaves between its margins, millimetres. */
export const TEXT_WIDTH_MM = 170

export function chartDrawing({ chart }: ReportDocument, measure: Measure): Drawing | null {
  return chart && paperChart(chart, TEXT_WIDTH_MM, 1, measure)
}

/** Every chapter's map and chart, for a program that paints them. */
export async function reportDrawings(
  input: ReportExport,
  measure: Measure,
  task: Task,
): Promise<readonly ChapterPictures<Drawing>[]> {
  const drawings: ChapterPictures<Drawing>[] = []
  for (const chapter of chaptersOf(input)) {
    const document = reportDocument(chapter)
    drawings.push({ map: await reportMap(chapter, document, task), chart: chartDrawing(document, measure) })
  }
  return drawings
}
