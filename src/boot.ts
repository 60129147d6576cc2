import { CONFIG_FILE, textOverHttp } from './app/fetch-text.ts'
import { holdInstall } from './app/install-offer.ts'
import { showFatal } from './fatal.ts'
import { warmGraphics } from './workers/warm-graphics.ts'

/**
 * The only script of index.html, and a small one: what takes longest and hangs on nothing is begun before the scripts of the application
 * are here, the browser's graphics and the configuration's way. What fails until the application stands is shown, also where its scripts
 * do not come.
 */
const graphics = warmGraphics()
holdInstall()
const fetchText = textOverHttp(document.baseURI)
const config = fetchText(CONFIG_FILE)
// that it failed is told where it is read
config.catch(() => {})
import('./open.ts')
  .then(({ open }) => open((path) => (path === CONFIG_FILE ? config : fetchText(path)), graphics))
  .catch(async (error: unknown) => {
    console.error(error)
    showFatal(error)
    // nothing is under anybody's hands yet, and the mistake may be only that a kept version meets the files of a newer one
    const { takeNewestShell } = await import('./app/shell-update.ts')
    if (await takeNewestShell()) location.reload()
  })
