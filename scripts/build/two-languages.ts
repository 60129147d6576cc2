import type { Plugin } from 'vite'

const LIBRARY = /[\\/]node_modules[\\/](react-aria-components|react-aria|react-stately)[\\/]/
const LANGUAGE_FILE = /[\\/]([a-z]{2}-[A-Z]{2})\.(mjs|js|cjs)$/
const KEPT = ['zh-CN', 'en-US']
const EMPTY = '\0no-such-language'

/** The component library speaks 34 languages; the product speaks two, and the others are left out of the bundle. */
export function twoLanguages(): Plugin {
  return {
    name: 'two-languages',
    enforce: 'pre',
    resolveId(source, importer) {
      const language = LANGUAGE_FILE.exec(source)?.[1]
      return language && importer && LIBRARY.test(importer) && !KEPT.includes(language) ? EMPTY : undefined
    },
    load: (id) => (id === EMPTY ? 'export default {}' : undefined),
  }
}
