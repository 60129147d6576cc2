import { statSync } from 'node:fs'
import { type FileFormat, fileOf } from './decode.ts'
import { served } from './first-view.ts'
import type { Engines } from './measure.ts'
import { measureOurs } from './ours.ts'

const LIMIT_MS = 900_000

export function enginesOf(format: FileFormat): Engines {
  return {
    ours: async (n, { app }) => {
      const path = fileOf(format, n)
      const figure = await served(app, async (url) => measureOurs(url, path, n, LIMIT_MS))
      return { ...figure, detail: { fileMiB: statSync(path).size / 2 ** 20, ...figure.detail } }
    },
  }
}
