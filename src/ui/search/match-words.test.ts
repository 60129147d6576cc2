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
  it('puts whole words before beginnings before insides', () => {
    expect(matching(['放大地图', '放大', '可放大'], (word) => [word], '放大')).toEqual(['放大', '放大地图', '可放大'])
  })
})
