import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { NOTICES } from './notices.ts'

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

describe('open-source notices', () => {
  // listed as dependencies for work that is still to come; not in the built program
  const notShipped = ['@turf/turf', 'geotiff']
  const dependencies = Object.keys(read('package.json').dependencies).filter((name) => !notShipped.includes(name))

  it('names every component that is shipped', () => {
    expect(NOTICES.map(({ name }) => name)).toEqual(dependencies.sort())
  })
  it.each(NOTICES)('$name is under $licence', ({ name, licence }) => {
    expect(read(`node_modules/${name}/package.json`).license).toBe(licence)
  })
})
