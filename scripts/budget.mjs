// Sizes of what the browser must load, from the bundler's own account (.cache/bundle.json) and the files in dist.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { ROOT } from './steps.mjs'

const FIRST_SCREEN_KB = 260
/** the entry, which may be written into index.html as what it imports, and what it asks for at once */
const STARTED = ['src/boot.ts', 'src/open.ts', 'src/main.tsx']

/**
 * What is loaded before the first screen stands: the entry, the application behind it, and all that these import.
 * @param {Record<string, { imports: string[]; source: string | null; isEntry: boolean; hasMap: boolean; modules: string[] }>} chunks by file name
 */
export function firstScreen(chunks) {
  const names = Object.keys(chunks).filter(
    (name) => chunks[name].isEntry || STARTED.some((path) => chunks[name].modules.some((module) => module.endsWith(path))),
  )
  const seen = new Set(names)
  for (const name of seen) for (const imported of chunks[name]?.imports ?? []) seen.add(imported)
  const all = [...seen].filter((name) => chunks[name])
  return { own: all.filter((name) => !chunks[name].hasMap), map: all.filter((name) => chunks[name].hasMap) }
}

export function reportBudget() {
  const chunks = JSON.parse(readFileSync(join(ROOT, '.cache/bundle.json'), 'utf8'))
  const sizeKb = (name) => gzipSync(readFileSync(join(ROOT, 'dist', name)), { level: 9 }).length / 1000
  const { own, map } = firstScreen(chunks)
  const total = (names) => names.reduce((sum, name) => sum + sizeKb(name), 0)
  const rows = Object.keys(chunks).map((name) => ({
    name,
    kb: sizeKb(name),
    part: own.includes(name) ? 'first screen' : map.includes(name) ? 'map' : 'later',
  }))
  for (const { name, kb, part } of rows.sort((a, b) => b.kb - a.kb).slice(0, 20))
    console.log(`  ${kb.toFixed(1).padStart(7)} kB gzip  ${part.padEnd(12)}  ${name}`)
  const ownKb = total(own)
  console.log(
    `  first screen ${ownKb.toFixed(1)} kB of ${FIRST_SCREEN_KB} kB; of the map's library ${total(Object.keys(chunks).filter((name) => chunks[name].hasMap)).toFixed(1)} kB`,
  )
  const mixed = Object.keys(chunks).filter((name) => chunks[name].hasMap && chunks[name].source !== null)
  if (mixed.length > 0) throw new Error(`the map's library is mixed with our own code, so that no size can be told: ${mixed}`)
  if (ownKb > FIRST_SCREEN_KB) throw new Error(`first screen is ${ownKb.toFixed(1)} kB gzip, the budget is ${FIRST_SCREEN_KB} kB`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) reportBudget()
