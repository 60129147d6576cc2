import { type RefObject, useEffect, useState } from 'react'
import { closeCamera, openCamera } from '../../app/camera.ts'
import { codeReader } from '../../app/read-code.ts'
import type { ShownError } from '../../app/state.ts'
import { AppError } from '../../core/errors.ts'
import { useApp } from '../shell/app-context.ts'

/** Of the camera's picture for our own reader: enough for a code that fills a third of it. */
const LIVE_PX = [800]
/** Between two looks; a look that takes longer is waited for. */
const LOOK_EVERY_MS = 150

export interface Camera {
  readonly state: 'asking' | 'live' | 'failed'
  readonly problem: ShownError | null
}

/** Shows the camera in `video` and calls back with each text that a QR code in it holds; the camera goes off with the component. */
export function useCamera(video: RefObject<HTMLVideoElement | null>, onText: (text: string) => void): Camera {
  const app = useApp()
  const [camera, setCamera] = useState<Camera>({ state: 'asking', problem: null })
  useEffect(() => {
    let isWanted = true
    let stream: MediaStream | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    // what cannot be shown or looked at is not filmed either
    const fail = (error: unknown) => {
      if (stream) closeCamera(stream)
      if (!isWanted) return
      const known = error instanceof AppError ? error : new AppError('camera.busy', { message: String(error) })
      setCamera({ state: 'failed', problem: { code: known.code, detail: known.detail } })
    }
    void (async () => {
      try {
        const opened = await openCamera()
        const element = video.current
        // closed while the user was asked
        if (!isWanted || !element) return closeCamera(opened)
        stream = opened
        for (const track of stream.getTracks()) track.addEventListener('ended', () => fail(new AppError('camera.busy')))
        element.srcObject = stream
        await element.play()
        if (!isWanted) return
        setCamera({ state: 'live', problem: null })
        const read = await codeReader(app, LIVE_PX)
        const look = async () => {
          // a frame that cannot be read is followed by the next
          const text = await read(element).catch(() => null)
          if (!isWanted) return
          if (text) onText(text)
          timer = setTimeout(look, LOOK_EVERY_MS)
        }
        void look()
      } catch (error) {
        fail(error)
      }
    })()
    return () => {
      isWanted = false
      clearTimeout(timer)
      if (stream) closeCamera(stream)
    }
  }, [app, video, onText])
  return camera
}
