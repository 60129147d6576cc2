import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { turn } from '../../app/turn.ts'
import { type MapFrame, movedBy, paperPoint } from '../../core/print/map-frame.ts'
import type { Mark } from '../../core/print/marks.ts'
import { decodePictures, paintSteps } from '../../core/print/paint-marks.ts'
import { paperMm } from '../../core/print/paper.ts'
import { sheetFace } from '../../core/print/sheet-face.ts'
import type { SheetSettings } from '../../core/print/sheet-settings.ts'
import { workFor } from '../../core/slices.ts'
import { printText } from '../../i18n/print.ts'
import { useText } from '../shell/app-context.ts'
import styles from './print.module.css'
import { paperOf, type ReadySheet } from './use-sheet.ts'

export interface PrintPreviewProps {
  readonly sheet: ReadySheet | null
  readonly settings: SheetSettings
  readonly frame: MapFrame
  readonly label: string
  readonly isBusy: boolean
  /** null: the page of a series stands where it stands */
  readonly onMove: ((frame: MapFrame) => void) | null
  /** beside the words below the page */
  readonly children?: ReactNode
}

interface PaintedSheet {
  readonly sheet: ReadySheet
  readonly image: OffscreenCanvas
  readonly furniture: OffscreenCanvas
}

/** Of the map face, by an arrow key. */
const STEP = 0.1
/** Then the page answers. */
const SLICE_MS = 12

/** The page at its true shape. Dragging it, or the arrow keys, move the ground below it; the frame of the preview is that of the paper. */
export function PrintPreview({ sheet, settings, frame, label, isBusy, onMove, children }: PrintPreviewProps) {
  const text = useText()
  const canvas = useRef<HTMLCanvasElement>(null)
  const room = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const [drag, setDrag] = useState<{ readonly x: number; readonly y: number; readonly dx: number; readonly dy: number } | null>(
    null,
  )
  const [widthMm, heightMm] = paperMm(paperOf(settings))
  useEffect(() => {
    const element = room.current
    if (!element) return
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const pxPerMm = Math.min(size.width / widthMm, size.height / heightMm)
  const face = sheetFace(paperOf(settings), settings.parts)

  // the map alone as a picture, so that it can be moved below the furniture, which is another, while its lines are on their way
  const [picture, setPicture] = useState<PaintedSheet | null>(null)
  useEffect(() => {
    if (!sheet || !(pxPerMm > 0)) return
    let isCurrent = true
    const scale = pxPerMm * devicePixelRatio
    const paint = async () => {
      const pictures = await decodePictures(sheet.page.marks)
      const { frame: drawn } = sheet.map
      const picture = async (width: number, height: number, marks: readonly Mark[]) => {
        const image = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)))
        const pen = image.getContext('2d', { willReadFrequently: true })
        if (!isCurrent || !pen) return null
        pen.scale(scale, scale)
        for (const steps = paintSteps(pen, marks, pictures); ; await turn()) {
          if (!isCurrent) return null
          const isDone = workFor(steps, SLICE_MS) !== null
          // else the browser paints all of it in the end, in one go
          pen.getImageData(0, 0, 1, 1)
          if (isDone) return image
        }
      }
      const image = await picture(drawn.widthMm, drawn.heightMm, sheet.face)
      // the first mark is the map
      const furniture = image && (await picture(widthMm, heightMm, sheet.page.marks.slice(1)))
      if (furniture) setPicture({ sheet, image, furniture })
    }
    void paint()
    return () => {
      isCurrent = false
    }
  }, [sheet, pxPerMm, widthMm, heightMm])

  useEffect(() => {
    const element = canvas.current
    const pen = element?.getContext('2d')
    if (!element || !pen || !(pxPerMm > 0)) return
    const scale = pxPerMm * devicePixelRatio
    element.width = Math.round(widthMm * scale)
    element.height = Math.round(heightMm * scale)
    pen.setTransform(scale, 0, 0, scale, 0, 0)
    pen.fillStyle = '#ffffff'
    pen.fillRect(0, 0, widthMm, heightMm)
    if (!sheet || !picture) return
    pen.save()
    pen.beginPath()
    pen.rect(face.x, face.y, face.widthMm, face.heightMm)
    pen.clip()
    const drawn = picture.sheet.map.frame
    const zoom = drawn.denominator / frame.denominator
    const [x, y] = drawn.crs === frame.crs ? paperPoint(frame, ...drawn.centre) : [frame.widthMm / 2, frame.heightMm / 2]
    const [left, top] = [face.x + x - (drawn.widthMm * zoom) / 2, face.y + y - (drawn.heightMm * zoom) / 2]
    pen.drawImage(
      picture.image,
      left + (drag?.dx ?? 0) / pxPerMm,
      top + (drag?.dy ?? 0) / pxPerMm,
      drawn.widthMm * zoom,
      drawn.heightMm * zoom,
    )
    pen.restore()
    pen.drawImage(picture.furniture, 0, 0, widthMm, heightMm)
  }, [sheet, picture, pxPerMm, drag, frame, widthMm, heightMm, face.x, face.y, face.widthMm, face.heightMm])

  const move = (dxPx: number, dyPx: number) => onMove?.(movedBy(frame, dxPx / pxPerMm, dyPx / pxPerMm))
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key]
    if (!by || !onMove) return
    event.preventDefault()
    const step = event.shiftKey ? STEP / 5 : STEP
    onMove(movedBy(frame, by[0] * step * frame.widthMm, by[1] * step * frame.heightMm))
  }
  const onPointerDown = (event: PointerEvent) => {
    if (!onMove) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrag({ x: event.clientX, y: event.clientY, dx: 0, dy: 0 })
  }
  const onPointerMove = (event: PointerEvent) => {
    if (drag) setDrag({ ...drag, dx: event.clientX - drag.x, dy: event.clientY - drag.y })
  }
  const onPointerUp = () => {
    if (drag && (drag.dx || drag.dy)) move(drag.dx, drag.dy)
    setDrag(null)
  }
  return (
    <figure className={styles.preview}>
      <div ref={room} className={styles.room}>
        <div
          className={styles.page}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the sheet's extent
          tabIndex={0}
          role="application"
          aria-label={`${text(printText.preview)} · ${label}`}
          aria-busy={isBusy}
          data-ready={!isBusy && picture?.sheet === sheet && sheet !== null}
          data-still={onMove === null || undefined}
          data-dragging={drag !== null || undefined}
          onKeyDown={onKeyDown}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerCancel={() => setDrag(null)}
        >
          <canvas ref={canvas} style={{ width: widthMm * pxPerMm || 1, height: heightMm * pxPerMm || 1 }} />
        </div>
      </div>
      <figcaption>
        <span>{label}</span>
        {children}
        <span>{isBusy ? text(printText.drawing) : onMove ? text(printText.previewHelp) : ''}</span>
      </figcaption>
    </figure>
  )
}
