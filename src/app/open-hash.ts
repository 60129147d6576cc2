import type { App } from './app.ts'
import type { OwnAddress } from './own-address.ts'

/** Opens the page anew at a link of its own; what was done is kept. */
export async function openHash(app: App, hash: string): Promise<void> {
  await app.save()
  history.replaceState(history.state, '', hash || '#')
  location.reload()
}

/** A link of this page pasted into its address bar, or gone back to, changes the part behind `#` alone, which the browser does not load. */
export function followAddress(app: App, address: Pick<OwnAddress, 'isOwn'>): void {
  // not location.hash: the map at rest may have written its own by now
  addEventListener('hashchange', ({ newURL }) => {
    if (address.isOwn()) return
    const { hash } = new URL(newURL)
    if (hash.startsWith('#v=')) openHash(app, hash)
  })
}
