import { parentPort, workerData } from 'node:worker_threads'
import { cancelledText, runCli } from './run-cli.ts'

/** What the main thread is told. */
export type FromRun =
  | { readonly out: string }
  | { readonly err: string }
  | { readonly writing: string | null }
  | { readonly isPlaced: true }
  | { readonly exit: number }
  | { readonly ifStopped: readonly FromRun[] }
/** What the main thread says: Ctrl+C, or that a text is written. */
export type ToRun = 'cancel' | 'written'
export interface RunData {
  readonly argv: readonly string[]
  readonly isTerminal: boolean
}

// the run has a thread of its own: the main one stays free to hear Ctrl+C
const { argv, isTerminal } = workerData as RunData
const say = (message: FromRun) => parentPort?.postMessage(message)
const controller = new AbortController()
/** Resolved in the order in which their texts were said. */
const waiting: (() => void)[] = []
parentPort?.on('message', (message: ToRun) => {
  if (message === 'written') waiting.shift()?.()
  else controller.abort(new DOMException('cancelled', 'AbortError'))
})
const out = (text: string) =>
  new Promise<void>((resolve) => {
    waiting.push(resolve)
    say({ out: text })
  })
say({ ifStopped: cancelledText(argv) })
const writing = (part: string | null) => say({ writing: part })
const placed = () => say({ isPlaced: true })
say({ exit: await runCli(argv, { out, err: (err) => say({ err }), writing, placed, isTerminal }, controller.signal) })
