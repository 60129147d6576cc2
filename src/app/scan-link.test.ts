import { afterEach, expect, it, vi } from 'vitest'
import { hashOfLink, linkInPicture } from './scan-link.ts'

const BASE = 'https://gis.example/kenli/'

it.each([
  [`${BASE}#v=1&map=14/37.5/118.5`, '#v=1&map=14/37.5/118.5'],
  [` ${BASE}index.html#v=1 `, '#v=1'],
  [BASE, ''],
])('%s opens %s', (text, hash) => {
  expect(hashOfLink(text, BASE)).toBe(hash)
})
it.each([
  ['https://gis.example/other/#v=1', 'scan.elsewhere'],
  ['https://gis.example.evil/kenli/#v=1', 'scan.elsewhere'],
  ['http://gis.example/kenli/#v=1', 'scan.elsewhere'],
  ['javascript:alert(1)', 'scan.noLink'],
  ['宗地 370505001001GB00001', 'scan.noLink'],
])('%s is refused: %s', (text, code) => {
  expect(() => hashOfLink(text, BASE)).toThrow(expect.objectContaining({ code }))
})

afterEach(() => vi.unstubAllGlobals())

it('says that a file is no picture, that a picture has no code', async () => {
  let code: string | null = null
  const read = async () => code
  vi.stubGlobal('createImageBitmap', async () => Promise.reject(new DOMException('no')))
  await expect(linkInPicture(new Blob(), BASE, read)).rejects.toMatchObject({ code: 'scan.noPicture' })
  const close = vi.fn()
  vi.stubGlobal('createImageBitmap', async () => ({ close }))
  await expect(linkInPicture(new Blob(), BASE, read)).rejects.toMatchObject({ code: 'scan.none' })
  code = `${BASE}#v=1&lang=en`
  expect(await linkInPicture(new Blob(), BASE, read)).toBe('#v=1&lang=en')
  expect(close).toHaveBeenCalledTimes(2)
})
