import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Task } from '../../core/task.ts'
import { digestOf } from '../digest.ts'
import { readCatalog } from './catalog-file.ts'

export interface Problem {
  readonly layer: string
  readonly file: string
  readonly problem: 'missing' | 'bytes' | 'sha256'
  readonly expected: string | number
  readonly found: string | number | null
}
export interface CheckAnswer {
  readonly folder: string
  readonly files: number
  readonly bytes: number
  readonly problems: readonly Problem[]
}

/** Every file that the catalog names, by size and checksum, read piece by piece. @throws CliError cli.file, publish.catalog */
export async function checkLayers(folder: string, task: Task): Promise<CheckAnswer> {
  const { layers } = readCatalog(folder)
  const wanted = layers.flatMap(({ id, file, bytes, sha256, tiles }) => [
    { id, file, bytes, sha256 },
    ...(tiles ? [{ id, ...tiles }] : []),
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
    }
  }
  return { folder, files: wanted.length, bytes, problems }
}
