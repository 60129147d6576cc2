import { expect, test } from 'vitest'
import { latestAnswer } from './latest-answer.ts'

/** A look that is changed by hand and by answers, as an editor has one. */
function editor() {
  let look: string | undefined = 'first'
  const failures: unknown[] = []
  const waiting: (() => void)[] = []
  const ask = latestAnswer(
    () => look,
    (next: string) => (look = next),
    (error) => failures.push(error),
    (giveUp) => {
      waiting.push(giveUp)
      return () => waiting.splice(waiting.indexOf(giveUp), 1)
    },
  )
  return { ask, look: () => look, choose: (next: string | undefined) => (look = next), failures, waiting }
}

test('an answer is taken when it comes', async () => {
  const { ask, look } = editor()
  await ask(Promise.resolve(5), (count) => `${count} classes`)
  expect(look()).toBe('5 classes')
})

test('of two questions the later one counts, whichever answer comes last', async () => {
  const { ask, look } = editor()
  let answer = (_: string) => {}
  const slow = new Promise<string>((resolve) => (answer = resolve))
  const first = ask(slow, (words) => words)
  await ask(Promise.resolve('quick'), (words) => words)
  answer('slow')
  await first
  expect(look()).toBe('quick')
})

test('what was chosen meanwhile stays: a colour, an undone step, a pasted look', async () => {
  const { ask, look, choose } = editor()
  let answer = (_: string) => {}
  const slow = new Promise<string>((resolve) => (answer = resolve))
  const asked = ask(slow, (words) => words)
  choose('chosen by hand')
  answer('slow')
  await asked
  expect(look()).toBe('chosen by hand')
})

test('an answer for a layer that is gone is dropped', async () => {
  const { ask, look, choose } = editor()
  let answer = (_: string) => {}
  const slow = new Promise<string>((resolve) => (answer = resolve))
  const asked = ask(slow, (words) => words)
  choose(undefined)
  answer('slow')
  await asked
  expect(look()).toBeUndefined()
})

test('a failure is told, unless another choice was made meanwhile', async () => {
  const { ask, choose, failures } = editor()
  await ask(Promise.reject(new Error('told')), () => 'never')
  const late = ask(Promise.reject(new Error('of no interest any more')), () => 'never')
  choose('chosen by hand')
  await late
  expect(failures).toEqual([new Error('told')])
})

test('what is given up while it is being asked for does not come, and is not waited for', async () => {
  const { ask, look, waiting } = editor()
  let answer = (_: string) => {}
  const slow = new Promise<string>((resolve) => (answer = resolve))
  const asked = ask(slow, (words) => words)
  expect(waiting).toHaveLength(1)
  waiting[0]()
  await asked
  answer('slow')
  await slow
  await new Promise((resolve) => setTimeout(resolve))
  expect(look()).toBe('first')
})

test('of two questions only the later one can be given up; of answered ones none', async () => {
  const { ask, look, waiting } = editor()
  void ask(new Promise<string>(() => {}), (words) => words)
  await ask(Promise.resolve('quick'), (words) => words)
  expect(look()).toBe('quick')
  expect(waiting).toHaveLength(0)
})
