import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'

/** Path below src → source text. */
type Tree = Readonly<Record<string, string>>
interface Import {
  readonly from: string
  /** path below src, or a package */
  readonly to: string
  readonly isPackage: boolean
  readonly isType: boolean
  readonly isDynamic: boolean
}

/**
 * Who may import whom, as docs/ARCHITECTURE.md has it. Files at the top of src (main, open, boot) put the parts together and may import
 * all. An entry is a folder or a file; a folder always may import itself.
 * `types`: arrows that are allowed for `import type` only, which leaves nothing behind in the built script.
 */
const TABLE: Readonly<Record<string, { readonly values: readonly string[]; readonly types?: readonly string[] }>> = {
  core: { values: [] },
  standards: { values: ['core'] },
  formats: { values: ['core', 'standards'] },
  analyses: { values: ['core', 'standards'] },
  // the contracts between page and worker name what both sides hold
  workers: { values: ['core', 'standards', 'formats', 'analyses'] },
  app: { values: ['core', 'workers/pool.ts', 'workers/protocol.ts'], types: ['workers', 'formats/format.ts'] },
  i18n: { values: ['core'], types: ['app'] },
  commands: {
    values: ['core', 'app', 'formats/registry.ts', 'analyses/registry.ts'],
    types: ['workers', 'formats/format.ts'],
  },
  // the words of errors and stages are one list for screen and terminal
  cli: {
    values: [
      'core',
      'standards',
      'formats',
      'analyses',
      'workers',
      'i18n/all-messages.ts',
      'i18n/errors.ts',
      'i18n/stages.ts',
      'i18n/t.ts',
    ],
  },
  map: { values: ['core', 'standards', 'app'], types: ['workers'] },
  ui: {
    values: ['core', 'standards', 'app', 'commands', 'i18n', 'formats/registry.ts', 'analyses/registry.ts'],
    types: ['workers', 'formats/format.ts', 'map'],
  },
}

/** Where a library may be used: by files that start with one of these. A library that is not named here may be used nowhere. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  proj4: ['core/'],
  flatbush: ['core/'],
  'clipper2-ts': ['core/'],
  pbf: ['core/'],
  geojson: [''],
  flatgeobuf: ['formats/'],
  pmtiles: ['formats/'],
  flatbuffers: ['formats/'],
  fflate: ['formats/', 'core/', 'app/'],
  geotiff: ['formats/'],
  'sql.js': ['formats/', 'workers/'],
  'gdal3.js': ['workers/'],
  fzstd: ['formats/'],
  hyparquet: ['formats/'],
  'hyparquet-compressors': ['formats/'],
  'hyparquet-writer': ['formats/'],
  saxes: ['formats/'],
  valibot: ['app/'],
  'jsonc-parser': ['app/'],
  idb: ['app/', 'workers/'],
  zustand: ['app/', 'ui/', 'map/'],
  react: ['ui/', 'main.tsx'],
  'react-dom': ['ui/', 'main.tsx'],
  '@tanstack/react-virtual': ['ui/'],
  'react-aria-components': ['ui/parts/'],
  '@fontsource/noto-sans': ['ui/print/'],
  '@fontsource/noto-sans-sc': ['ui/print/'],
  'lean-qr': ['ui/share/'],
  qr: ['workers/'],
  'maplibre-gl': ['map/'],
  '@electric-sql/pglite': ['cli/sql/'],
  '@electric-sql/pglite-postgis': ['cli/sql/'],
  pg: ['cli/sql/'],
}
/** Pure and small enough to stand in a static import of a file that describes a format or an analysis. */
const LIGHT = ['proj4', 'flatbush', 'clipper2-ts', 'pbf', 'geojson']

