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
