import { defineCommand } from './command.ts'

/** Rows that were found, and what was reckoned for them, as a layer that is kept and exported like any other. */
export const queryToLayer = defineCommand<{
  layer: string
  title: string
  /** ascending; null: all rows */
  rows: Uint32Array | null
  /** 计算字段: its name and the expression, as written */
  field: { readonly name: string; readonly written: string } | null
  /** the question, as it stands on the new layer */
  question: string
}>({
  id: 'query-to-layer',
  title: { zh: '查询结果建图层', en: 'New layer from a query' },
  async run(app, argument) {
    const { makeQueryLayer } = await import('../app/query-layer.ts')
    await makeQueryLayer(app, queryToLayer.title, argument)
  },
})
