import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalog } from '../../src/app/catalog.ts'

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/**
 * Whether a layer's file is there, and one of ours is the very file that the catalog names: with a new version of the program it may be another.
 * The office's own file, which may be large, is taken as it is.
 */
export function isAsNamed(folder: string, { file, sha256: named, isDemonstration }: Catalog['layers'][number]): boolean {
  const path = join(folder, file)
  return existsSync(path) && (!isDemonstration || sha256(readFileSync(path)) === named)
}
