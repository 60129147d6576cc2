import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { refuseInputs, save } from './write-result.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'save-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

test('a result takes the place of an older file at once, and nothing else is left beside it', async () => {
  writeFileSync(at('a.csv'), 'older and longer')
  await save(at('a.csv'), 'new')
  expect(readFileSync(at('a.csv'), 'utf8')).toBe('new')
  expect(readdirSync(folder)).toEqual(['a.csv'])
})

test.skipIf(!existsSync('/dev/full'))('a disk that is full keeps the older file as it was', async () => {
  writeFileSync(at('a.csv'), 'older')
  // what is written beside its place goes to a device without room
  symlinkSync('/dev/full', at(`a.csv.${process.pid}.part`))
  await expect(save(at('a.csv'), 'new')).rejects.toMatchObject({ code: 'cli.write', detail: { reason: 'ENOSPC' } })
  expect(readFileSync(at('a.csv'), 'utf8')).toBe('older')
  expect(readdirSync(folder)).toEqual(['a.csv'])
})

test('a folder in its place is said, and a link to a file goes on leading there', async () => {
  mkdirSync(at('b.csv'))
  await expect(save(at('b.csv'), 'new')).rejects.toMatchObject({ code: 'cli.write', detail: { file: at('b.csv') } })
  writeFileSync(at('kept.csv'), 'older')
  symlinkSync(at('kept.csv'), at('link.csv'))
  await save(at('link.csv'), 'new')
  expect(readFileSync(at('kept.csv'), 'utf8')).toBe('new')
})

test('an input is no output, by whatever name it is called', () => {
  writeFileSync(at('宗地.gpkg'), '')
  symlinkSync(at('宗地.gpkg'), at('link.gpkg'))
  linkSync(at('宗地.gpkg'), at('hard.gpkg'))
  for (const out of ['宗地.gpkg', 'link.gpkg', 'hard.gpkg'])
    expect(() => refuseInputs([at(out)], [at('none.fgb'), `${at('宗地.gpkg')}#地块`]), out).toThrow(
      expect.objectContaining({ code: 'cli.overInput', isUsage: true, detail: { file: at(out) } }),
    )
  // a scheme may be given as JSON, which is no path
  expect(() => refuseInputs([at('new.gpkg')], [at('宗地.gpkg'), at('new.gpkg'), `{${'"a":1,'.repeat(2000)}}`])).not.toThrow()
})
