import { defineCommand } from '../command.ts'

export const importOpen = defineCommand({
  id: 'import-open',
  title: { zh: '导入', en: 'Import' },
  keys: ['Mod+O'],
  aliases: [
    '打开',
    '上传',
    '添加数据',
    'upload',
    'add data',
    'open',
    'shp',
    'geojson',
    'csv',
    'xlsx',
    'kml',
    'gml',
    'txt',
    '界址点',
  ],
  async run(app) {
    // at once, for a picker opens only within some seconds of the press; any file, for a list of extensions would leave out archives
    // and the parts of a Shapefile, and phones know few of them: what cannot be read is told by its name
    const files = await app.files.pick('')
    const { importFiles } = await import('../import-files.ts')
    await importFiles.run(app, { files: files.map((file) => ({ name: file.name, blob: file })) })
  },
})
