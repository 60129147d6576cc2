import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import pkg from './package.json' with { type: 'json' }
import { bundleReport } from './scripts/build/bundle-report.ts'
import { preloadStart } from './scripts/build/preload-start.ts'
import { serviceWorker } from './scripts/build/service-worker.ts'
import { shippedLayers } from './scripts/build/shipped-layers.ts'
import { twoLanguages } from './scripts/build/two-languages.ts'
import { withoutPolicyWhileDeveloping } from './scripts/build/without-policy.ts'

const ROOT = import.meta.dirname

export default defineConfig({
  base: './',
  plugins: [
    twoLanguages(),
    react(),
    shippedLayers(join(ROOT, 'data/layers')),
    withoutPolicyWhileDeveloping(),
    preloadStart(),
    bundleReport(ROOT),
    serviceWorker(ROOT),
  ],
  define: { __APP_VERSION__: JSON.stringify(pkg.version) },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // the map's library by itself: it changes seldom, and the size budget leaves it out
            { name: 'maplibre', test: /node_modules[\\/]maplibre-gl[\\/]/, priority: 3 },
            // what every opening needs, with all that it imports, in a file each: what later screens share with it would be cut out as sixty
            // small ones, each a question to the server, or to the service worker where there is none
            { name: 'boot', test: /src[\\/](boot\.ts|ui[\\/]styles[\\/](tokens|skeleton)\.css)$/, priority: 2 },
            { name: 'shell', test: /src[\\/](open\.ts|main\.tsx)$/, priority: 1 },
            { name: 'map', test: /src[\\/]map[\\/]map-view\.ts$/ },
          ],
        },
        // web servers without a MIME type for .mjs would send MapLibre's worker as octet-stream
        assetFileNames: (asset) =>
          (asset.names?.[0] ?? '').endsWith('.mjs') ? 'assets/[name]-[hash].js' : 'assets/[name]-[hash][extname]',
      },
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'tests/unit/**/*.test.ts', 'tests/fuzz/**/*.test.ts'],
    setupFiles: [
      'src/core/projections.ts',
      'src/cli/wasm-files.ts',
      'src/cli/gdal-files.ts',
      'tests/property-seed.ts',
      'tests/leave-no-trace.ts',
    ],
    // it ends what hangs: a slow machine with other work is no fault
    testTimeout: 120_000,
    // a third of the processor time: otherwise each file loads the core anew
    isolate: false,
    // all processors: by itself vitest leaves one idle, of two the half
    maxWorkers: availableParallelism(),
  },
})
