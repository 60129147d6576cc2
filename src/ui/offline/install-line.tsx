import { askInstall } from '../../app/install-offer.ts'
import { offlineText } from '../../i18n/offline.ts'
import { Button } from '../parts/button.tsx'
import { useApp, useAppState, useText } from '../shell/app-context.ts'
import styles from './offline.module.css'

/** How the application comes to the home screen: by the browser's own offer, by hand, or it is there. Nothing over plain http, which installs nothing. */
export function InstallLine() {
  const text = useText()
  const install = useAppState((state) => state.session.install)
  if (!isSecureContext) return null
  if (install !== 'offered')
    return <p className={styles.quiet}>{text(install === 'installed' ? offlineText.installed : installHelp())}</p>
  return (
    <div className={styles.install}>
      <span>{text(offlineText.installOffer)}</span>
      <Button isSmall onPress={() => void askInstall()}>
        {text(offlineText.install)}
      </Button>
    </div>
  )
}

/** In field mode, once: whatever is answered, it does not come again. Where the browser offers nothing it is not spoken of, but on iOS, which would clear the records. */
export function InstallOffer() {
  const app = useApp()
  const text = useText()
  const { install, isInstallOffered } = useAppState((state) => state.session)
  if (isInstallOffered || (install !== 'offered' && !(install === 'none' && isSecureContext && isIos()))) return null
  const done = () => app.setSession({ isInstallOffered: true })
  return (
    <div className={styles.install}>
      <span>{text(install === 'offered' ? offlineText.installOffer : offlineText.installIos)}</span>
      {install === 'offered' && (
        <Button
          onPress={() => {
            done()
            void askInstall()
          }}
        >
          {text(offlineText.install)}
        </Button>
      )}
      <Button variant="quiet" onPress={done}>
        {text(offlineText.installNo)}
      </Button>
    </div>
  )
}

const installHelp = () => (isIos() ? offlineText.installIos : offlineText.installMenu)
/** An iPad calls itself a Mac, which has no touch screen. */
const isIos = () =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
