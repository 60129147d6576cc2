import { AppError } from '../core/errors.ts'

/** By the name of the exception: https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia */
const CODES: Readonly<Record<string, string>> = {
  NotAllowedError: 'camera.denied',
  SecurityError: 'camera.denied',
  NotFoundError: 'camera.none',
  OverconstrainedError: 'camera.none',
}

/**
 * The picture of the camera at the back, where there is one.
 * @throws AppError camera.insecure, camera.denied, camera.none, camera.busy
 */
export async function openCamera(): Promise<MediaStream> {
  // plain http has no cameras
  if (!navigator.mediaDevices) throw new AppError('camera.insecure')
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
    })
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    throw new AppError(CODES[name] ?? 'camera.busy', { message: error instanceof Error ? error.message : String(error) })
  }
}

/** The light of the camera goes out. */
export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
