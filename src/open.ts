import { isBeingCleared } from './app/clearing.ts'
import { contentPolicy } from './app/content-policy.ts'
import type { FetchText } from './app/fetch-text.ts'
import { loadCatalog, loadConfig } from './app/load-config.ts'

/**
 * Checks the deployment's configuration, closes the page to every host that it does not name, and only then lets the application in.
 * @param graphics as for main.tsx
 */
export async function open(fetchText: FetchText, graphics: Promise<string | null>): Promise<void> {
  const [config, isHalfCleared] = await Promise.all([loadConfig(fetchText), isBeingCleared()])
  if (import.meta.env.PROD) enforcePolicy(config.allowedHosts)
  document.title = `${config.title.zh} · ${config.title.en}`
  if (isHalfCleared) return (await import('./cleared.ts')).clearRest(config.district.code)
  const catalog = loadCatalog(fetchText, config)
  // that it failed is told where it is read
  catalog.catch(() => {})
  await (await import('./main.tsx')).start(config, catalog, graphics)
}

/** Policies add up: a second one can only close further what the first, in index.html, left open. */
function enforcePolicy(allowedHosts: readonly string[]): void {
  const fixed = document.querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]')
  if (!fixed) return
  const meta = document.createElement('meta')
  meta.httpEquiv = 'Content-Security-Policy'
  meta.content = contentPolicy(fixed.content, allowedHosts)
  document.head.append(meta)
}
