import { rmSync, writeFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { AppError } from '../../src/core/errors.ts'
import { mutate, Random } from './mutate.ts'

/** Set by scripts/fuzz.mjs; without it each kind gets a second. */
const { FUZZ_SECONDS, FUZZ_FORMAT, FUZZ_SEED, FUZZ_BEAT } = process.env
const MAX_SECONDS = 6

/** Something that is read, beside the formats of the registry. */
export interface Damaged {
  readonly bytes: Uint8Array
  /** what is wrong with the answer; null: nothing. An AppError is an answer as well. */
  read(bytes: Uint8Array): string | null | Promise<string | null>
}

/** A test for each kind: damaged bytes give an answer in time, or an error that says what to do. */
export function fuzzBytes(kinds: Readonly<Record<string, Damaged>>): void {
  afterAll(() => FUZZ_BEAT && rmSync(FUZZ_BEAT, { force: true }))
  const all = Number(FUZZ_SECONDS ?? 1)
  test.each(Object.keys(kinds))(
    'damaged %s: an answer in time, or an error that says what to do',
    async (kind) => {
      if (FUZZ_FORMAT && FUZZ_FORMAT !== kind) return
      const seconds = FUZZ_SECONDS && !FUZZ_FORMAT ? all / 20 : all
      const { bytes, read } = kinds[kind]
      expect(await read(bytes)).toBeNull()
      const until = performance.now() + seconds * 1000
      let runs = 0
      for (
        let seed = Number(FUZZ_SEED ?? 20261126);
        performance.now() < until;
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      ) {
        if (FUZZ_BEAT) writeFileSync(FUZZ_BEAT, JSON.stringify({ format: kind, seed }))
        const start = performance.now()
        const flaw = await answerOf(read, mutate(bytes, new Random(seed), [bytes]))
        const words = `npm run fuzz -- --format ${kind} --seed ${seed}`
        expect(flaw, words).toBeNull()
        expect((performance.now() - start) / 1000, words).toBeLessThan(MAX_SECONDS)
        runs++
      }
      expect(runs).toBeGreaterThan(0)
      if (FUZZ_SECONDS) console.warn(`${kind}: ${runs} pieces`)
    },
    all * 1000 + 60_000,
  )
}

async function answerOf(read: Damaged['read'], bytes: Uint8Array): Promise<string | null> {
  try {
    return await read(bytes)
  } catch (error) {
    return error instanceof AppError ? null : `threw ${error instanceof Error ? error.stack : String(error)}`
  }
}
