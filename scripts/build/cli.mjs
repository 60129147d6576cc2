import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

/** A run that is under way still reads chunks of its bundle: one is cleared away only when nobody has started it for so long. */
const KEPT_MS = 7 * 24 * 3600 * 1000

/**
 * Bundles the command line for Node into `folder`/`key`, unless it is there: the registries are globs, which need the bundler;
 * libraries stay outside. Several runs may build at once: each builds for itself, the first to finish is kept. Bundles of other
 * sources stay for a week, for the runs that began with them.
 * @param {string} root of the repository @param {string} folder @param {string} key of the sources
 * @returns {Promise<string>} path of the script to run
 */
export async function bundleCli(root, folder, key) {
  const ready = join(folder, key)
  const script = join(ready, 'main.js')
  if (existsSync(script)) {
    // tells when it was last started
    utimesSync(ready, new Date(), new Date())
    return script
  }
  const { build } = await import('vite')
  const pkg = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const working = join(folder, `${key}.${process.pid}`)
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    define: { __APP_NAME__: JSON.stringify(pkg.name), __APP_VERSION__: JSON.stringify(pkg.version) },
    build: {
      ssr: true,
      target: 'node20',
      outDir: working,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(
          ['main', 'run-thread', 'decode-thread', 'helper-thread'].map((name) => [name, join(root, `src/cli/${name}.ts`)]),
        ),
        // one flat folder: a chunk finds the threads' scripts beside itself
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  try {
    renameSync(working, ready)
  } catch (error) {
    rmSync(working, { recursive: true })
    if (!existsSync(script)) throw error
  }
  clearOld(folder, key)
  return script
}

/**
 * Bundles that nobody has started for a week, and what a broken-off build has left.
 * @param {string} folder @param {string} key of the bundle in use
 */
export function clearOld(folder, key) {
  for (const name of readdirSync(folder)) {
    if (!/^[0-9a-f]{16}(\.\d+)?$/.test(name) || name === key) continue
    const path = join(folder, name)
    try {
      if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true })
    } catch {
      // another run has cleared it away
    }
  }
}
