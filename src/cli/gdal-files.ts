import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { convertWithGdal, type Gdal } from '../formats/gdal-convert.ts'
import { provideGdal } from '../formats/gdal-host.ts'

const require = createRequire(import.meta.url)

/** A library of its own for each file: a damaged one leaves an error in it, for which the next would be refused. */
function start(): Promise<Gdal> {
  // it gives the one it has started to all who load it
  for (const path of Object.keys(require.cache)) if (path.includes('gdal3.js')) delete require.cache[path]
  const init = require('gdal3.js/node.js') as (options: object) => Promise<Gdal>
  // the library puts ./ before the path
  const path = relative(process.cwd(), dirname(require.resolve('gdal3.js/dist/package/gdal3.node.js')))
  return init({ path, useWorker: false, logHandler: () => {}, errorHandler: () => {} })
}

// imported for its effect, by the command line and by the tests
provideGdal(async ({ name, zip }) => {
  const folder = await mkdtemp(join(tmpdir(), 'one-map-'))
  try {
    await writeFile(join(folder, name), zip)
    return await convertWithGdal(await start(), join(folder, name), name)
  } finally {
    await rm(folder, { recursive: true })
  }
})
