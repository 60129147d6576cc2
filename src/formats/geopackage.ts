import { defineFormat } from './format.ts'

const ASCII = new TextDecoder('latin1')

export default defineFormat({
  id: 'geopackage',
  title: { zh: 'GeoPackage', en: 'GeoPackage' },
  extensions: ['gpkg'],
  sniff(head, name) {
    if (ASCII.decode(head.subarray(0, 15)) !== 'SQLite format 3') return 0
    // application_id, since version 1.0 (OGC 12-128r17, requirement 2)
    return /^GP(KG|1\d)$/.test(ASCII.decode(head.subarray(68, 72))) || /\.gpkg$/i.test(name) ? 1 : 0
  },
  async decode(files, options, task) {
    const { decodeGeopackage } = await import('./geopackage-decode.ts')
    return decodeGeopackage(files, options, task)
  },
  async sample([file], options) {
    const { sampleGeopackage } = await import('./geopackage-decode.ts')
    return sampleGeopackage(file, options)
  },
  async encode(input, task) {
    const { encodeGeopackage } = await import('./geopackage-encode.ts')
    const bytes = await encodeGeopackage(input, task)
    return { name: `${input.table.name}.gpkg`, mime: 'application/geopackage+sqlite3', bytes }
  },
  async stream(input, task) {
    const { streamGeopackage } = await import('./geopackage-encode.ts')
    const content = await streamGeopackage(input, task)
    return { name: `${input.schema.name}.gpkg`, mime: 'application/geopackage+sqlite3', content }
  },
  streamsTwice: true,
  writes: { holdsMetadata: true },
  async losses({ table }) {
    const [{ geopackageNames }, { renamedFields }] = await Promise.all([
      import('./geopackage-encode.ts'),
      import('./renamed-fields.ts'),
    ])
    return renamedFields(
      table.columns.map(({ name }) => name),
      geopackageNames(table),
    )
  },
})
