import type { PackOrder } from '../../app/pack-order.ts'
import { usableOrder } from '../../app/usable-order.ts'
import { formatOrder, orderRings } from '../../app/write-order.ts'
import { marks } from '../../i18n/marks.ts'
import { offlineText } from '../../i18n/offline.ts'
import { Note } from '../parts/note.tsx'
import { QrCode } from '../share/qr-code.tsx'
import { useApp, useAppState, useText } from '../shell/app-context.ts'

/** What is chosen as a QR code: another device opens it and takes the package itself. */
export function OrderCode({ order }: { readonly order: PackOrder }) {
  const text = useText()
  const { zoom, lat, lng } = useAppState((state) => state.session.view)
  const view = `map=${zoom.toFixed(1)}/${lat.toFixed(4)}/${lng.toFixed(4)}`
  const link = `${location.origin}${location.pathname}#v=1&${view}&${formatOrder(order)}`
  const isOutlined = order.area !== null && orderRings(order.area).flat().length !== order.area.rings.flat().length
  return (
    <QrCode link={link} label={text(offlineText.codeOf)}>
      {text(offlineText.codeHelp)}
      {isOutlined && ` ${text(offlineText.codeOutline)}`}
    </QrCode>
  )
}

/** What a code asks to take along, in words. */
export function OrderNote({ order }: { readonly order: PackOrder }) {
  const app = useApp()
  const text = useText()
  const usable = usableOrder(
    order,
    app.catalog.layers.map(({ id }) => id),
  )
  if (!usable) return <Note level="warning">{text(offlineText.orderElsewhere, { count: order.layers.length })}</Note>
  const known = app.catalog.layers.filter(({ id }) => usable.layers.includes(id))
  const unknown = order.layers.length - known.length
  return (
    <Note>
      <p>
        {text(offlineText.order, {
          layers: known.map(({ title }) => text(title)).join(text(marks.list)),
          area: order.area?.title ?? text(offlineText.areaWhole),
        })}
      </p>
      {unknown > 0 && <p>{text(offlineText.orderUnknown, { count: unknown })}</p>}
    </Note>
  )
}
