import type { PackArea } from '../../core/offline/pack-area.ts'
import { offlineText } from '../../i18n/offline.ts'
import { Select } from '../parts/select.tsx'
import { reportError, useApp, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { areaChoices } from './area-choices.ts'

export interface AreaFieldProps {
  readonly area: PackArea | null
  /** of the package as it is on this device; null: there is none */
  readonly kept: PackArea | null
  readonly isDisabled: boolean
  readonly onChange: (area: PackArea | null) => void
  readonly onDraw: () => void
}

/** Which part of the district goes along. */
export function AreaField({ area, kept, isDisabled, onChange, onDraw }: AreaFieldProps) {
  const app = useApp()
  const text = useText()
  const loaded = useAsync('choices', () => areaChoices(app))
  const choices = loaded.state === 'done' ? loaded.value : []
  const choose = async (value: string) => {
    if (value === 'whole') return onChange(null)
    if (value === 'kept') return onChange(kept)
    if (value === 'draw') return onDraw()
    try {
      const found = await choices.find((choice) => choice.value === value)?.load()
      if (found) onChange(found)
    } catch (error) {
      reportError(app, error)
    }
  }
  const isKept = area !== null && JSON.stringify(area.rings) === JSON.stringify(kept?.rings)
  const chosen = area && !isKept ? (choices.find(({ label }) => label === area.title)?.value ?? null) : null
  return (
    <Select
      label={text(offlineText.area)}
      help={text(offlineText.areaHelp)}
      value={area === null ? 'whole' : isKept ? 'kept' : chosen}
      placeholder={area?.title}
      isDisabled={isDisabled}
      options={[
        { value: 'whole', label: text(offlineText.areaWhole) },
        ...(kept ? [{ value: 'kept', label: text(offlineText.areaKept, { area: kept.title }) }] : []),
        { value: 'draw', label: text(offlineText.areaDraw) },
        ...choices,
      ]}
      onChange={(value) => void choose(value)}
    />
  )
}
