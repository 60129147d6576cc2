import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { convertWithGdal, type Gdal } from '../formats/gdal-convert.ts'
import { provideGdal } from '../formats/gdal-host.ts'

const require = createRequire(import.meta.url)
let started: Promise<Gdal> | null = null

function start(): Promise<Gdal> {
  const init = require('gdal3.js/node.js') as (options: object) => Promise<Gdal>
  // the library puts ./ before the path
  const path = relative(process.cwd(), dirname(require.resolve('gdal3.js/dist/package/gdal3.node.js')))
  return init({ path, useWorker: false, logHandler: () => {}, errorHandler: () => {} })
}

// imported for its effect, by the command line and by the tests
provideGdal(async ({ name, zip }) => {
  started ??= start()
  const folder = await mkdtemp(join(tmpdir(), 'one-map-'))
  try {
    await writeFile(join(folder, name), zip)
    return await convertWithGdal(await started, join(folder, name), name)
  } catch (error) {
    // a file that stopped the library may have left it in pieces
    started = null
    throw error
  } finally {
    await rm(folder, { recursive: true })
  }
})
