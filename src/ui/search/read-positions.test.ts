import { describe, expect, it } from 'vitest'
import { readPositions } from './read-positions.ts'

const config = {
  district: {
    name: { zh: '垦利区', en: 'Kenli' },
    code: '370505',
    extent: [118.247, 37.412, 119.322, 37.954] as [number, number, number, number],
  },
  workingCrs: ['EPSG:4528', 'EPSG:4527'],
}

describe('readPositions', () => {
  it('echoes how a pair in degrees was read', () => {
    const [position] = readPositions('37.5869, 118.54321', config).positions
    expect(position.lngLat).toEqual([118.54321, 37.5869])
    expect(position.reading.zh).toBe('按纬度,经度 读作 118.543210°E 37.586900°N')
    expect(position.isInside).toBe(true)
  })
  it('names the zone that stands in Y', () => {
    const [position] = readPositions('X 4162644.88 Y 40371328.55', config).positions
    expect(position.reading.zh).toContain('40')
    expect(position.reading.zh).toContain('X,Y 读作 118.54')
  })
  it('says that a place is elsewhere, and that words are no coordinates', () => {
    expect(readPositions('116.39 39.9', config).positions[0].isInside).toBe(false)
    expect(readPositions('天宁湖', config)).toEqual({ positions: [], problem: null })
    expect(readPositions('118 95', config).problem?.code ?? readPositions('118 95', config).positions[0]).toBeTruthy()
  })
})
