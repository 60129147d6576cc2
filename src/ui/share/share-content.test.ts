import { describe, expect, it } from 'vitest'
import { initialProject, initialSession } from '../../app/initial.ts'
import { smallCatalog, smallConfig } from '../../app/small-deployment.fixture.ts'
import type { Layer } from '../../app/state.ts'
import { shareContent } from './share-content.ts'

const project = initialProject(smallCatalog)
const session = initialSession(smallConfig, project, { width: 1440, height: 900 })
const app = { config: smallConfig, catalog: smallCatalog }
const plots = project.layers.plots
const withPlots = (patch: Partial<Layer>) => ({ ...project, layers: { ...project.layers, plots: { ...plots, ...patch } } })

describe('what a link takes along', () => {
  it('of an untouched work is the view, and nothing stays', () => {
    expect(shareContent(app, { project, session }, 'zh')).toMatchObject({ carries: ['视图位置与缩放'], stays: [] })
  })
  it('names filters, selection, layers and language when it has them', () => {
    const changed = withPlots({ visible: false, filter: [{ field: 'DLBM', values: ['0102'] }] })
    const { carries, hash } = shareContent(
      app,
      { project: changed, session: { ...session, locale: 'en', selection: { layer: 'plots', rows: [1, 2] } } },
      'en',
    )
    expect(carries).toEqual([
      'Place and zoom',
      'What is shown of 1 layer, and how opaque',
      '1 filter',
      'Selection of 2',
      'Language: English',
    ])
    expect(hash).toContain('f=plots:DLBM.0102')
  })
  it('says what stays: imported layers by name, results, filters by holder, keys', () => {
    const fields = [{ name: 'QLR', label: { zh: '权利人', en: 'Holder' }, role: 'holder' as const }]
    const changed = withPlots({ fields, filter: [{ field: 'QLR', values: ['王某'] }] })
    const own: Layer = { ...plots, id: 'own', title: { zh: '我的范围', en: 'Mine' } }
    const { stays, hash, carries } = shareContent(
      app,
      {
        project: { ...changed, layers: { ...changed.layers, own } },
        session: { ...session, basemapKeys: { sky: 'secret' }, selection: { layer: 'own', rows: [0] } },
      },
      'zh',
    )
    expect(stays).toEqual([
      '导入的图层：我的范围',
      '按权利人的筛选（个人信息）',
      '导入图层中的选择',
      '底图密钥（也不进工程文件）',
    ])
    expect(carries).toEqual(['视图位置与缩放'])
    expect(decodeURIComponent(hash)).not.toMatch(/secret|王某|own/)
  })
  it('offers the project file only for what it takes along: for a selection, never for a key alone', () => {
    const content = (more: Partial<typeof session>, of = project) =>
      shareContent(app, { project: of, session: { ...session, ...more } }, 'en')
    const keyed = { basemapKeys: { sky: 'secret' } }
    expect(content(keyed)).toMatchObject({ stays: ['Keys of basemaps (not in a project file either)'], isForProject: false })
    const many = Array.from({ length: 2000 }, (_, i) => 3 * i)
    expect(content({ selection: { layer: 'plots', rows: many } })).toMatchObject({
      stays: ['Selection of 2\u00a0000 (too many for a link)'],
      isForProject: true,
    })
    expect(content(keyed, { ...project, queries: [{}] } as unknown as typeof project)).toMatchObject({ isForProject: true })
  })
  it('says what else a project holds: the look of a raster, measurements, bookmarks, queries, cards', () => {
    const raster = { ...plots, geometry: 'grid', grid: { ramp: ['#000', '#fff'], min: 0, max: 13 } } as unknown as Layer
    const at = [118.5, 37.6] as const
    const all = {
      ...project,
      layers: { ...project.layers, plots: raster },
      measurements: [{ id: 'm', kind: 'length', points: [at, at] }],
      bookmarks: [{}, {}],
      queries: [{}],
      dashboards: { plots: {} },
    } as unknown as typeof project
    expect(shareContent(app, { project: all, session }, 'zh').stays).toEqual([
      '改过的样式与图层顺序',
      '1 条量测',
      '2 个书签',
      '1 个保存的查询',
      '统计面板的卡片',
    ])
  })
})
