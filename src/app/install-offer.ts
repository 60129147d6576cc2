import type { App } from './app.ts'

/** Of Chromium; no standard has it. */
interface InstallPrompt extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>
}
declare global {
  interface WindowEventMap {
    beforeinstallprompt: InstallPrompt
  }
}

/** 'offered': the browser would install it on a press; 'none': it offers nothing by itself; 'installed': it is, or this is the installed one. */
export type InstallState = 'none' | 'offered' | 'installed'

let held: InstallPrompt | null = null
let isInstalled = false
let tell = () => {}

/** Begun before the application is here: the browser offers once. Its own banner, over the map, is not shown. */
export function holdInstall(): void {
  addEventListener('beforeinstallprompt', (offer) => {
    offer.preventDefault()
    held = offer
    tell()
  })
  addEventListener('appinstalled', () => {
    isInstalled = true
    tell()
  })
}

/** Keeps `session.install` true. */
export function followInstall(app: Pick<App, 'setSession'>): void {
  tell = () => app.setSession({ install: isInstalled || isStandalone() ? 'installed' : held ? 'offered' : 'none' })
  tell()
}

/** What was offered, asked of the user by the browser. It may be asked once. */
export async function askInstall(): Promise<void> {
  const offer = held
  held = null
  const answer = await offer?.prompt()
  if (answer?.outcome === 'accepted') isInstalled = true
  tell()
}

const isStandalone = () => matchMedia('(display-mode: standalone)').matches || Reflect.get(navigator, 'standalone') === true
