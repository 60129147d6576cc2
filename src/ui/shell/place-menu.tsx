import { useEffect, useState } from 'react'
import type { PointMenuRequest } from '../../app/ports.ts'
import { drawAt } from '../../commands/draw-at.ts'
import { measureFrom } from '../../commands/measure-from.ts'
import { measureText } from '../../i18n/measure.ts'
import { shellText } from '../../i18n/shell.ts'
import { PointMenu } from '../parts/point-menu.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from './app-context.ts'
import { coordinateFormats, formatName, positionText } from './position-text.ts'
import { useCopy } from './use-clipboard.ts'

/** Right click or long press on the map: what is at the place, and its coordinates in every form. */
export function PlaceMenu() {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const copy = useCopy()
  const locale = useLocale()
  const chosen = useAppState((state) => state.session.coordinateFormat)
  const [request, setRequest] = useState<PointMenuRequest | null>(null)
  useEffect(() => app.map?.onPointMenu(setRequest), [app])
  if (!request) return null
  const { at, point } = request
  const formats = coordinateFormats(app.config.workingCrs)
    .filter((format) => format !== 'dm')
    .slice(0, 4)
  return (
    <PointMenu
      label={text(shellText.placeMenu)}
      at={point}
      onClose={() => setRequest(null)}
      items={[
        { id: 'measure', label: text(measureText.from), onAction: () => run(measureFrom, { kind: 'length', at }) },
        { id: 'measure-area', label: text(measureText.fromArea), onAction: () => run(measureFrom, { kind: 'area', at }) },
        { id: 'label', label: text(measureText.addLabel), onAction: () => run(drawAt, { purpose: 'text', at }) },
        { id: 'center', label: text(shellText.centerHere), onAction: () => app.map?.flyTo(at) },
        ...[chosen, ...formats.filter((format) => format !== chosen)].map((format) => {
          const { shown, plain } = positionText(at, format, locale)
          return {
            id: format,
            label: text(shellText.copyAs, { position: shown }),
            shortcut: text(formatName(format)),
            onAction: () => copy(plain),
          }
        }),
      ]}
    />
  )
}
