import { spawn } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

export interface CliRun {
  readonly exit: number | null
  readonly stdout: string
  readonly stderr: string
  /** stdout as JSON: throws when anything else is there too */
  json<T = Record<string, unknown>>(): T
}

/** Runs the command line as a user does, from the root of the repository. */
export function onemap(...words: readonly string[]): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'scripts/onemap.mjs'), ...words], { cwd: ROOT })
    const parts = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8')
      child[name].on('data', (text: string) => {
        parts[name] += text
      })
    }
    child.on('error', reject)
    child.on('close', (exit) => resolve({ exit, ...parts, json: () => JSON.parse(parts.stdout) }))
  })
}
