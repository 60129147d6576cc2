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
/** all files stand in their places */
let isPlaced = false
let isPressed = false
let isEnding = false

const tell = (message: ToRun) => run.postMessage(message)

function hear(message: FromRun): void {
  if ('out' in message) process.stdout.write(message.out, () => tell('written'))
  else if ('err' in message) process.stderr.write(message.err)
  else if ('ifStopped' in message) ifStopped = message.ifStopped
  else if ('writing' in message) part = message.writing
  else if ('isPlaced' in message) {
    isPlaced = true
    clearTimeout(patience)
  } else end(message.exit)
}

/** Not process.exit: what was written to a pipe may still be on its way. */
function end(code: number): void {
  process.exitCode = code
  clearTimeout(patience)
  isEnding = true
  run.removeAllListeners()
  void run.terminate().then(() => {
    if (part !== null) rmSync(part, { force: true })
  })
}

let patience: ReturnType<typeof setTimeout> | undefined
process.on('SIGINT', () => {
  // a second one ends the process at once
  if (isPressed) {
    if (part !== null) rmSync(part, { force: true })
    process.exit(CANCELLED)
  }
  isPressed = true
  // finished: it only says so, and a caller that is told 130 would throw a good file away
  if (isPlaced || isEnding) return
  tell('cancel')
  patience = setTimeout(() => {
    // what the run has said by now is heard first
    setImmediate(() => {
      if (isPlaced || isEnding) return
      for (const message of ifStopped) hear(message)
      end(CANCELLED)
    })
  }, PATIENCE_MS)
})
run.on('message', hear)
run.on('error', (error) => {
  process.stderr.write(`${error.stack ?? error}\n`)
  end(PROGRAM_ERROR)
})
run.on('exit', () => end(PROGRAM_ERROR))
