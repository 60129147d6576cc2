import { closeSync, existsSync, openSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Task } from '../../core/task.ts'
import { digestOf } from '../digest.ts'
import { headOf } from './batches.ts'
import { readCatalog } from './catalog-file.ts'

export interface Problem {
  readonly layer: string
  readonly file: string
  readonly problem: 'missing' | 'bytes' | 'sha256' | 'count'
  readonly expected: string | number
  readonly found: string | number | null
}
export interface CheckAnswer {
  readonly folder: string
  readonly files: number
  readonly bytes: number
  readonly problems: readonly Problem[]
}

/** Every file that the catalog names, by size, checksum and number of features, read piece by piece. @throws CliError cli.file, publish.catalog */
export async function checkLayers(folder: string, task: Task): Promise<CheckAnswer> {
  const { layers } = readCatalog(folder)
  const wanted = layers.flatMap(({ id, file, bytes, sha256, count, tiles, codes, columns }) => [
    { id, file, bytes, sha256, count },
    ...[tiles, codes, columns].flatMap((beside) => (beside ? [{ id, ...beside, count: undefined }] : [])),
  ])
  const problems: Problem[] = []
  let bytes = 0
  for (const [i, each] of wanted.entries()) {
    task.progress(i / wanted.length, 'stage.read')
    await task.breathe()
    const path = join(folder, each.file)
    const place = { layer: each.id, file: each.file }
    if (!existsSync(path)) {
      problems.push({ ...place, problem: 'missing', expected: each.bytes, found: null })
      continue
    }
    const { size } = statSync(path)
    bytes += size
    if (size !== each.bytes) problems.push({ ...place, problem: 'bytes', expected: each.bytes, found: size })
    else {
      const found = await digestOf(path)
      if (found !== each.sha256) problems.push({ ...place, problem: 'sha256', expected: each.sha256, found })
      else if (each.count !== undefined && path.endsWith('.fgb')) {
        const held = countIn(path, size)
        if (held !== each.count) problems.push({ ...place, problem: 'count', expected: each.count, found: held })
      }
    }
  }
  return { folder, files: wanted.length, bytes, problems }
}

function countIn(path: string, size: number): number {
  const file = openSync(path, 'r')
  try {
    return headOf(file, size, basename(path)).count
  } finally {
    closeSync(file)
  }
}
