/**
 * Questions whose answers change a look. An answer counts where its question is the last one and the look is still the one it was asked
 * about: whatever was chosen meanwhile, by hand, by undo or by pasting, is newer.
 * @param now undefined: there is none any more @param begin tells undo of the question; answers with what ends it
 */
export function latestAnswer<Look>(
  now: () => Look | undefined,
  change: (next: Look) => void,
  failed: (error: unknown) => void,
  begin: (giveUp: () => void) => () => void,
): <Answer>(question: Promise<Answer>, take: (answer: Answer) => Look) => Promise<void> {
  let last = 0
  let end = () => {}
  return async (question, take) => {
    end()
    const number = ++last
    const before = now()
    const isLatest = () => number === last && now() === before
    const givenUp = new Promise<void>((resolve) => {
      end = begin(() => {
        last++
        resolve()
      })
    })
    const mine = end
    const answered = async () => {
      try {
        const answer = await question
        if (isLatest()) change(take(answer))
      } catch (error) {
        if (isLatest()) failed(error)
      }
    }
    await Promise.race([answered(), givenUp])
    mine()
  }
}
