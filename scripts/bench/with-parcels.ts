import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { encodeFlatGeobuf } from '../../src/formats/flatgeobuf.ts'
import { createStaticServer, listen } from '../serve.mjs'
import { inBrowser, type ProcessKind } from './browser.ts'
import { parcelFabric } from './fabric.ts'

export interface Given {
  readonly url: string
  /** FlatGeobuf of n parcels */
  readonly file: string
  readonly n: number
  readonly memoryMb: (which?: 'now' | 'peak', of?: ProcessKind) => number | null
}

/** The application served, in a browser of its own, and a file of n parcels to be opened there. */
export async function withParcels<T>(
  n: number,
  app: string,
  work: (page: Page, given: Given) => Promise<T>,
  flags: readonly string[] = [],
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const server = createStaticServer({ root: app })
  try {
    const file = join(folder, `parcels-${n}.fgb`)
    writeFileSync(file, await encodeFlatGeobuf(parcelFabric(n)))
    const url = `http://127.0.0.1:${await listen(server, { port: 0 })}/`
    return await inBrowser((page, memoryMb) => work(page, { url, file, n, memoryMb }), flags)
  } finally {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