function importsOf(tree: Tree): Import[] {
  return Object.entries(tree).flatMap(([from, source]) => {
    const { module, errors } = parseSync(from, source)
    if (errors.length > 0) throw new Error(`${from}: ${errors[0].message}`)
    const found: { specifier: string; isType: boolean; isDynamic: boolean }[] = []
    for (const { moduleRequest, entries } of module.staticImports)
      found.push({
        specifier: moduleRequest.value,
        isType: entries.length > 0 && entries.every((entry) => entry.isType),
        isDynamic: false,
      })
    for (const { entries } of module.staticExports)
      for (const { moduleRequest, isType } of entries)
        if (moduleRequest) found.push({ specifier: moduleRequest.value, isType, isDynamic: false })
    for (const { moduleRequest } of module.dynamicImports)
      found.push({
        specifier: source.slice(moduleRequest.start, moduleRequest.end).replace(/^['"`]|['"`]$/g, ''),
        isType: false,
        isDynamic: true,
      })
    for (const [, specifier] of source.matchAll(/new URL\(\s*['"]([^'"]+)['"]\s*,\s*import\.meta\.url/g))
      found.push({ specifier, isType: false, isDynamic: true })
    for (const [, list] of source.matchAll(/import\.meta\.glob(?:<[^(]*>)?\(\s*(\[[^\]]*\]|['"][^'"]+['"])/g))
      for (const [, pattern] of list.matchAll(/['"]([^'"]+)['"]/g))
        if (!pattern.startsWith('!')) found.push({ specifier: pattern, isType: false, isDynamic: false })
    return found.flatMap(({ specifier, isType, isDynamic }) => {
      const isPackage = !specifier.startsWith('.')
      const to = isPackage ? packageOf(specifier) : posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''))
      const targets = isPackage || !to.includes('*') ? [to] : Object.keys(tree).filter((path) => posix.matchesGlob(path, to))
      return targets.map((target) => ({ from, to: target, isPackage, isType, isDynamic }))
    })
  })
}

/** also of a glob over the files that a package brings along */
const packageOf = (specifier: string) => /^(@[^/]+\/)?[^/]+/.exec(specifier.replace(/^\/node_modules\//, ''))?.[0] ?? specifier
const folderOf = (path: string) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')

/** Arrows that the table forbids, each as a line to read. */
function forbidden(imports: readonly Import[]): string[] {
  return imports.filter((one) => !isAllowed(one)).map(({ from, to, isType }) => `${from} → ${to}${isType ? ' (type)' : ''}`)
}

function isAllowed({ from, to, isPackage, isType }: Import): boolean {
  if (isPackage && to.startsWith('node:')) return from.startsWith('cli/')
  if (isPackage) return isType || (PACKAGES[to] ?? []).some((start) => from.startsWith(start))
  if (to.startsWith('..')) return to === '../package.json'
  const folder = folderOf(from)
  if (folder === '' || folder === folderOf(to)) return true
  const row = TABLE[folder]
  const names = (entries: readonly string[]) => entries.some((entry) => to === entry || to.startsWith(`${entry}/`))
  return names(row.values) || (isType && names(row.types ?? []))
}

/** Libraries that a format or an analysis loads at once instead of inside decode, encode or run. */
function eagerLibraries(tree: Tree, imports: readonly Import[]): string[] {
  const starts = Object.keys(tree).filter((path) => /export default define(Format|Analysis)\b/.test(tree[path]))
  return starts.flatMap((start) => {
    const seen = new Set([start])
    const heavy: string[] = []
    for (const path of seen)
      for (const one of imports) {
        if (one.from !== path || one.isType || one.isDynamic) continue
        if (!one.isPackage) seen.add(one.to)
        else if (!LIGHT.includes(one.to)) heavy.push(`${start} → ${path} → ${one.to}`)
      }
    return heavy
  })
}

/** Cycles of imports that run when a module loads. */
function cycles(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>()
  for (const { from, to, isType, isDynamic, isPackage } of imports)
    if (!isType && !isDynamic && !isPackage && from !== to) next.set(from, [...(next.get(from) ?? []), to])
  const found: string[] = []
  const done = new Set<string>()
  const walk = (path: string, trail: string[]) => {
    const at = trail.indexOf(path)
    if (at >= 0) return found.push([...trail.slice(at), path].join(' → '))
    if (done.has(path)) return
    for (const to of next.get(path) ?? []) walk(to, [...trail, path])
    done.add(path)
  }
  for (const path of next.keys()) walk(path, [])
  return found
}

function readTree(): Tree {
  const paths = readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|fixture|d)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    paths.map((path) => [relative(import.meta.dirname, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  )
}

describe('the import table', () => {
  const tree = readTree()
  const imports = importsOf(tree)

  it('is kept by every file', () => {
    expect(forbidden(imports)).toEqual([])
  })

  it('knows every folder, and has no row without a folder', () => {
    const folders = new Set(Object.keys(tree).map(folderOf))
    folders.delete('')
    expect([...folders].sort()).toEqual(Object.keys(TABLE).sort())
  })

  it('names every imported file as it is on disk', () => {
    const missing = imports.filter(({ to, isPackage }) => !isPackage && /\.tsx?$/.test(to) && !(to in tree))
    expect(missing.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  it('is without cycles', () => {
    expect(cycles(imports)).toEqual([])
  })

  it('keeps libraries out of what the page loads to name formats and analyses', () => {
    expect(eagerLibraries(tree, imports)).toEqual([])
  })
})

describe('the guard itself', () => {
  const arrows = (tree: Tree) => forbidden(importsOf(tree))

  it.each([
    ['core/a.ts', "import { b } from '../app/b.ts'", 'core/a.ts → app/b.ts'],
    ['core/a.ts', "export * from '../ui/b.tsx'", 'core/a.ts → ui/b.tsx'],
    ['core/a.ts', "import type { B } from '../app/b.ts'", 'core/a.ts → app/b.ts (type)'],
    ['core/a.ts', "import x from 'maplibre-gl'", 'core/a.ts → maplibre-gl'],
    ['core/a.ts', "import fs from 'node:fs'", 'core/a.ts → node:fs'],
    ['app/a.ts', "const m = await import('../map/map-view.ts')", 'app/a.ts → map/map-view.ts'],
    ['app/a.ts', "new Worker(new URL('../workers/tiles.worker.ts', import.meta.url))", 'app/a.ts → workers/tiles.worker.ts'],
    ['app/a.ts', "import { x } from '../workers/tiles-api.ts'", 'app/a.ts → workers/tiles-api.ts'],
    ['commands/a.ts', "import { Map } from 'maplibre-gl'", 'commands/a.ts → maplibre-gl'],
    ['ui/card/a.tsx', "import { Button } from 'react-aria-components'", 'ui/card/a.tsx → react-aria-components'],
    ['ui/a.tsx', "import { m } from '../map/map-view.ts'", 'ui/a.tsx → map/map-view.ts'],
    ['map/a.ts', "import c from '../commands/undo.ts'", 'map/a.ts → commands/undo.ts'],
    ['core/a.ts', "import secret from '../../data/secret.json'", 'core/a.ts → ../data/secret.json'],
  ])('refuses in %s: %s', (path, source, arrow) => {
    expect(arrows({ [path]: source })).toEqual([arrow])
  })

  it('refuses a glob that reaches into a forbidden folder', () => {
    const tree = { 'core/a.ts': "import.meta.glob<X>('../commands/*.ts', { eager: true })", 'commands/undo.ts': '' }
    expect(arrows(tree)).toEqual(['core/a.ts → commands/undo.ts'])
  })

  it('allows what the table allows', () => {
    const tree = {
      'app/a.ts': "import type { TilesApi } from '../workers/tiles-api.ts'; import { startWorkers } from '../workers/pool.ts'",
      'ui/parts/a.tsx': "import { Button } from 'react-aria-components'; import './a.module.css'",
      'main.tsx': "import('./map/map-view.ts')",
    }
    expect(arrows(tree)).toEqual([])
  })

  it('sees a cycle, and a library that a format loads too early', () => {
    const cyclic = { 'core/a.ts': "import './b.ts'", 'core/b.ts': "import './a.ts'" }
    expect(cycles(importsOf(cyclic))).toEqual(['core/a.ts → core/b.ts → core/a.ts'])
    const eager = { 'formats/a.ts': "import './b.ts'\nexport default defineFormat({})", 'formats/b.ts': "import 'geotiff'" }
    expect(eagerLibraries(eager, importsOf(eager))).toEqual(['formats/a.ts → formats/b.ts → geotiff'])
  })
})
