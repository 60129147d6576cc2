import { describe, expect, it } from 'vitest'
import { applicableLook, lookOfLayer } from './layer-look.ts'
import type { Layer, LayerLook } from './state.ts'
import { readStyleFile, writeStyleFile } from './style-file.ts'

const look: LayerLook = {
  geometry: 'polygon',
  opacity: 0.8,
  label: { field: 'QLR', template: '{QLR} {MJ:1}' },
  symbology: {
    kind: 'graduated',
    field: 'MJ',
    method: 'natural',
    breaks: [1, 2.5],
    range: [0, 9],
    styles: [{ fill: '#ffffff' }, { fill: '#808080' }, { fill: '#000000' }],
    other: { fill: '#d5d3cc' },
  },
}
const layerWith = (...names: string[]) =>
  ({
    title: { zh: '宗地', en: 'Parcels' },
    geometry: 'polygon',
    label: null,
    fields: names.map((name) => ({ name, label: { zh: name, en: name } })),
  }) as unknown as Layer

describe('a style file', () => {
  it('gives back what was written', () => {
    expect(readStyleFile(writeStyleFile(look), 'a.json')).toEqual(look)
  })
  it.each([
    ['no JSON', '{'],
    ['another file', '{"format":"one-map-project","version":1}'],
    ['a colour that is CSS', writeStyleFile(look).replace('#808080', 'url(//x.example)')],
    ['limits that do not ascend', writeStyleFile({ ...look, symbology: { ...look.symbology, breaks: [2, 1] } as never })],
    ['more limits than styles', writeStyleFile({ ...look, symbology: { ...look.symbology, breaks: [1, 2, 3] } as never })],
    ['a limit that is no number', writeStyleFile(look).replace('2.5', '1e999')],
  ])('is refused whole: %s', (_, text) => {
    expect(() => readStyleFile(text, 'a.json')).toThrow('style.file')
  })
})

describe('a look on another layer', () => {
  it('needs the fields of its classes', () => {
    expect(() => applicableLook(look, layerWith('QLR'))).toThrow('style.noField')
    expect(() => applicableLook({ ...look, geometry: 'line' }, layerWith('MJ'))).toThrow('style.otherGeometry')
  })
  it('leaves labels alone whose fields are not there', () => {
    expect(applicableLook(look, layerWith('MJ'))).toMatchObject({ symbology: look.symbology, opacity: 0.8, label: null })
    expect(applicableLook(look, layerWith('MJ', 'QLR')).label).toEqual(look.label)
  })
  it('is all that it takes from its own layer', () => {
    const layer = { ...layerWith('MJ', 'QLR'), ...look, id: 'a', visible: false }
    expect(lookOfLayer(layer)).toEqual(look)
  })
})
