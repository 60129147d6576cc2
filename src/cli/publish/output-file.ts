import { createHash } from 'node:crypto'
import { closeSync, openSync, renameSync, rmSync } from 'node:fs'
import { CliError } from '../cli-error.ts'
import { writeAll } from './spool.ts'

export interface WrittenFile {
  readonly bytes: number
  readonly sha256: string
}

/** A file that is there whole or not at all: written beside its place, named at the end. @throws CliError cli.write */
export class OutputFile {
  readonly #path: string
  readonly #part: string
  readonly #file: number
  readonly #hash = createHash('sha256')
  #bytes = 0

  constructor(path: string) {
    this.#path = path
    this.#part = `${path}.part`
    try {
      this.#file = openSync(this.#part, 'w')
    } catch (error) {
      throw new CliError('cli.write', { file: path, reason: (error as NodeJS.ErrnoException).code ?? String(error) })
    }
  }

  write(bytes: Uint8Array): void {
    try {
      writeAll(this.#file, bytes)
    } catch (error) {
      throw new CliError('cli.write', { file: this.#path, reason: (error as NodeJS.ErrnoException).code ?? String(error) })
    }
    this.#hash.update(bytes)
    this.#bytes += bytes.length
  }

  finish(): WrittenFile {
    closeSync(this.#file)
    renameSync(this.#part, this.#path)
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }

  /** Leaves nothing behind. */
  abandon(): void {
    closeSync(this.#file)
    rmSync(this.#part, { force: true })
  }
}
