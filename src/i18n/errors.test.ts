import { describe, expect, it } from 'vitest'
import { messageOf } from './errors.ts'
import './all-messages.ts'

describe('messageOf', () => {
  it('fills the detail into the words of the code', () => {
    expect(messageOf('layer.fetch', { file: 'parcels.fgb', status: 404 }, 'zh')).toContain('parcels.fgb（状态 404）')
    expect(messageOf('rows.withoutGeometry', { count: 1 }, 'en')).toBe('This feature has no geometry.')
  })
  it('names an unknown code with its detail', () => {
    expect(messageOf('no.such', { row: 7 }, 'en')).toContain('no.such (row 7)')
    expect(messageOf('no.such', {}, 'zh')).toContain('no.such')
  })
  it('has no code that JavaScript itself brings along', () => {
    expect(messageOf('constructor', {}, 'en')).toContain('constructor')
  })
})

it('a list is set apart as the language does', () => {
  const detail = { format: 'TXT', count: 2, fields: 'XFLX、JSZT' }
  expect(messageOf('write.fieldsDropped', detail, 'en')).toContain('XFLX, JSZT')
  expect(messageOf('write.fieldsDropped', detail, 'zh')).toContain('XFLX、JSZT')
})

it('kinds of shapes are told in words', () => {
  const detail = { kinds: 'polygon point', tables: 2 }
  expect(messageOf('geometry.kindsSplit', detail, 'zh')).toContain('（面、点）')
  expect(messageOf('geometry.kindsSplit', detail, 'en')).toContain('(polygons, points)')
})

it('areas are told in the chosen unit beside m², where it says more', () => {
  const detail = { count: 2, below: 1, areaM2: 12345.67 }
  const zh = messageOf('overlap.ignored', detail, 'zh', 'mu')
  expect(zh).toContain('m²（18.52 亩）')
  expect(zh).toContain('小于 1 m²，')
  expect(messageOf('overlap.ignored', detail, 'en', 'ha')).toContain('m² (1.2346 ha)')
  expect(messageOf('overlap.ignored', { ...detail, areaM2: 60 }, 'zh', 'mu')).not.toContain('亩')
  expect(messageOf('overlap.ignored', detail, 'zh')).not.toContain('亩')
})

it('a layer is called in the language of the note', () => {
  const detail = { layer: '宗地', layerEn: 'Parcels', count: 1, rows: '65', changeM2: 2.07 }
  expect(messageOf('overlay.repaired', detail, 'en')).toContain('“Parcels”')
  expect(messageOf('overlay.repaired', detail, 'zh')).toContain('“宗地”')
  expect(messageOf('overlay.repaired', { ...detail, layerEn: null }, 'en')).toContain('“宗地”')
})

it('an area keeps its second decimal, a whole one and a count stay whole', () => {
  const detail = { count: 2, below: 0.5, areaM2: 836255.8 }
  expect(messageOf('overlap.ignored', detail, 'zh')).toContain('836\u00a0255.80 m²')
  expect(messageOf('overlap.ignored', detail, 'zh')).toContain('小于 0.5 m²')
  expect(messageOf('overlap.ignored', { ...detail, areaM2: 12_000 }, 'en')).toContain('12\u00a0000 m²')
  expect(messageOf('overlap.ignored', { ...detail, areaM2: 0.0003 }, 'en')).toContain('0.0003 m²')
})

it.each([
  ['xml.syntax', { file: 'a.kml', line: 4, problem: 'unclosed tag: coordinates' }, '标签 coordinates 没有结束'],
  ['json.syntax', { file: 'a.json', line: 1, at: 6, expected: 'value', found: 'NaN' }, '应为一个值，却是“NaN”'],
  ['json.cutOff', { file: 'a.json', line: 9, at: 60, expected: ', ]' }, '此处应为“,”或“]”'],
  ['project.damaged', { file: 'a.onemap', path: 'tables/0', expected: 'member' }, 'tables/0 的内容不对，应为与校验和相符的数据'],
  ['project.damaged', { file: 'a.onemap', path: 'project.runs', expected: 'Array' }, '应为一个列表'],
  ['topojson.damaged', { file: 'a.json', what: 'objects' }, 'objects 里没有图层'],
  ['raster.broken', { file: 'a.tif', reason: 'StripOffsets: 40000 ≥ 262' }, '第 40\u00a0000 字节，而文件只有 262 字节'],
])('what a reader finds wrong is told in the language of the sentence: %s', (code, detail, words) => {
  expect(messageOf(code, detail, 'zh')).toContain(words)
  expect(messageOf(code, detail, 'en')).not.toMatch(/\p{Script=Han}/u)
})

it('what no list of reasons has stands as it is', () => {
  expect(messageOf('xml.syntax', { file: 'a.kml', line: 4, problem: 'quite new' }, 'zh')).toContain('（quite new）')
})

it('a host that does not answer is told as that, not as a status of nought', () => {
  const detail = { file: 'plots.fgb', status: 0, reason: 'TypeError: Failed to fetch' }
  expect(messageOf('raster.fetch', detail, 'zh')).toContain('plots.fgb（主机没有应答）')
  expect(messageOf('raster.fetch', detail, 'en')).toContain('(the host does not answer)')
  expect(messageOf('raster.fetch', { ...detail, status: 503 }, 'en')).toContain('(status 503)')
})

it('the name of a field does not turn round the sentence that it stands in', () => {
  expect(messageOf('format.failed', { file: '\u202egpj.exe', message: 'x' }, 'zh')).not.toMatch(/[\u202a-\u202e]/)
})

it('a receiver that is lost is told with what to do, the words of the browser behind', () => {
  const detail = { message: 'The device has been lost.' }
  expect(messageOf('position.lost', detail, 'zh')).toMatch(/请检查设备.*The device has been lost\.）$/)
  expect(messageOf('position.lost', detail, 'en')).toMatch(/check the device.*The device has been lost\.\)$/)
})
