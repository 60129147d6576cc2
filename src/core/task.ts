import type { Detail, Note } from './errors.ts'
import type { Helpers } from './spread.ts'

/** The face of a running job: how long work asks whether to go on and says how far it is. */
export interface Task {
  readonly signal: AbortSignal
  /** @param share 0…1 of the whole job @param stage a code that i18n knows, e.g. 'stage.read' */
  progress(share: number, stage?: string): void
  note(code: string, detail?: Detail, level?: Note['level']): void
  /** Lets messages in (cancel, tiles) and throws the signal's reason when cancelled. Cheap to call often. */
  breathe(): Promise<void>
  /** other threads that take part (spread.ts); none: all is done here */
  readonly helpers?: Helpers
}

const SLICE_MS = 12

/** @param yieldToMessages resolves after pending messages were handled; a worker passes one made of a MessageChannel */
export function createTask(options: {
  signal: AbortSignal
  onProgress?: (share: number, stage?: string) => void
  notes?: Note[]
  yieldToMessages?: () => Promise<void>
  now?: () => number
}): Task {
  const { signal, onProgress, notes, yieldToMessages, now = () => performance.now() } = options
  let sliceStart = now()
  return {
    signal,
    progress: (share, stage) => onProgress?.(Math.min(1, Math.max(0, share)), stage),
    note: (code, detail = {}, level = 'info') => notes?.push({ code, detail, level }),
    async breathe() {
      signal.throwIfAborted()
      if (!yieldToMessages || now() - sliceStart < SLICE_MS) return
      await yieldToMessages()
      sliceStart = now()
      signal.throwIfAborted()
    },
  }
}

/** A task nobody watches, for tests and small synchronous uses. */
export function quietTask(notes: Note[] = []): Task {
  return createTask({ signal: new AbortController().signal, notes })
}

/** A stretch of a longer job: its 0…1 becomes from…to of the whole. */
export function stretchOf(task: Task, from: number, to: number): Task {
  // the end exactly: what follows starts there, and a share never falls by a rounding
  return { ...task, progress: (share, stage) => task.progress(share >= 1 ? to : from + (to - from) * share, stage) }
}
