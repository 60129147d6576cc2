import { offlineText } from '../../i18n/offline.ts'
import { Select } from '../parts/select.tsx'
import { useApp, useText } from '../shell/app-context.ts'
import { shownDate } from './words.ts'

const DAYS = [1, 7, 30, 90]
const DAY_MS = 24 * 60 * 60_000

/** Until when the files may stay on the device; `kept`: as the package has it now. */
export function ExpiryField({
  value,
  kept,
  onChange,
}: {
  readonly value: string | null
  readonly kept: string | null
  readonly onChange: (expiresAt: string | null) => void
}) {
  const app = useApp()
  const text = useText()
  // the end of a day, so that the choice does not change with each minute
  const endOf = (days: number) => {
    const end = new Date(app.clock.now().getTime() + days * DAY_MS)
    end.setHours(23, 59, 59, 0)
    return end.toISOString()
  }
  const options = DAYS.map((days) => ({
    value: endOf(days),
    label: text(offlineText.days, { days, date: shownDate(endOf(days)) }),
  }))
  const isOther = (iso: string | null): iso is string => iso !== null && !options.some((option) => option.value === iso)
  return (
    <Select
      label={text(offlineText.expiry)}
      help={text(offlineText.expiryHelp)}
      value={value ?? 'never'}
      options={[
        { value: 'never', label: text(offlineText.never) },
        ...(isOther(kept) ? [{ value: kept, label: text(offlineText.until, { date: shownDate(kept) }) }] : []),
        ...options,
      ]}
      onChange={(next) => onChange(next === 'never' ? null : next)}
    />
  )
}
