import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstScreen } from './budget.mjs'
import { checkNode, isInstalled } from './steps.mjs'

describe('checkNode', () => {
  it('accepts what package.json says and nothing older', () => {
    for (const version of ['20.19.0', '20.20.2', '22.12.0', '24.1.0']) expect(() => checkNode(version)).not.toThrow()
    for (const version of ['18.20.0', '20.18.3', '21.7.0', '22.11.0']) expect(() => checkNode(version)).toThrow('20.19')
  })
})

describe('isInstalled', () => {
  let root: string
  const lock = (version: string) =>
    JSON.stringify({
      packages: { '': {}, 'node_modules/a': { version }, 'node_modules/mac': { version: '1.0.0', optional: true } },
    })
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'steps-'))
    writeFileSync(join(root, 'package-lock.json'), lock('1.0.0'))
  })
  afterEach(() => rmSync(root, { recursive: true }))

  it('is false on a fresh clone and true once the locked versions are there', () => {
    expect(isInstalled(root)).toBe(false)
    mkdirSync(join(root, 'node_modules'))
    cpSync(join(root, 'package-lock.json'), join(root, 'node_modules/.package-lock.json'))
    expect(isInstalled(root)).toBe(true)
  })

  it('is false when the lock has moved on, and does not ask for packages of other systems', () => {
    mkdirSync(join(root, 'node_modules'))
    const present = { packages: { 'node_modules/a': { version: '1.0.0' } } }
    writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify(present))
    expect(isInstalled(root)).toBe(true)
    writeFileSync(join(root, 'package-lock.json'), lock('1.0.1'))
    expect(isInstalled(root)).toBe(false)
  })
})

describe('firstScreen', () => {
  const chunk = (imports: string[], more = {}) => ({
    imports,
    source: null,
    isEntry: false,
    hasMap: false,
    modules: [] as string[],
    ...more,
  })

  it('follows static imports from the entry and from the application, and sets the map apart', () => {
    const chunks = {
      'index.js': chunk(['shared.js'], { isEntry: true }),
      'main.js': chunk(['react.js'], { modules: ['/x/src/app/app.ts', '/x/src/main.tsx'] }),
      'react.js': chunk([]),
      'shared.js': chunk([]),
      'map-view.js': chunk(['maplibre.js']),
      'maplibre.js': chunk([], { hasMap: true }),
    }
    expect(firstScreen(chunks)).toEqual({ own: ['index.js', 'main.js', 'shared.js', 'react.js'], map: [] })
    chunks['main.js'].imports.push('maplibre.js')
    expect(firstScreen(chunks).map).toEqual(['maplibre.js'])
  })
})
