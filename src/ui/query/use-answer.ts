import { useEffect, useState } from 'react'
import type { App } from '../../app/app.ts'
import { type Answer, runQuestion } from '../../app/run-question.ts'
import type { Question } from '../../core/query/question.ts'

export type Asked =
  | { readonly state: 'waiting' | 'stopped' }
  | { readonly state: 'running'; readonly share: number | null }
  | { readonly state: 'done'; readonly answer: Answer }
  | { readonly state: 'failed'; readonly error: unknown }

const IDLE_MS = 350

/**
 * The answer to a question while it is being put together: asked again when it has rested, the earlier asking stopped.
 * @param key what else an answer depends on
 */
export function useAnswer(
  app: App,
  question: Question,
  key: string,
): Asked & { readonly stop: () => void; readonly again: () => void } {
  const [asked, setAsked] = useState<Asked>({ state: 'waiting' })
  const [turn, setTurn] = useState(0)
  const [running, setRunning] = useState<AbortController | null>(null)
  const whole = JSON.stringify(question)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text of the question is the question; key and turn ask again
  useEffect(() => {
    const controller = new AbortController()
    const tell = (next: Asked) => !controller.signal.aborted && setAsked(next)
    setAsked({ state: 'waiting' })
    const timer = setTimeout(() => {
      setRunning(controller)
      tell({ state: 'running', share: null })
      runQuestion(app, question, {
        signal: controller.signal,
        onProgress: (share) => tell({ state: 'running', share }),
      }).then(
        (answer) => tell({ state: 'done', answer }),
        (error) => tell({ state: 'failed', error }),
      )
    }, IDLE_MS)
    return () => {
      clearTimeout(timer)
      controller.abort(new DOMException('asked otherwise', 'AbortError'))
    }
  }, [app, whole, key, turn])
  return {
    ...asked,
    stop: () => {
      running?.abort(new DOMException('stopped', 'AbortError'))
      setAsked({ state: 'stopped' })
    },
    again: () => setTurn((now) => now + 1),
  }
}
