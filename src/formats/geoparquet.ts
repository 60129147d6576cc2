import { defineFormat } from './format.ts'

export default defineFormat({
  id: 'geoparquet',
  title: { zh: 'GeoParquet', en: 'GeoParquet' },
  extensions: ['parquet', 'geoparquet'],
  sniff: (head) => (head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52 && head[3] === 0x31 ? 1 : 0),
  readsPieces: true,
  async decode(files, options, task) {
    const { decodeGeoparquet } = await import('./geoparquet-decode.ts')
    return decodeGeoparquet(files, options, task)
  },
  async encode(input, task) {
    const { encodeGeoparquet } = await import('./geoparquet-encode.ts')
    const bytes = await encodeGeoparquet(input, task)
    return { name: `${input.table.name}.parquet`, mime: 'application/vnd.apache.parquet', bytes }
  },
  writes: { holdsMetadata: true },
  async losses({ table }) {
    const [{ geoparquetNames }, { renamedFields }] = await Promise.all([
      import('./geoparquet-encode.ts'),
      import('./renamed-fields.ts'),
    ])
    return renamedFields(
      table.columns.map(({ name }) => name),
      geoparquetNames(table),
    )
  },
})
