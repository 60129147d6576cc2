import { accessSync, closeSync, constants, existsSync, openSync, realpathSync, renameSync, rmSync, writeSync } from 'node:fs'
import type { GrowingFile } from '../formats/format.ts'
import { CliError } from './cli-error.ts'

/** Features are small: written together. */
const BUFFER_BYTES = 4 << 20

/**
 * A file that is there whole or not at all: written beside its place and renamed, so that neither a full disk nor a kill leaves half of
 * it over an older one.
 */
export class DiskFile implements GrowingFile {
  readonly #path: string
  readonly #place: string
  /** what is written before it is whole */
  readonly part: string
  readonly #file: number
  readonly #buffer = new Uint8Array(BUFFER_BYTES)
  #waiting = 0
  #at = 0

  /** @throws CliError cli.write, as all of it */
  constructor(path: string) {
    this.#path = path
    ;[this.#place, this.part, this.#file] = this.#try(() => {
      const isThere = existsSync(path)
      // a rename would pass over what the file itself forbids, and put itself in the place of a link
      if (isThere) accessSync(path, constants.W_OK)
      const place = isThere ? realpathSync(path) : path
      // two runs at once write two files
      const part = `${place}.${process.pid}.part`
      return [place, part, openSync(part, 'w')] as const
    })
  }

  leave(bytes: number): void {
    this.#at = bytes
  }
  add(bytes: Uint8Array): void {
    if (this.#waiting + bytes.length > BUFFER_BYTES) this.#flush()
    if (bytes.length > BUFFER_BYTES) {
      this.#put(bytes, this.#at)
      this.#at += bytes.length
      return
    }
    this.#buffer.set(bytes, this.#waiting)
    this.#waiting += bytes.length
  }
  fill(bytes: Uint8Array): void {
    this.#put(bytes, 0)
  }

  finish(): void {
    this.#flush()
    this.#try(() => {
      closeSync(this.#file)
      renameSync(this.part, this.#place)
    })
  }
  /** Leaves nothing behind. */
  abandon(): void {
    try {
      closeSync(this.#file)
    } catch {
      // closed already: it was the renaming that failed
    }
    rmSync(this.part, { force: true })
  }

  #flush(): void {
    this.#put(this.#buffer.subarray(0, this.#waiting), this.#at)
    this.#at += this.#waiting
    this.#waiting = 0
  }
  #put(bytes: Uint8Array, place: number): void {
    this.#try(() => {
      // a call takes less than two gigabytes, and may write less than it is given
      for (let done = 0; done < bytes.length; )
        done += writeSync(this.#file, bytes, done, Math.min(bytes.length - done, 1 << 30), place + done)
    })
  }
  #try<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw new CliError('cli.write', { file: this.#path, reason: (error as NodeJS.ErrnoException).code ?? String(error) })
    }
  }
}
