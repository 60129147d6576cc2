import type { Layer } from '../../app/state.ts'
import { AREA_FIELD } from '../../core/table.ts'
import { shownNumber } from '../../core/units.ts'
import { rangedText } from '../../i18n/ranged.ts'
import { shellText } from '../../i18n/shell.ts'
import type { useText } from '../shell/app-context.ts'

const MOST_NAMED = 4

/** What is read of a layer that stays in its file when a field of it is used, the smallest to the largest. */
export function fieldSizes(
  layer: Layer,
  bytes: Readonly<Record<string, number>> | null,
  text: ReturnType<typeof useText>,
): string {
  const sizes = Object.entries(bytes ?? {}).sort((a, b) => a[1] - b[1])
  const nameOf = (name: string) => {
    if (name === AREA_FIELD) return text(shellText.drawnArea)
    const info = layer.fields.find((field) => field.name === name)
    return info ? text(info.label) : name
  }
  const listed = sizes.length > MOST_NAMED ? [...sizes.slice(0, 2), ...sizes.slice(-2)] : sizes
  const words = listed.map(([name, size]) => `${nameOf(name)} ${shownNumber(Math.max(0.1, size / 2 ** 20), 1)} MB`)
  return text(rangedText.fieldSizes, { sizes: words.join(' · ') })
}
