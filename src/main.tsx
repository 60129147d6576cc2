import type { Catalog } from './app/catalog.ts'
import type { Config } from './app/config.ts'

/** Puts the parts together. Called by boot.ts once the configuration is read and the security policy stands. */
export async function start(config: Config, catalog: Catalog): Promise<void> {
  document.title = config.title[config.locale]
  document.documentElement.dataset.layers = String(catalog.layers.length)
}
