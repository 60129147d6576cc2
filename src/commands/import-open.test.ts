import { expect, test } from 'vitest'
import type { App } from '../app/app.ts'
import { importOpen } from './palette/import-open.ts'

test('the picker opens with the press, for any file: zipped data and the parts of a Shapefile too', () => {
  const asked: string[] = []
  const pick = (accept: string) => {
    asked.push(accept)
    return new Promise<File[]>(() => {})
  }
  void importOpen.run({ files: { pick } } as unknown as App, undefined)
  expect(asked).toEqual([''])
})
