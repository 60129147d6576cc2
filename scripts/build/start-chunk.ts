import { join } from 'node:path'

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null
}

/** Helpers of the bundler serve all scripts; of the component library, which is one large list of exports, the screens use a part. */
const SHARED = /^\0|[\\/]node_modules[\\/](react-aria|react-stately|@react-aria|@react-stately|@internationalized)/

/**
 * All that the first screen needs in one script. Cut by who else imports what it was seventy, each a request that a service worker answers on the
 * page's processor. What comes before, to read the configuration, stays by itself.
 * @returns a name for modules of that script, for the bundler's groups
 */
export function startChunk(root: string): (id: string, modules: Modules) => string | null {
  let wanted: Set<string> | null = null
  return (id, modules) => {
    wanted ??= started(modules)
    return wanted.has(id) && !SHARED.test(id) ? 'start' : null
  }

  function started(modules: Modules): Set<string> {
    const all = reach(modules, 'src/main.tsx')
    for (const before of ['index.html', 'src/open.ts']) for (const id of reach(modules, before)) all.delete(id)
    return all
  }
  function reach(modules: Modules, file: string): Set<string> {
    const seen = new Set([join(root, file)])
    for (const id of seen) for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) seen.add(imported)
    return seen
  }
}
