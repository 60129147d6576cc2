import { useEffect, useRef, useState } from 'react'
import type { Page } from '../../core/print/marks.ts'
import { decodePictures, paintMarks } from '../../core/print/paint-marks.ts'
import styles from './print.module.css'

/** One page, as large as its room allows. */
export function PageView({ page, label }: { readonly page: Page; readonly label: string }) {
  const room = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useEffect(() => {
    const element = room.current
    if (!element) return
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const pxPerMm = Math.min(size.width / page.widthMm, size.height / page.heightMm)
  useEffect(() => {
    let isCurrent = true
    void decodePictures(page.marks).then((pictures) => {
      const element = canvas.current
      const pen = element?.getContext('2d')
      if (!isCurrent || !element || !pen || !(pxPerMm > 0)) return
      const scale = pxPerMm * devicePixelRatio
      element.width = Math.round(page.widthMm * scale)
      element.height = Math.round(page.heightMm * scale)
      pen.setTransform(scale, 0, 0, scale, 0, 0)
      pen.fillStyle = '#ffffff'
      pen.fillRect(0, 0, page.widthMm, page.heightMm)
      paintMarks(pen, page.marks, pictures)
    })
    return () => {
      isCurrent = false
    }
  }, [page, pxPerMm])
  return (
    <div ref={room} className={styles.room}>
      <div className={styles.still} role="img" aria-label={label}>
        <canvas ref={canvas} style={{ width: page.widthMm * pxPerMm || 1, height: page.heightMm * pxPerMm || 1 }} />
      </div>
    </div>
  )
}
