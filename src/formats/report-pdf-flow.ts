import type { Drawing } from '../core/print/drawing.ts'
import { cutText, wrapText } from '../core/print/font-book.ts'
import { type Mark, type Measure, type Page, shifted, type TextMark } from '../core/print/marks.ts'

const [WIDTH, HEIGHT] = [210, 297]
export const MARGIN = 20
/** Between the margins of upright paper. */
export const UPRIGHT_ROOM = WIDTH - 2 * MARGIN
export const INK = '#1d2b2f'
export const QUIET = '#55666b'

/** Where the next thing stands on the pages of a report. */
export type PageFlow = ReturnType<typeof createFlow>

export function createFlow(measure: Measure) {
  const pages: { marks: Mark[]; isAcross: boolean }[] = [{ marks: [], isAcross: false }]
  const page = () => pages[pages.length - 1]
  const flow = {
    y: MARGIN,
    room: UPRIGHT_ROOM,
    bottom: HEIGHT - MARGIN,
    put: (...marks: readonly Mark[]) => void page().marks.push(...marks),
    turn(isAcross = page().isAcross) {
      // of a page on which nothing stands yet the orientation changes
      if (page().marks.length > 0) pages.push({ marks: [], isAcross })
      else page().isAcross = isAcross
      flow.y = MARGIN
      flow.room = (isAcross ? HEIGHT : WIDTH) - 2 * MARGIN
      flow.bottom = (isAcross ? WIDTH : HEIGHT) - MARGIN
    },
    /** Upright paper, or paper that lies across. */
    stand(isAcross: boolean) {
      if (page().isAcross !== isAcross) flow.turn(isAcross)
    },
    need(heightMm: number) {
      if (flow.y + heightMm > flow.bottom) flow.turn()
    },
    space(heightMm: number) {
      flow.y += heightMm
    },
    paragraph(words: string, sizeMm: number, more: Partial<TextMark> = {}) {
      for (const text of wrapText(words, sizeMm, flow.room, measure)) {
        flow.need(sizeMm * 1.5)
        flow.y += sizeMm * 1.5
        flow.put({ kind: 'text', text, x: MARGIN, y: flow.y - sizeMm * 0.4, sizeMm, color: INK, ...more })
      }
    },
    /** @param withMm what must stand below it on the same page */
    heading(words: string, withMm = 8) {
      // not alone at the foot of a page
      flow.need(12 + withMm)
      flow.y += 5
      flow.paragraph(words, 3.8, { isBold: true })
      flow.y += 1
    },
    drawing({ marks, heightMm }: Drawing) {
      flow.need(heightMm + 6)
      flow.y += 3
      flow.put(...marks.map((mark) => shifted(mark, MARGIN, flow.y)))
      flow.y += heightMm + 3
    },
    pages: (title: string): Page[] =>
      pages.map(({ marks, isAcross }, i) => {
        const [widthMm, heightMm] = isAcross ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT]
        const foot = { kind: 'text' as const, y: heightMm - 10, sizeMm: 2.2, color: QUIET }
        return {
          widthMm,
          heightMm,
          marks: [
            ...marks,
            { ...foot, text: cutText(title, 2.2, widthMm - 90, measure), x: MARGIN },
            { ...foot, text: `${i + 1} / ${pages.length}`, x: widthMm - MARGIN, align: 'end' },
          ],
        }
      }),
  }
  return flow
}
