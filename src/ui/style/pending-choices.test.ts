import { expect, test } from 'vitest'
import { pendingChoices } from './pending-choices.ts'

interface Choice {
  readonly field: string
  readonly method: string
}
const DRAWN: Choice = { field: 'A', method: 'quantile' }

/** An editor whose answers come when they are let. */
function editor() {
  const shown: (Choice | null)[] = []
  const asked: Choice[] = []
  const answers: (() => void)[] = []
  const choose = pendingChoices<Choice>((pending) => shown.push(pending))
  return {
    shown,
    asked,
    choose: (patch: Partial<Choice>) =>
      choose(DRAWN, patch, (choice) => {
        asked.push(choice)
        return new Promise((resolve) => answers.push(resolve))
      }),
    answer: async (index: number) => {
      answers[index]()
      await new Promise((resolve) => setTimeout(resolve))
    },
  }
}

test('a method that is chosen while a field is still being asked for is asked for with that field', async () => {
  const { shown, asked, choose, answer } = editor()
  choose({ field: 'B' })
  choose({ method: 'equal' })
  expect(asked.at(-1)).toEqual({ field: 'B', method: 'equal' })
  expect(shown.at(-1)).toEqual({ field: 'B', method: 'equal' })
  // the answer to the first is of no interest any more
  await answer(0)
  expect(shown.at(-1)).toEqual({ field: 'B', method: 'equal' })
  await answer(1)
  expect(shown.at(-1)).toBeNull()
})

test('when the answer has come, choices go on from what is drawn', async () => {
  const { asked, choose, answer } = editor()
  choose({ field: 'B' })
  await answer(0)
  choose({ method: 'equal' })
  expect(asked.at(-1)).toEqual({ field: 'A', method: 'equal' })
})
