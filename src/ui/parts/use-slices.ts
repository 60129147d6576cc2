import { useEffect, useMemo, useState } from 'react'
import { type Slices, withPauses, workFor } from '../../core/slices.ts'

/** What is done within this is there at once. */
const SLICE_MS = 8

/**
 * The result of work in steps: at once where it is short, else in slices between which the page answers.
 * @param start must be the same function for the same work
 * @returns null: not done yet
 */
export function useSlices<T>(start: () => Slices<T>): T | null {
  const begun = useMemo(() => {
    const work = start()
    return { work, done: workFor(work, SLICE_MS) }
  }, [start])
  const [later, setLater] = useState<{ readonly of: object; readonly value: T } | null>(null)
  useEffect(() => {
    if (begun.done) return
    let timer: ReturnType<typeof setTimeout>
    const goOn = () => {
      const done = workFor(begun.work, SLICE_MS)
      if (done) setLater({ of: begun, value: done.value })
      else timer = setTimeout(goOn)
    }
    timer = setTimeout(goOn)
    return () => clearTimeout(timer)
  }, [begun])
  if (begun.done) return begun.done.value
  return later?.of === begun ? later.value : null
}

/** The same outside of a screen's drawing, as for a copy. */
export function slowly<T>(work: Slices<T>): Promise<T> {
  return withPauses(work, SLICE_MS, () => new Promise((resolve) => setTimeout(resolve)))
}
