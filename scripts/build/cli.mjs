import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Bundles the command line for Node into `folder`/`key`, unless it is there: the registries are globs, which need the bundler;
 * libraries stay outside. Several runs may build at once: each builds for itself, the first to finish is kept.
 * @param {string} root of the repository @param {string} folder @param {string} key of the sources
 * @returns {Promise<string>} path of the script to run
 */
export async function bundleCli(root, folder, key) {
  const ready = join(folder, key)
  const script = join(ready, 'main.js')
  if (existsSync(script)) return script
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
  for (const name of readdirSync(folder))
    if (/^[0-9a-f]{16}$/.test(name) && name !== key) rmSync(join(folder, name), { recursive: true })
  return script
}
