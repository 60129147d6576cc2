/**
 * Questions whose answers change a look. An answer counts where its question is the last one and the look is still the one it was asked
 * about: whatever was chosen meanwhile, by hand, by undo or by pasting, is newer.
 * @param now undefined: there is none any more
 */
export function latestAnswer<Look>(
  now: () => Look | undefined,
  change: (next: Look) => void,
  failed: (error: unknown) => void,
): <Answer>(question: Promise<Answer>, take: (answer: Answer) => Look) => Promise<void> {
  let last = 0
  return async (question, take) => {
    const number = ++last
    const before = now()
    const isLatest = () => number === last && now() === before
    try {
      const answer = await question
      if (isLatest()) change(take(answer))
    } catch (error) {
      if (isLatest()) failed(error)
    }
  }
}
