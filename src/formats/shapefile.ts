import { defineFormat } from './format.ts'

export default defineFormat({
  id: 'shapefile',
  title: { zh: 'Shapefile（散件或 zip）', en: 'Shapefile (loose parts or zip)' },
  extensions: ['shp', 'dbf'],
  companions: ['shx', 'prj', 'cpg', 'qpj', 'cst', 'sbn', 'sbx', 'qix', 'fix', 'ain', 'aih', 'atx', 'idx', 'xml'],
  sniff(head, name) {
    if (head[0] === 0 && head[1] === 0 && head[2] === 0x27 && head[3] === 0x0a && head[28] === 0xe8 && head[29] === 3)
      // under another name it cannot be found with its other parts: it is told what it is
      return /\.shp$/i.test(name) ? 1 : 0
    // a .dbf has no magic number: version byte, then a date
    return /\.dbf$/i.test(name) && head[2] <= 12 && head[3] <= 31 ? 0.7 : 0
  },
  readsPieces: true,
  async decode(files, options, task) {
    const { decodeShapefile } = await import('./shapefile-decode.ts')
    return decodeShapefile(files, options, task)
  },
  async sample(files, options, task) {
    const { sampleShapefile } = await import('./shapefile-sample.ts')
    return sampleShapefile(files, options, task)
  },
  async encode(input, task) {
    const { encodeShapefile } = await import('./shapefile-encode.ts')
    return { name: `${input.table.name}.zip`, mime: 'application/zip', bytes: await encodeShapefile(input, task) }
  },
  async stream(input, task) {
    const { streamShapefile } = await import('./shapefile-encode.ts')
    return { name: `${input.schema.name}.zip`, mime: 'application/zip', content: await streamShapefile(input, task) }
  },
  streamsTwice: true,
  writes: { keepsMeasures: true, extension: 'zip', encodings: ['utf-8', 'gb18030'], hasHeadings: true },
  async losses(input) {
    const { shapefileLosses } = await import('./shapefile-encode.ts')
    return shapefileLosses(input)
  },
})
