import type { AreaUnit } from '../../app/state.ts'
import { AREA_UNITS } from '../../core/units.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { Segments } from '../parts/segments.tsx'
import { useApp, useAppState, useText } from '../shell/app-context.ts'

const UNITS: readonly AreaUnit[] = ['m2', 'ha', 'mu']

/** The unit in which areas are shown, everywhere at once; figures are kept in m². */
export function AreaUnitField({ isLabelHidden }: { readonly isLabelHidden?: boolean }) {
  const app = useApp()
  const text = useText()
  const unit = useAppState((state) => state.session.areaUnit)
  return (
    <Segments
      label={text(analysisText.unit)}
      isLabelHidden={isLabelHidden}
      value={unit}
      options={UNITS.map((value) => ({ value, label: text(AREA_UNITS[value].label) }))}
      onChange={(areaUnit) => app.setSession({ areaUnit })}
    />
  )
}
