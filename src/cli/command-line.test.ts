import { describe, expect, it } from 'vitest'
import { readCommandLine, wantsJson } from './command-line.ts'

const read = (...words: string[]) => readCommandLine(words)

describe('the command line', () => {
  it('reads words, options in both spellings, and several files', () => {
    const line = read(
      'analyze',
      'overlap',
      '--set',
      'subject=a.fgb',
      '--set=against=b.geojson#区界',
      '--out=o.csv',
      '--out',
      'o.xlsx',
      '--json',
    )
    expect(line.command).toBe('analyze')
    expect(line.words).toEqual(['overlap'])
    expect([...line.sets]).toEqual([
      ['subject', ['a.fgb']],
      ['against', ['b.geojson#区界']],
    ])
    expect(line.out).toEqual(['o.csv', 'o.xlsx'])
    expect(line.isJson).toBe(true)
    expect(line.engine).toBe('local')
  })

  it('keeps an equals sign in a value, and repeated values in order', () => {
    expect(read('analyze', 'x', '--set', 'by=a=b', '--set', 'by=c').sets.get('by')).toEqual(['a=b', 'c'])
  })

  it('takes everything after -- as words, so that a file may begin with a dash', () => {
    expect(read('info', '--', '--json', '-x.geojson').words).toEqual(['--json', '-x.geojson'])
  })

  it('names the CRS of one parameter or of all, also as a PROJ string', () => {
    const line = read('analyze', 'x', '--crs', 'subject=EPSG:4528', '--crs', '+proj=tmerc +lon_0=118.5', '--encoding', 'GB18030')
    expect(line.crs.get('subject')).toBe('EPSG:4528')
    expect(line.crs.get('')).toBe('+proj=tmerc +lon_0=118.5')
    expect(line.encoding.get('')).toBe('GB18030')
  })

  it('computes in a database when it is told where one is', () => {
    expect(read('analyze', 'x', '--connect', 'postgres://a/b').engine).toBe('postgis')
  })

  it('asks for help or the version wherever the word stands', () => {
    expect(read('analyze', '--help').command).toBe('help')
    expect(read('--version').command).toBe('version')
    expect(read('-h').command).toBe('help')
  })

  it.each([
    [[], 'cli.noCommand'],
    [['frobnicate'], 'cli.command'],
    [['info', '--jsno'], 'cli.option'],
    [['info', '-x'], 'cli.option'],
    [['info', '--json=1'], 'cli.option'],
    [['convert', 'a', 'b', '--to-crs'], 'cli.value'],
    [['convert', 'a', 'b', '--to-crs='], 'cli.value'],
    [['info', 'a', '--out', '--json'], 'cli.value'],
    [['analyze', 'x', '--set', 'layer'], 'cli.set'],
    [['analyze', 'x', '--set', '=a'], 'cli.set'],
    [['analyze', 'x', '--unit', 'acre'], 'cli.choice'],
    [['analyze', 'x', '--dialect', 'mysql'], 'cli.choice'],
  ])('refuses %j with %s', (words, code) => {
    expect(() => read(...words)).toThrow(expect.objectContaining({ code, isUsage: true }))
  })

  it('knows that JSON is wanted even from a line that is wrong', () => {
    expect(wantsJson(['info', '--nonsense', '--json'])).toBe(true)
  })
})
