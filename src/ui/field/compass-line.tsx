import { fieldText } from '../../i18n/field.ts'
import { useApp, useText } from '../shell/app-context.ts'
import { useFieldState } from './field-context.ts'
import styles from './point.module.css'

/** From which north the device's compass counts; nothing while it tells none. */
export function CompassLine() {
  const app = useApp()
  const text = useText()
  const hasCompass = useFieldState((state) => state.headingDeg !== null)
  const declination = app.config.district.magneticDeclination
  if (!hasCompass) return null
  return (
    <p className={styles.compass} data-testid="compass">
      {declination
        ? // a hyphen would be taken for a dash between numbers
          text(fieldText.compassTrue, { deg: String(declination.deg).replace('-', '−'), year: declination.year })
        : text(fieldText.compassMagnetic)}
    </p>
  )
}
