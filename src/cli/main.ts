import { runCli } from './run-cli.ts'

const controller = new AbortController()
process.once('SIGINT', () => controller.abort(new DOMException('cancelled', 'AbortError')))
// a reader that has seen enough (`| head`) is no fault of ours
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 3))

process.exitCode = await runCli(
  process.argv.slice(2),
  {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY,
  },
  controller.signal,
)
