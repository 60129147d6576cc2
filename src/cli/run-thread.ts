import { parentPort, workerData } from 'node:worker_threads'
import { cancelledText, runCli } from './run-cli.ts'

/** What the main thread is told. */
export type FromRun =
  | { readonly out: string }
  | { readonly err: string }
  | { readonly exit: number }
  | { readonly ifStopped: readonly FromRun[] }
export interface RunData {
  readonly argv: readonly string[]
  readonly isTerminal: boolean
}

// the run has a thread of its own: the main one stays free to hear Ctrl+C
const { argv, isTerminal } = workerData as RunData
const say = (message: FromRun) => parentPort?.postMessage(message)
const controller = new AbortController()
parentPort?.on('message', () => controller.abort(new DOMException('cancelled', 'AbortError')))
say({ ifStopped: cancelledText(argv) })
say({ exit: await runCli(argv, { out: (out) => say({ out }), err: (err) => say({ err }), isTerminal }, controller.signal) })
