import { describe, expect, it } from 'vitest'
import { matching, matchRank } from './match-words.ts'

describe('matching', () => {
  it('forgives width, case and spaces', () => {
    expect(matchRank(['Zoom in'], 'ZOOMIN')).toBe(0)
    expect(matchRank(['湿地公园'], '湿　地')).toBe(1)
    expect(matchRank(['GB00318'], 'ｇｂ００３')).toBe(1)
    expect(matchRank(['湿地公园'], '公园')).toBe(3)
    expect(matchRank(['湿地公园'], '红线')).toBeNull()
    expect(matchRank(['湿地公园'], '  ')).toBeNull()
  })
  it('finds the word inside a longer question, but not in a condition, a code or a short Latin word', () => {
    expect(matchRank(['导入', '打开'], '打开文件')).toBe(5)
    expect(matchRank(['Measure length', 'distance'], 'distances')).toBe(5)
    expect(matchRank(['面积'], '面积 > 50')).toBeNull()
    expect(matchRank(['shp'], 'township')).toBeNull()
    expect(matchRank(['亩'], '亩数')).toBeNull()
  })
  it('puts whole words before beginnings before insides', () => {
    expect(matching(['放大地图', '放大', '可放大'], (word) => [word], '放大')).toEqual(['放大', '放大地图', '可放大'])
  })
})
