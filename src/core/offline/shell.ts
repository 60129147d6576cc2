/** The application as it was built: what the service worker keeps so that the page opens without a network. */
export interface Shell {
  /** of the whole list: another build is another version */
  readonly version: string
  /** fetched when the service worker is installed; `integrity` as in HTML, null for what an office may replace (icons, names) */
  readonly files: readonly { readonly path: string; readonly integrity: string | null }[]
  /** too large for everybody: kept once they have been used */
  readonly later: readonly string[]
}

/** current: what is shown; latest: wholly kept, shown once accepted; previous: tabs opened before may still need parts of it */
export type VersionName = 'current' | 'latest' | 'previous'

/** Names in the browser's cache storage. @param scope path of the deployed folder, so that two on one host stay apart */
export function shellNames(scope: string) {
  const prefix = `one-map:${scope}:`
  return {
    versions: `${prefix}versions`,
    versionKey: (name: VersionName) => `${scope}version/${name}`,
    shellPrefix: `${prefix}shell:`,
    shell: (version: string) => `${prefix}shell:${version}`,
    used: `${prefix}used`,
    deployment: `${prefix}deployment`,
  }
}

/** How a request below the deployed folder is answered. */
export type ShellAnswer = 'page' | 'shell' | 'fresh' | 'network'

/** @param path below the deployed folder, without query */
export function answerFor(path: string, isNavigation: boolean, shell: Pick<Shell, 'files'>): ShellAnswer {
  if (isNavigation) return path === '' || path === 'index.html' ? 'page' : 'network'
  // of another version too: tabs opened before an update go on asking for its parts
  if (path.startsWith('assets/') || shell.files.some((file) => file.path === path)) return 'shell'
  // what an office edits: from the server when it answers, else as it was last seen
  return path.endsWith('.json') ? 'fresh' : 'network'
}
