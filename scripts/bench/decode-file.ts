// Writes the file that engines of a decode measure read: decode-file.ts FORMAT N PATH. A process of its own, so that its memory is not theirs.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import '../../src/cli/wasm-files.ts'
import { quietTask } from '../../src/core/task.ts'
import type { EncodeInput } from '../../src/formats/format.ts'
import { parcelFabric } from './fabric.ts'

const [format, n, path] = process.argv.slice(2)
const input: EncodeInput = { table: parcelFabric(Number(n)), rows: null, fields: [] }
mkdirSync(dirname(path), { recursive: true })
writeFileSync(`${path}.part`, await encoded())
renameSync(`${path}.part`, path)

async function encoded(): Promise<Uint8Array> {
  switch (format) {
    case 'geojson':
      return (await import('../../src/formats/geojson-encode.ts')).encodeGeojson(input, quietTask())
    case 'shapefile':
      return (await import('../../src/formats/shapefile-encode.ts')).encodeShapefile(input, quietTask())
    case 'flatgeobuf':
      return (await import('../../src/formats/flatgeobuf-encode.ts')).encodeFlatGeobuf(input.table)
    case 'geopackage':
      return (await import('../../src/formats/geopackage-encode.ts')).encodeGeopackage(input, quietTask())
    case 'gml':
      return new TextEncoder().encode((await import('../fixtures/gml-text.ts')).gmlText(input.table))
    default:
      throw new Error(`no file of ${format}`)
  }
}
