import { type ReactNode, useMemo } from 'react'
import { shareText } from '../../i18n/share.ts'
import { Note } from '../parts/note.tsx'
import { useText } from '../shell/app-context.ts'
import { useMedia } from '../shell/use-media.ts'
import styles from './qr-code.module.css'
import { qrPath } from './qr-path.ts'

/** What a dialog of the whole window's width keeps free at both sides. */
const MARGINS_PX = 40

/** A link as a code that another device reads from this screen; one that this screen has no room for says so instead of misleading a reader. */
export function QrCode({
  link,
  label,
  children,
}: {
  readonly link: string
  readonly label: string
  readonly children: ReactNode
}) {
  const text = useText()
  const { d, size, sidePx } = useMemo(() => qrPath(link), [link])
  const hasRoom = useMedia(`(min-width: ${sidePx + MARGINS_PX}px)`)
  if (!hasRoom) return <Note>{text(shareText.qrTooDense)}</Note>
  return (
    <figure className={styles.code}>
      <svg
        viewBox={`0 0 ${size} ${size}`}
        width={sidePx}
        height={sidePx}
        role="img"
        aria-label={label}
        shapeRendering="crispEdges"
      >
        <path d={d} fill="#000000" />
      </svg>
      <figcaption style={{ maxWidth: sidePx }}>{children}</figcaption>
    </figure>
  )
}
