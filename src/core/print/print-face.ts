import { PRINT_FONT } from './paint-marks.ts'

/** A part of the print typeface. */
export interface PrintFace {
  /** WOFF */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** of the letters in it, as CSS has it */
  readonly range: string
}

/** Takes faces that it does not have yet; resolves when one can write with all of them. */
export type FaceShelf = (faces: readonly PrintFace[]) => Promise<void>

/** @param fonts of this thread: each has its own */
export function faceShelf(fonts: FontFaceSet): FaceShelf {
  const here = new Map<string, Promise<void>>()
  const put = async ({ bytes, range }: PrintFace) => {
    fonts.add(await new FontFace(PRINT_FONT, bytes, { unicodeRange: range }).load())
  }
  return async (faces) => {
    await Promise.all(
      faces.map((face) => {
        const putting = here.get(face.range) ?? put(face)
        here.set(face.range, putting)
        // it may be whole the next time
        putting.catch(() => here.delete(face.range))
        return putting
      }),
    )
  }
}
