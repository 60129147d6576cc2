import { describe, expect, it } from 'vitest'
import { resultExport } from '../../commands/palette/result-export.ts'
import { paletteCommands } from '../../commands/registry.ts'
import { matching } from './match-words.ts'

/** What newcomers typed in the trial of docs/usability.md, and the command they meant. */
const WORDS: Readonly<Record<string, string>> = {
  测量: 'measure-length',
  绘制: 'draw-polygon',
  打开文件: 'import-open',
  上传: 'import-open',
  样式: 'style-in-hand',
  改颜色: 'style-in-hand',
  筛选: 'table-toggle',
  查询: 'table-toggle',
  导出图层: 'export-in-hand',
  下载: 'export-in-hand',
  压占分析: 'panel-analysis',
  缓冲区: 'panel-analysis',
  底图: 'settings-open',
  报告: 'result-export',
  导出结果: 'result-export',
  截图: 'print-open',
  夜间模式: 'theme-switch',
  英文: 'language-switch',
  核查: 'field-mode',
  'upload files': 'import-open',
  'download layer': 'export-in-hand',
  legend: 'style-in-hand',
  query: 'table-toggle',
  buffer: 'panel-analysis',
  report: 'result-export',
  'export result': 'result-export',
  screenshot: 'print-open',
  basemap: 'settings-open',
}

describe('the palette', () => {
  it.each(Object.entries(WORDS))('is asked for %s and offers %s', (typed, wanted) => {
    const found = matching(paletteCommands, ({ title, aliases = [] }) => [title.zh, title.en, ...aliases], typed)
    expect(found.slice(0, 8).map(({ id }) => id)).toContain(wanted)
  })

  // what Enter takes: commands that share a word must not stand in each other's way
  it.each([
    ['报告', 'result-export'],
    ['report', 'result-export'],
    ['面积汇总', 'panel-analysis'],
    ['area summary', 'panel-analysis'],
  ])('is asked for %s and puts %s first', (typed, wanted) => {
    const [first] = matching(paletteCommands, ({ title, aliases = [] }) => [title.zh, title.en, ...aliases], typed)
    expect(first.id).toBe(wanted)
  })
})

describe('a report', () => {
  const appOf = (runs: number, isOpen: boolean) => {
    const changes: unknown[] = []
    const session = { panels: { analysis: isOpen }, asked: [] }
    const setSession = (change: unknown) => changes.push(typeof change === 'function' ? change(session) : change)
    const store = { getState: () => ({ project: { runs: new Array(runs).fill({}) }, session }) }
    resultExport.run({ store, setSession } as never)
    return changes
  }
  it('is made of the result there is, and leads to the analyses where there is none', () => {
    expect(appOf(1, true)).toEqual([{ dialog: 'export' }])
    expect(appOf(0, false)).toEqual([expect.objectContaining({ panels: { analysis: true, measure: false } })])
    // they stay open
    expect(appOf(0, true)).toEqual([])
  })
})
