import { expect, it } from 'vitest'
import { freeTitle } from './free-title.ts'

const titled = (zh: string, en = zh) => ({ title: { zh, en } })

it('numbers the second layer of a name, and the third', () => {
  const found = { zh: '宗地：查询结果', en: '宗地：查询结果' }
  expect(freeTitle(found, [titled('宗地')])).toBe(found)
  expect(freeTitle(found, [titled(found.zh)])).toEqual({ zh: '宗地：查询结果（2）', en: '宗地：查询结果 (2)' })
  expect(freeTitle(found, [titled(found.zh), titled('宗地：查询结果（2）', 'b')]).zh).toBe('宗地：查询结果（3）')
})

it('bears one number in both languages, though the name is taken in one only', () => {
  expect(freeTitle({ zh: '裁剪结果', en: 'Clip, result' }, [titled('别的', 'Clip, result')])).toEqual({
    zh: '裁剪结果（2）',
    en: 'Clip, result (2)',
  })
})
