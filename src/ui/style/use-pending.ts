import { useState } from 'react'
import { pendingChoices } from './pending-choices.ts'

/** What is chosen in an editor of classes: that which is drawn, or what was chosen since and is still being asked for. */
export function usePending<Choice extends object>(
  drawn: Choice,
  classify: (choice: Choice) => Promise<void>,
): { readonly choice: Choice; readonly choose: (patch: Partial<Choice>) => void } {
  const [pending, setPending] = useState<Choice | null>(null)
  const [choose] = useState(() => pendingChoices<Choice>(setPending))
  return { choice: pending ?? drawn, choose: (patch) => choose(drawn, patch, classify) }
}
