/**
 * Choices whose answer has not come yet: the next one goes on from them instead of from what is still drawn.
 * @param show the choice that is waited for; null: what is drawn is what was chosen
 */
export function pendingChoices<Choice extends object>(show: (pending: Choice | null) => void) {
  let pending: Choice | null = null
  return (drawn: Choice, patch: Partial<Choice>, classify: (choice: Choice) => Promise<void>): void => {
    const next = { ...(pending ?? drawn), ...patch }
    pending = next
    show(next)
    void classify(next).finally(() => {
      if (pending !== next) return
      pending = null
      show(null)
    })
  }
}
