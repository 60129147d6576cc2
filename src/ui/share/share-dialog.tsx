import { useMemo } from 'react'
import { projectSave } from '../../commands/palette/project-save.ts'
import { shareText } from '../../i18n/share.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Note } from '../parts/note.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { useCopy } from '../shell/use-clipboard.ts'
import { QrCode } from './qr-code.tsx'
import styles from './share.module.css'
import { shareContent } from './share-content.ts'

/** 分享: the link as text and as QR code, and in words what it takes along and what it does not. */
export function ShareDialog() {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const run = useRun()
  const copy = useCopy()
  const state = useAppState((all) => all)
  const { hash, carries, stays, isForProject } = useMemo(() => shareContent(app, state, locale), [app, state, locale])
  const link = `${location.origin}${location.pathname}${hash}`
  const isLocal = /^(localhost|127\.|\[::1\]|192\.168\.|10\.)/.test(location.hostname)
  return (
    <Dialog
      title={text(shareText.title)}
      isOpen
      onClose={() => app.setSession({ dialog: null })}
      closeLabel={text(shareText.close)}
    >
      <div className={styles.share}>
        <div className={styles.link}>
          <TextField label={text(shareText.link)} value={link} onChange={() => {}} />
          <Button variant="primary" onPress={() => copy(link)}>
            {text(shareText.copy)}
          </Button>
        </div>
        <div className={styles.lists}>
          {isLocal && <Note level="warning">{text(shareText.localOnly, { host: location.host })}</Note>}
          <section>
            <h3>{text(shareText.carries)}</h3>
            <ul aria-label={text(shareText.carries)}>
              {carries.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </section>
          <section>
            <h3>{text(shareText.stays)}</h3>
            {stays.length === 0 ? (
              <p>{text(shareText.nothing)}</p>
            ) : (
              <>
                <ul data-stays aria-label={text(shareText.stays)}>
                  {stays.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
                {isForProject && (
                  <p className={styles.project}>
                    {text(shareText.projectHelp)}
                    <Button isSmall onPress={() => run(projectSave, undefined)}>
                      {text(shareText.project)}
                    </Button>
                  </p>
                )}
              </>
            )}
          </section>
        </div>
        <QrCode link={link} label={text(shareText.qr)}>
          {text(shareText.qrHelp)}
        </QrCode>
      </div>
    </Dialog>
  )
}
