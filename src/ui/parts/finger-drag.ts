export interface FingerDrag {
  readonly isLeaf: (key: string) => boolean
  readonly onMove: (leaf: string, target: string, place: 'before' | 'after' | 'on') => void
}

/** A finger that rests trembles; what moves farther drags. CSS pixels. */
const SLOP = 8
/** So near to its edge the list goes on, so much a frame. */
const EDGE = 36
const STEP = 6

/**
 * Moves a row of a tree by its handle with a finger, at once: the browser's own drag begins with a long press, where it comes to a finger
 * at all. By touch events: those of the pointer end as soon as the browser takes the gesture for its own.
 * @returns what ends it
 */
export function fingerDrag(tree: HTMLElement, { isLeaf, onMove }: FingerDrag): () => void {
  const abort = new AbortController()
  const rowOf = (element: Element | null) => element?.closest<HTMLElement>('[role="row"][data-key]') ?? null
  tree.addEventListener(
    'touchstart',
    (down) => {
      const row = rowOf(down.target as Element)
      const leaf = row?.dataset.key
      if (!row || !leaf || down.touches.length !== 1) return
      const [{ clientX, clientY }] = down.touches
      // the handle lets the pointer through to the row
      const box = row.querySelector('[slot="drag"]')?.getBoundingClientRect()
      if (!box || clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom) return
      // else the list scrolls, or a long press begins the browser's own drag
      down.preventDefault()
      const over = new AbortController()
      const { signal } = over
      abort.signal.addEventListener('abort', () => over.abort(), { signal })
      let [x, y] = [clientX, clientY]
      let isDragging = false
      let marked: HTMLElement | null = null

      const target = () => {
        const under = rowOf(document.elementFromPoint(x, y))
        const key = under?.dataset.key
        if (!under || !key || key === leaf || !tree.contains(under)) return null
        const box = under.getBoundingClientRect()
        const place = !isLeaf(key) ? ('on' as const) : y < box.top + box.height / 2 ? ('before' as const) : ('after' as const)
        return { under, key, place }
      }
      const unmark = () => {
        if (marked) delete marked.dataset.fingerDrop
        marked = null
      }
      const goOn = () => {
        if (signal.aborted) return
        const list = scrollerOf(tree)
        const box = list.getBoundingClientRect()
        if (y < box.top + EDGE) list.scrollTop -= STEP
        else if (y > box.bottom - EDGE) list.scrollTop += STEP
        const now = target()
        if (marked !== now?.under) unmark()
        marked = now?.under ?? null
        if (now) now.under.dataset.fingerDrop = now.place
        requestAnimationFrame(goOn)
      }
      const end = (isDropped: boolean) => {
        over.abort()
        unmark()
        delete row.dataset.fingerDrag
        const now = isDragging && isDropped ? target() : null
        if (now) onMove(leaf, now.key, now.place)
      }
      const held = down.target as HTMLElement
      held.addEventListener(
        'touchmove',
        (event) => {
          const [touch] = event.touches
          if (!isDragging && Math.hypot(touch.clientX - clientX, touch.clientY - clientY) < SLOP) return
          ;[x, y] = [touch.clientX, touch.clientY]
          if (isDragging) return
          isDragging = true
          row.dataset.fingerDrag = ''
          goOn()
        },
        { signal, passive: true },
      )
      held.addEventListener('touchend', () => end(true), { signal })
      held.addEventListener('touchcancel', () => end(false), { signal })
    },
    { passive: false, signal: abort.signal },
  )
  return () => abort.abort()
}

function scrollerOf(element: HTMLElement): HTMLElement {
  for (let at: HTMLElement | null = element; at; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at
  return document.documentElement
}
