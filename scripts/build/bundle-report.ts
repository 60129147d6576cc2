import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** Writes which chunk imports which to .cache/bundle.json, for the size budget. */
export function bundleReport(root: string): Plugin {
  return {
    name: 'bundle-report',
    apply: 'build',
    writeBundle(_options, bundle) {
      const chunks: Record<string, object> = {}
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        const { fileName, imports, dynamicImports, isEntry, facadeModuleId, moduleIds } = chunk
        const hasMap = moduleIds.some((id) => id.includes('node_modules/maplibre-gl/'))
        const modules = moduleIds.filter((id) => id.startsWith(join(root, 'src')))
        chunks[fileName] = { isEntry, imports, dynamicImports, source: facadeModuleId, hasMap, modules }
      }
      mkdirSync(join(root, '.cache'), { recursive: true })
      writeFileSync(join(root, '.cache/bundle.json'), JSON.stringify(chunks, null, 1))
    },
  }
}
