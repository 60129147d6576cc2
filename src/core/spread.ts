import { AppError } from './errors.ts'
import type { Task } from './task.ts'

/**
 * A computation over pieces that know nothing of each other, so that they can be computed side by side. It stands as the default export
 * of a file `<id>.kernel.ts`, by which other threads find it (workers/kernels.ts).
 *
 * Shared, Piece and Part are plain objects of typed arrays, numbers and lists: what can be sent between threads. What is shared is
 * copied to each thread once a job, a piece when it is sent: both may look into larger arrays. A part has its buffers for itself.
 */
export interface Kernel<Shared, Piece, Part> {
  readonly id: string
  readonly run: (shared: Shared, piece: Piece, task: Task) => Promise<Part>
}

/** Gives a kernel its types. */
export function defineKernel<Shared, Piece, Part>(kernel: Kernel<Shared, Piece, Part>): Kernel<Shared, Piece, Part> {
  return kernel
}

/** Threads beside the one that runs a job. */
export interface Helpers {
  /** How many there are; fewer where copies of what is shared would fill the memory. */
  countFor(shared: unknown): number
  /** @param helper 0 … countFor − 1 @throws what the kernel throws; AppError worker.lost when the thread died or could not start */
  run<Shared, Piece, Part>(
    helper: number,
    kernel: Kernel<Shared, Piece, Part>,
    shared: Shared,
    piece: Piece,
    signal: AbortSignal,
  ): Promise<Part>
}

/** Made when their turn comes, so that memory holds those that are under way and no more. */
export interface PieceList<Piece> {
  readonly count: number
  readonly at: (index: number) => Piece
}

/** A thread is called in for so many pieces: starting one costs as much as it would save on fewer. */
const PIECES_A_THREAD = 6
/** One is computed while the next one is on its way. */
const IN_FLIGHT = 2

/**
 * Runs a kernel over all pieces, here and on the task's helpers; without helpers one after the other here, as is what a helper died with.
 * How pieces are cut must not depend on who computes them: then the answer does not either.
 * @returns parts in the order of the pieces
 */
export async function spread<Shared, Piece, Part>(
  kernel: Kernel<Shared, Piece, Part>,
  shared: Shared,
  pieces: PieceList<Piece>,
  task: Task,
  stage?: string,
): Promise<Part[]> {
  const parts: Part[] = []
  await spreadInto(kernel, shared, pieces, (part) => void parts.push(part), task, stage)
  return parts
}

/** The same, each part handed over in its turn and not kept. @param take called in the order of the pieces */
export async function spreadInto<Shared, Piece, Part>(
  kernel: Kernel<Shared, Piece, Part>,
  shared: Shared,
  pieces: PieceList<Piece>,
  take: (part: Part, index: number) => void,
  task: Task,
  stage?: string,
): Promise<void> {
  const { count, at } = pieces
  /** done before those that come first */
  const early = new Map<number, Part>()
  let turn = 0
  const hand = (index: number, part: Part) => {
    early.set(index, part)
    for (; early.has(turn); turn++) {
      const due = early.get(turn) as Part
      early.delete(turn)
      take(due, turn)
    }
  }
  // one that fails stops all
  const stopping = new AbortController()
  const { signal } = stopping
  const cancel = () => stopping.abort(task.signal.reason)
  task.signal.addEventListener('abort', cancel)
  const here: Task = {
    ...task,
    signal,
    progress: () => {},
    async breathe() {
      signal.throwIfAborted()
      await task.breathe()
      signal.throwIfAborted()
    },
  }
  let next = 0
  let done = 0
  const lost: number[] = []
  const compute = async (index: number, run: (piece: Piece) => Promise<Part>): Promise<void> => {
    hand(index, await run(at(index)))
    task.progress(++done / count, stage)
    await here.breathe()
  }
  const runHere = (piece: Piece) => kernel.run(shared, piece, here)
  const work = async (run: (piece: Piece) => Promise<Part>): Promise<void> => {
    while (next < count) {
      const index = next++
      try {
        await compute(index, run)
      } catch (error) {
        if (error instanceof AppError && error.code === 'worker.lost') {
          task.note(error.code, error.detail)
          lost.push(index)
          return
        }
        stopping.abort(error)
        throw error
      }
    }
  }
  const { helpers } = task
  const threads = helpers ? Math.min(helpers.countFor(shared), Math.ceil(count / PIECES_A_THREAD) - 1) : 0
  const workers = [work(runHere)]
  for (let helper = 0; helpers && helper < threads; helper++) {
    for (let turn = 0; turn < IN_FLIGHT; turn++) {
      workers.push(work((piece) => helpers.run(helper, kernel, shared, piece, signal)))
    }
  }
  // none may go on in the background
  await Promise.allSettled(workers)
  task.signal.removeEventListener('abort', cancel)
  task.signal.throwIfAborted()
  signal.throwIfAborted()
  // what went down with a thread, or never reached one that could not start
  for (const index of lost) await compute(index, runHere)
}
