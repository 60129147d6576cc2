import { ProgressBar as AriaProgressBar, Label } from 'react-aria-components'
import styles from './panel.module.css'

export interface ProgressBarProps {
  readonly label: string
  readonly isLabelHidden?: boolean
  /** 0…1, or null while unknown */
  readonly share: number | null
  /** what is being done, e.g. 读取 */
  readonly stage?: string
}

export function ProgressBar({ label, isLabelHidden, share, stage }: ProgressBarProps) {
  return (
    <AriaProgressBar
      className={styles.progress}
      minValue={0}
      maxValue={1}
      value={share ?? 0}
      isIndeterminate={share === null}
      formatOptions={{ style: 'percent', maximumFractionDigits: 0 }}
    >
      {({ valueText }) => (
        <>
          <Label className={isLabelHidden ? 'visually-hidden' : undefined}>{label}</Label>
          {!isLabelHidden && (
            <div className={styles.progressHead}>
              <span>{stage}</span>
              <span>{share === null ? '' : valueText}</span>
            </div>
          )}
          <div className={styles.progressTrack} data-unknown={share === null || undefined}>
            <div className={styles.progressFill} style={share === null ? undefined : { width: `${share * 100}%` }} />
          </div>
        </>
      )}
    </AriaProgressBar>
  )
}
