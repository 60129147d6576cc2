import { createReadStream, existsSync, statSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import pkg from './package.json' with { type: 'json' }

const LAYERS = join(import.meta.dirname, 'data/layers')

/** Serves data/layers at /layers while developing and copies it into the build. */
function shippedLayers(): Plugin {
  let outDir = 'dist'
  return {
    name: 'shipped-layers',
    configResolved: (config) => {
      outDir = config.build.outDir
    },
    configureServer(server) {
      server.middlewares.use('/layers', (request, response, next) => {
        const file = join(LAYERS, decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname))
        if (!file.startsWith(LAYERS) || !existsSync(file) || !statSync(file).isFile()) return next()
        response.setHeader('Content-Length', statSync(file).size)
        createReadStream(file).pipe(response)
      })
    },
    async closeBundle() {
      await cp(LAYERS, join(outDir, 'layers'), { recursive: true, filter: (source) => !source.endsWith('.gitignore') })
    },
  }
}

export default defineConfig({
  base: './',
  plugins: [react(), shippedLayers()],
  define: { __APP_VERSION__: JSON.stringify(pkg.version) },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // web servers without a MIME type for .mjs would send MapLibre's worker as octet-stream
        assetFileNames: (asset) =>
          (asset.names?.[0] ?? '').endsWith('.mjs') ? 'assets/[name]-[hash].js' : 'assets/[name]-[hash][extname]',
      },
    },
  },
  test: { include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'tests/unit/**/*.test.ts'], testTimeout: 30_000 },
} as Parameters<typeof defineConfig>[0])
