import { rmSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { FromRun, RunData, ToRun } from './run-thread.ts'

/** After Ctrl+C a run may leave at its next breath, close files and say so; a library that is in the midst of a union does not. */
const PATIENCE_MS = 250
const CANCELLED = 130
const PROGRAM_ERROR = 3

// a reader that has seen enough (`| head`) is no fault of ours
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : PROGRAM_ERROR))

const workerData: RunData = { argv: process.argv.slice(2), isTerminal: process.stderr.isTTY }
const run = new Worker(new URL('./run-thread.js', import.meta.url), { workerData })
let ifStopped: readonly FromRun[] = []
/** a file that is half written */
let part: string | null = null

const tell = (message: ToRun) => run.postMessage(message)

function hear(message: FromRun): void {
  if ('out' in message) process.stdout.write(message.out, () => tell('written'))
  else if ('err' in message) process.stderr.write(message.err)
  else if ('ifStopped' in message) ifStopped = message.ifStopped
  else if ('writing' in message) part = message.writing
  else end(message.exit)
}

/** Not process.exit: what was written to a pipe may still be on its way. */
function end(code: number): void {
  process.exitCode = code
  clearTimeout(patience)
  process.removeAllListeners('SIGINT')
  run.removeAllListeners()
  void run.terminate().then(() => {
    if (part !== null) rmSync(part, { force: true })
  })
}

let patience: ReturnType<typeof setTimeout> | undefined
// once: a second one ends the process
process.once('SIGINT', () => {
  tell('cancel')
  patience = setTimeout(() => {
    for (const message of ifStopped) hear(message)
    end(CANCELLED)
  }, PATIENCE_MS)
})
run.on('message', hear)
run.on('error', (error) => {
  process.stderr.write(`${error.stack ?? error}\n`)
  end(PROGRAM_ERROR)
})
run.on('exit', () => end(PROGRAM_ERROR))
