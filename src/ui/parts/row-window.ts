/** A scroller cannot be higher: browsers cut elements off near 17 million pixels (Firefox) and 33 million (Chrome). */
const MOST_PX = 15_000_000

export interface Scrolled {
  readonly count: number
  readonly rowHeight: number
  /** of the scroller, px */
  readonly scrollTop: number
  /** what of its height the rows have */
  readonly viewHeight: number
}

/** Height of all rows together, as far as a browser can hold it. */
export function rowsHeight(count: number, rowHeight: number): number {
  return Math.min(MOST_PX, count * rowHeight)
}

/** px scrolled among the rows for each px of the scroller: 1 unless there are too many rows for it. */
function scaleOf({ count, rowHeight, viewHeight }: Scrolled): number {
  const whole = count * rowHeight
  return whole <= MOST_PX ? 1 : (whole - viewHeight) / (MOST_PX - viewHeight)
}

/**
 * Which rows are in sight, and where the first of them stands in the scroller.
 * @param overscan rows more above and below
 */
export function rowWindow(
  scrolled: Scrolled,
  overscan: number,
): { readonly first: number; readonly end: number; readonly topPx: number } {
  const { count, rowHeight, scrollTop, viewHeight } = scrolled
  const offset = scrollTop * scaleOf(scrolled)
  const first = Math.max(0, Math.min(count, Math.floor(offset / rowHeight)) - overscan)
  const end = Math.min(count, Math.ceil((offset + viewHeight) / rowHeight) + overscan)
  return { first, end, topPx: scrollTop + first * rowHeight - offset }
}

/** The least scrolling after which a row is wholly in sight. */
export function scrollTopFor(scrolled: Scrolled, row: number): number {
  const { count, rowHeight, scrollTop, viewHeight } = scrolled
  const scale = scaleOf(scrolled)
  const offset = scrollTop * scale
  const top = row * rowHeight
  const wanted = top < offset ? top : top + rowHeight > offset + viewHeight ? top + rowHeight - viewHeight : offset
  const most = Math.max(0, count * rowHeight - viewHeight)
  return Math.min(most, Math.max(0, wanted)) / scale
}
