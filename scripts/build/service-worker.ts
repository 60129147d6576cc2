import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, posix, resolve, sep } from 'node:path'
import { build, type Plugin } from 'vite'
import type { Shell } from '../../src/core/offline/shell.ts'

const ENTRY = 'src/workers/service.worker.ts'
/** GDAL is 40 MB and reads two formats: kept once it has been used. */
const LATER = /gdal3WebAssembly/
/** Belongs to the office, or is asked for anew each time. */
const NOT_SHELL = /^(layers\/|config\.json$|sw\.js$)/
/** A file of another build must not get among these; icons and names may be an office's own. */
const EXACT = /\.(html|js|css|wasm)$/

/** Lists what the build has written and puts the list into sw.js, which stands unhashed at the root of the deployed folder. */
export function serviceWorker(root: string): Plugin {
  let outDir = 'dist'
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved: (config) => {
      outDir = resolve(root, config.build.outDir)
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        const shell = await listShell(outDir)
        const built = await build({
          configFile: false,
          root,
          logLevel: 'warn',
          define: { __SHELL__: JSON.stringify(shell) },
          build: {
            write: false,
            target: 'es2022',
            rolldownOptions: { input: join(root, ENTRY), output: { format: 'iife', entryFileNames: 'sw.js' } },
          },
        })
        const [output] = Array.isArray(built) ? built : [built]
        const chunk = 'output' in output ? output.output.find(({ type }) => type === 'chunk') : undefined
        if (chunk?.type !== 'chunk') throw new Error(`${ENTRY} gave no script`)
        writeFileSync(join(outDir, 'sw.js'), chunk.code)
      },
    },
  }
}

/** Files of a built folder; the version changes with any of them. */
export async function listShell(folder: string): Promise<Shell> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = found
    .filter((entry) => entry.isFile())
    .map((entry) => posix.join(entry.parentPath.slice(folder.length).split(sep).join('/'), entry.name).replace(/^\//, ''))
    .filter((path) => !NOT_SHELL.test(path) && !path.split('/').some((part) => part.startsWith('.')))
    .sort()
  const digests = paths.map((path) =>
    createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest(),
  )
  const version = createHash('sha256')
  paths.forEach((path, i) => {
    version.update(`${path}\0`).update(digests[i])
  })
  return {
    version: version.digest('hex').slice(0, 16),
    files: paths
      .map((path, i) => ({ path, integrity: EXACT.test(path) ? `sha256-${digests[i].toString('base64')}` : null }))
      .filter(({ path }) => !LATER.test(path)),
    later: paths.filter((path) => LATER.test(path)),
  }
}
