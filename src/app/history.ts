import type { Text } from '../core/text.ts'
import type { Project } from './state.ts'

const LIMIT = 100

interface Step {
  readonly label: Text
  readonly before: Project
  readonly after: Project
}

/** Undo as snapshots: projects share structure and tables are immutable, so a step costs little. */
export interface History {
  record(step: Step): void
  undo(): Project | null
  redo(): Project | null
  canUndo(): Text | null
  canRedo(): Text | null
  /** every project that undo or redo may bring back */
  projects(): readonly Project[]
}

export function createHistory(): History {
  const past: Step[] = []
  let future: Step[] = []
  return {
    record(step) {
      past.push(step)
      if (past.length > LIMIT) past.shift()
      future = []
    },
    undo() {
      const step = past.pop()
      if (!step) return null
      future.push(step)
      return step.before
    },
    redo() {
      const step = future.pop()
      if (!step) return null
      past.push(step)
      return step.after
    },
    canUndo: () => past.at(-1)?.label ?? null,
    canRedo: () => future.at(-1)?.label ?? null,
    projects: () => [...past, ...future].flatMap((step) => [step.before, step.after]),
  }
}
