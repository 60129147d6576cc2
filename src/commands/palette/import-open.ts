import { defineCommand } from '../command.ts'

export const importOpen = defineCommand({
  id: 'import-open',
  title: { zh: '导入', en: 'Import' },
  keys: ['Mod+O'],
  aliases: ['打开', '上传', '添加数据', 'upload', 'add data', 'open', 'shp', 'geojson', 'csv', 'xlsx', 'kml', 'txt', '界址点'],
  async run(app) {
    const { formats } = await import('../../formats/registry.ts')
    const accept = formats
      .filter(({ decode }) => decode)
      .flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`))
    const files = await app.files.pick(accept.join(','))
    const { importFiles } = await import('../import-files.ts')
    await importFiles.run(app, { files: files.map((file) => ({ name: file.name, blob: file })) })
  },
})
