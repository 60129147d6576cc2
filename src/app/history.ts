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
  /**
   * A step whose answer has not come yet: whoever undoes now means it, not what was done before.
   * @returns to be called when it has come, or never will
   */
  begin(label: Text, giveUp: () => void): () => void
  /** null: nothing of the project changes */
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
  let begun: readonly { readonly label: Text; readonly giveUp: () => void }[] = []
  return {
    record(step) {
      past.push(step)
      if (past.length > LIMIT) past.shift()
      future = []
    },
    begin(label, giveUp) {
      const mine = { label, giveUp }
      begun = [...begun, mine]
      return () => {
        begun = begun.filter((each) => each !== mine)
      }
    },
    undo() {
      const last = begun.at(-1)
      if (last) {
        begun = begun.slice(0, -1)
        last.giveUp()
        return null
      }
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
    canUndo: () => (begun.at(-1) ?? past.at(-1))?.label ?? null,
    canRedo: () => future.at(-1)?.label ?? null,
    projects: () => [...past, ...future].flatMap((step) => [step.before, step.after]),
  }
}
