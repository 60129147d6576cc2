/** Work in steps: it yields where others may have their turn. */
export type Slices<T> = Generator<void, T>

export function atOnce<T>(work: Slices<T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** Works until it is done or the time is up. @returns null: not done yet */
export function workFor<T>(
  work: Slices<T>,
  ms: number,
  now: () => number = () => performance.now(),
): { readonly value: T } | null {
  const until = now() + ms
  do {
    const step = work.next()
    if (step.done) return { value: step.value }
  } while (now() < until)
  return null
}

/** To the end, with pauses in which others have their turn. @param pause between slices of `ms` */
export async function withPauses<T>(work: Slices<T>, ms: number, pause: () => Promise<void>): Promise<T> {
  for (;;) {
    const done = workFor(work, ms)
    if (done) return done.value
    await pause()
  }
}
