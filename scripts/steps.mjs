// What `npm start` and `npm test` both need, with nothing but Node itself: the first thing they do is to install the rest.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

export const ROOT = join(import.meta.dirname, '..')
const CACHE = join(ROOT, '.cache')
const BIN = join(ROOT, 'node_modules/.bin')

/** Stops with a sentence when this Node is older than package.json's engines say. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
  if (isSupported) return
  throw new Error(
    `Node ${version}: 需要 20.19 以上或 22.12 以上 · needs 20.19 or newer (of 22: 22.12 or newer). https://nodejs.org`,
  )
}

/**
 * Runs a command from the root, its output on ours; rejects when it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function run(command, args, env = {}) {
  const isWindows = process.platform === 'win32'
  const local = join(BIN, command + (isWindows ? '.cmd' : ''))
  return new Promise((resolve, reject) => {
    const child = spawn(existsSync(local) ? local : command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      shell: isWindows,
    })
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')}: ${signal ?? `exit ${code}`}`)),
    )
  })
}

/** Whether node_modules holds what package-lock.json says; asks npm's own record, so it also holds after a manual install. */
export function isInstalled(root = ROOT) {
  const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false
  const wanted = read('package-lock.json')
  const present = read('node_modules/.package-lock.json')
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.peer || present[path]?.version === entry.version,
  )
}

export async function install() {
  if (isInstalled()) return false
  // not `npm ci`: it refuses a lock that lacks the binary of any other platform, and mirrors often lack some of those;
  // this takes the same locked versions and writes neither package.json nor the lock
  await run('npm', ['install', '--no-save', '--prefer-offline', '--no-audit', '--no-fund'])
  return true
}

/** Builds the demonstration layers when one is missing or damaged, or when their generator has changed. */
export async function buildLayers() {
  const generator = hashOf(['scripts/layers'])
  // without a stamp complete layers are taken as they are: they came with the repository or were put there by the office
  if (hasAllLayers() && [generator, null].includes(readStamp('layers'))) {
    writeStamp('layers', generator)
    return false
  }
  await run('npm', ['run', '--silent', 'layers'])
  if (!hasAllLayers()) throw new Error('data/layers: catalog.json names files that were not built')
  writeStamp('layers', generator)
  return true
}

function hasAllLayers() {
  const folder = join(ROOT, 'data/layers')
  if (!existsSync(join(folder, 'catalog.json'))) return false
  const { layers } = JSON.parse(readFileSync(join(folder, 'catalog.json'), 'utf8'))
  return layers.every(({ file, bytes }) => {
    const path = join(folder, file)
    return existsSync(path) && statSync(path).size === bytes
  })
}

/** Builds dist when a source has changed since the last build. */
export async function buildApp({ always = false } = {}) {
  const sources = hashOf(['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json', 'data/layers/catalog.json'])
  if (!always && readStamp('build') === sources && existsSync(join(ROOT, 'dist/index.html'))) return false
  await run('vite', ['build', '--logLevel', 'warn'])
  writeStamp('build', sources)
  return true
}

/** Bundles the command line for Node when a source has changed; says nothing on stdout, which belongs to the result. */
export async function buildCli() {
  const folders = ['cli', 'core', 'formats', 'analyses', 'standards', 'workers', 'i18n'].map((folder) => `src/${folder}`)
  const key = hashOf([...folders, 'package.json', 'package-lock.json', 'scripts/build/cli.mjs']).slice(0, 16)
  mkdirSync(join(CACHE, 'cli'), { recursive: true })
  const { bundleCli } = await import('./build/cli.mjs')
  return bundleCli(ROOT, join(CACHE, 'cli'), key)
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths)
    for (const file of filesBelow(join(ROOT, path))) hash.update(`${relative(ROOT, file)}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

function filesBelow(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}

const stampPath = (name) => join(CACHE, `${name}.sha256`)
const readStamp = (name) => (existsSync(stampPath(name)) ? readFileSync(stampPath(name), 'utf8') : null)
function writeStamp(name, value) {
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(stampPath(name), value)
}
