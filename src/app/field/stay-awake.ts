interface Battery extends EventTarget {
  readonly level: number
  readonly charging: boolean
}
/** Below, the screen may sleep unless a point is being looked for. */
const LOW = 0.2

export interface Awake {
  /** @param isNeeded a point is being looked for: the screen stays on whatever the battery */
  want(isNeeded: boolean): void
  /** 0…1 where the battery is low and the screen is let sleep for it; null: it is not */
  readonly savingAt: () => number | null
  stop(): void
}

/** Keeps the screen on while it is looked at (Screen Wake Lock), and lets it sleep when the battery runs low. */
export function stayAwake(onChange: () => void): Awake {
  const end = new AbortController()
  let lock: WakeLockSentinel | null = null
  let battery: Battery | null = null
  let isNeeded = false
  const isLow = () => battery !== null && !battery.charging && battery.level < LOW
  const savingAt = () => (isLow() && !isNeeded ? (battery?.level ?? null) : null)

  /** One after the other: two that ask at once would hold two locks, and let go of one. */
  let turn = Promise.resolve()
  function update(): void {
    onChange()
    turn = turn.then(settle)
  }

  async function settle(): Promise<void> {
    const isWanted = !end.signal.aborted && savingAt() === null && document.visibilityState === 'visible'
    try {
      if (!isWanted) {
        const held = lock
        lock = null
        await held?.release()
      } else if (!lock || lock.released) lock = (await navigator.wakeLock?.request('screen')) ?? null
    } catch {
      // refused, as in a battery saver: the screen sleeps as it would
    }
  }

  document.addEventListener('visibilitychange', update, { signal: end.signal })
  const ask = (navigator as { getBattery?: () => Promise<Battery> }).getBattery
  void ask?.call(navigator).then(
    (found) => {
      battery = found
      for (const event of ['levelchange', 'chargingchange']) found.addEventListener(event, update, { signal: end.signal })
      update()
    },
    // a browser that keeps it to itself: the screen stays on
    () => {},
  )
  update()
  return {
    want(next) {
      isNeeded = next
      update()
    },
    savingAt,
    stop() {
      end.abort()
      update()
    },
  }
}
