import { describe, expect, it } from 'vitest'
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

  // there is no result yet to make one of
  it.each(['报告', 'report'])('is asked for %s before anything was run and offers the analyses', (typed) => {
    const found = matching(paletteCommands, ({ title, aliases = [] }) => [title.zh, title.en, ...aliases], typed)
    expect(found.map(({ id }) => id)).toContain('panel-analysis')
  })
})
