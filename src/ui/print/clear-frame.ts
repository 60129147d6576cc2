import type { App } from '../../app/app.ts'
import { clearFrame, type Extent, type FaceBox, isClear } from '../../core/print/clear-frame.ts'
import type { MapFrame } from '../../core/print/map-frame.ts'
import { coveredBoxes } from '../../core/print/sheet.ts'
import type { SheetFigures } from '../../core/print/sheet-extras.ts'
import type { SheetSettings } from '../../core/print/sheet-settings.ts'
import { chartWords } from '../../core/report-chart.ts'
import type { Locale } from '../../core/text.ts'
import { printFonts } from './font-files.ts'
import { gatherMap } from './gather-map.ts'
import { insetFrame } from './over-marks.ts'
import { sheetWords } from './sheet-words.ts'
import { paperOf } from './use-sheet.ts'

/** What of the map face legend, figures and the like cover at a frame. */
export type Covered = (frame: MapFrame, signal: AbortSignal) => Promise<readonly FaceBox[]>

/** At a smaller scale more is on the sheet and in its legend, which may then reach the extent again. */
const MOST_ROUNDS = 6

/** The frame in which an extent stands clear of what a sheet like this has on its map. */
export async function frameClearOf(
  like: MapFrame,
  extent: Extent,
  isFitted: boolean,
  covered: Covered,
  signal: AbortSignal,
): Promise<MapFrame> {
  const boxes: FaceBox[] = []
  let frame = clearFrame(like, extent, boxes, isFitted)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const now = await covered(frame, signal)
    if (isClear(frame, extent, now)) return frame
    // those of the rounds before stay: a frame never goes back to where it was covered
    boxes.push(...now)
    const next = clearFrame(like, extent, boxes, isFitted)
    if (next.denominator === frame.denominator && String(next.centre) === String(frame.centre)) return frame
    frame = next
  }
  return frame
}

/** Asks the layers for the legend of a frame, and lays it out with what else stands on the map. */
export function coveredBy(
  app: App,
  { settings, figures }: { readonly settings: SheetSettings; readonly figures: SheetFigures | null },
  locale: Locale,
): Covered {
  return async (frame, signal) => {
    const { project } = app.store.getState()
    const { colors, dpi, parts } = settings
    const map = await gatherMap(app, project, { frame, colors, dpi, locale, signal, isDraft: true })
    const { legend } = map
    const words = sheetWords(app.config, map, { title: '', subtitle: '', organisation: '', date: '' }, locale)
    const { table, chart } = figures ?? {}
    const letters = [
      words.legend,
      '0123456789',
      ...legend.map(({ text }) => text),
      ...(table ? [table.title, table.heads, table.rows, table.totals, table.rest(1234567890)].flat(2) : []),
      chart?.caption ?? '',
      chartWords(chart),
    ]
    const { book } = await printFonts(letters.join(''))
    signal.throwIfAborted()
    const inset = parts.inset ? { title: '', frame: insetFrame(app, frame), marks: [] } : null
    return coveredBoxes({ paper: paperOf(settings), frame, parts, words, legend, inset, figures }, book.measure)
  }
}
