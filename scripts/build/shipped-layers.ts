import { createReadStream, existsSync, statSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import type { Plugin } from 'vite'

/** Serves the folder at /layers while developing and copies it into the build. */
export function shippedLayers(folder: string): Plugin {
  let outDir = 'dist'
  return {
    name: 'shipped-layers',
    configResolved: (config) => {
      outDir = resolve(config.root, config.build.outDir)
    },
    configureServer(server) {
      server.middlewares.use('/layers', (request, response, next) => {
        const file = join(folder, decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname))
        if (!file.startsWith(folder + sep) || !existsSync(file) || !statSync(file).isFile()) return next()
        response.setHeader('Content-Length', statSync(file).size)
        createReadStream(file).pipe(response)
      })
    },
    async writeBundle() {
      if (!existsSync(folder)) return
      await cp(folder, join(outDir, 'layers'), { recursive: true, filter: (source) => !/[\\/]\.\w+$/.test(source) })
    },
  }
}
