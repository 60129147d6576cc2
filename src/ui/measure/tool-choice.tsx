import type { ReactNode } from 'react'
import type { Sketch } from '../../app/state.ts'
import type { Command } from '../../commands/command.ts'
import { drawLine } from '../../commands/palette/draw-line.ts'
import { drawPoint } from '../../commands/palette/draw-point.ts'
import { drawPolygon } from '../../commands/palette/draw-polygon.ts'
import { drawText } from '../../commands/palette/draw-text.ts'
import { measureArea } from '../../commands/palette/measure-area.ts'
import { measureLength } from '../../commands/palette/measure-length.ts'
import { measureText } from '../../i18n/measure.ts'
import { Segments } from '../parts/segments.tsx'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './measure.module.css'

type Purpose = Sketch['purpose']
const COMMANDS = {
  length: measureLength,
  area: measureArea,
  point: drawPoint,
  line: drawLine,
  polygon: drawPolygon,
  text: drawText,
}
const WORDS = {
  length: measureText.length,
  area: measureText.area,
  point: measureText.drawPoint,
  line: measureText.drawLine,
  polygon: measureText.drawPolygon,
  text: measureText.drawText,
}

/** What the next points are for: 量测 or 标绘. */
export function ToolChoice({
  purpose,
  isCompact,
  end,
}: {
  readonly purpose: Purpose | null
  readonly isCompact: boolean
  /** what closes it, where no head has it */
  readonly end: ReactNode
}) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const hasMap = useAppState(() => app.map !== null)
  const group = (label: string, kinds: readonly (keyof typeof COMMANDS)[]) => (
    <Segments<keyof typeof COMMANDS>
      label={label}
      isLabelHidden={isCompact}
      value={kinds.find((kind) => kind === purpose) ?? null}
      options={kinds.map((kind) => ({ value: kind, label: text(WORDS[kind]), isDisabled: !hasMap }))}
      onChange={(kind) => run(COMMANDS[kind] as Command, undefined)}
    />
  )
  return (
    <div className={styles.tools}>
      {group(text(measureText.kind), ['length', 'area'])}
      {group(text(measureText.draw), ['point', 'line', 'polygon', 'text'])}
      {end && <span className={styles.toolsEnd}>{end}</span>}
    </div>
  )
}
