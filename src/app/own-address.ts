/** An entry of the browser's history that this page made: which opening of the page, and how many of its entries lie before it. */
interface OwnEntry {
  readonly opening: string
  readonly depth: number
}

/** A browser passes over entries made without a touch or a key since the last one, so that two are held ready. */
const READY = 2

export interface OwnAddress {
  readonly hash: string
  /** Writes the link of what is seen. */
  replace(hash: string): void
  /** whether the browser stands at this page as it was opened, and not at an address typed or gone back to */
  isOwn(): boolean
  /**
   * The browser's Back, on a phone the way out that a thumb finds first, leaves one level as Esc does; with none left it leaves the page.
   * @param leave leaves one level; false: there was none
   */
  followBack(leave: () => boolean): void
}

function ownEntry(): OwnEntry | null {
  const state = history.state as Partial<OwnEntry> | null
  return typeof state?.opening === 'string' && typeof state.depth === 'number' ? (state as OwnEntry) : null
}

/** The address bar and the history of this page. */
export function ownAddress(): OwnAddress {
  let { hash } = location
  const opening = ownEntry()?.opening ?? `${Date.now()}.${Math.random()}`
  if (!ownEntry()) history.replaceState({ opening, depth: 0 } satisfies OwnEntry, '')
  let depth = ownEntry()?.depth ?? 0
  const isOwn = () => ownEntry()?.opening === opening
  const replace = (next: string) => {
    hash = next
    history.replaceState(history.state, '', next)
  }
  const makeReady = ({ isTrusted }: Event) => {
    if (!isTrusted || !isOwn()) return
    for (; depth < READY; depth++) history.pushState({ opening, depth: depth + 1 } satisfies OwnEntry, '')
  }
  return {
    get hash() {
      return hash
    },
    replace,
    isOwn,
    followBack(leave) {
      addEventListener('pointerup', makeReady, { capture: true })
      addEventListener('keydown', makeReady, { capture: true })
      addEventListener('popstate', () => {
        if (!isOwn()) return
        const before = depth
        depth = ownEntry()?.depth ?? 0
        // an older entry holds the link of an older view
        replace(hash)
        if (depth < before && !leave()) history.go(-1 - depth)
      })
    },
  }
}
