import { useCallback, useRef, useState } from 'react'
import { openHash } from '../../app/open-hash.ts'
import { hashOfLink, openPicture } from '../../app/scan-link.ts'
import type { ShownError } from '../../app/state.ts'
import { AppError } from '../../core/errors.ts'
import { messageOf } from '../../i18n/errors.ts'
import { scanText } from '../../i18n/scan.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Note } from '../parts/note.tsx'
import { reportError, useApp, useLocale, useText } from '../shell/app-context.ts'
import styles from './scan.module.css'
import { useCamera } from './use-camera.ts'

/** 扫码: the camera looks for a code of this deployment; a photo or picture does where there is no camera. */
export function ScanDialog() {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const video = useRef<HTMLVideoElement>(null)
  const [refusal, setRefusal] = useState<ShownError | null>(null)
  const close = () => app.setSession({ dialog: null })
  const onText = useCallback(
    (found: string) => {
      try {
        const hash = hashOfLink(found, document.baseURI)
        app.setSession({ dialog: null })
        openHash(app, hash).catch((error) => reportError(app, error))
      } catch (error) {
        if (error instanceof AppError) setRefusal({ code: error.code, detail: error.detail })
        else reportError(app, error)
      }
    },
    [app],
  )
  const { state, problem } = useCamera(video, onText)
  const said = problem ?? refusal
  return (
    <Dialog
      title={text(scanText.title)}
      isOpen
      onClose={close}
      closeLabel={text(scanText.close)}
      size="narrow"
      actions={
        <Button
          variant={problem ? 'primary' : undefined}
          onPress={() => openPicture(app).catch((error) => reportError(app, error))}
        >
          {text(scanText.picture)}
        </Button>
      }
    >
      <div className={styles.scan} data-state={state}>
        <video
          ref={video}
          className={styles.video}
          muted
          playsInline
          hidden={state === 'failed'}
          aria-label={text(scanText.camera)}
        />
        {state !== 'failed' && <p role="status">{text(state === 'asking' ? scanText.asking : scanText.hold)}</p>}
        {said && (
          <Note level="warning" role="alert">
            {messageOf(said.code, said.detail, locale)}
          </Note>
        )}
      </div>
    </Dialog>
  )
}
