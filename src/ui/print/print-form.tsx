import type { ReactNode } from 'react'
import { crsOf } from '../../core/crs.ts'
import { PAPER_SIZES, type PaperSize, paperMm } from '../../core/print/paper.ts'
import { mostDpi, SHEET_DPIS, SHEET_SCALES, type SheetSettings } from '../../core/print/sheet-settings.ts'
import { printText } from '../../i18n/print.ts'
import { Button } from '../parts/button.tsx'
import { Checkbox } from '../parts/checkbox.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { Segments } from '../parts/segments.tsx'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useLocale, useText } from '../shell/app-context.ts'
import { parseScale } from '../shell/scale.ts'
import styles from './print.module.css'
import type { TypedWords } from './sheet-words.ts'
import { paperOf } from './use-sheet.ts'

export interface PrintFormProps {
  readonly settings: SheetSettings
  readonly onSettings: (patch: Partial<SheetSettings>) => void
  readonly typed: TypedWords
  readonly onTyped: (patch: Partial<TypedWords>) => void
  readonly scaleText: string
  readonly onScaleText: (text: string) => void
  readonly turnDeg: number
  readonly onTurn: (turnDeg: number) => void
  readonly crs: string
  readonly systems: readonly string[]
  /** null: nothing is selected */
  readonly onFitSelection: (() => void) | null
  readonly onFitView: () => void
  readonly onFitDistrict: () => void
  readonly hasLogo: boolean
  readonly onLogoChoose: () => void
  readonly onLogoRemove: () => void
  /** between extent and words, and after what stands on the sheet */
  readonly series: ReactNode
  readonly figures: ReactNode
}

/** The scale that was typed, where it can be printed. */
export function printableScale(words: string): number | null {
  const denominator = parseScale(words)
  return denominator !== null && denominator >= SHEET_SCALES.least && denominator <= SHEET_SCALES.most ? denominator : null
}

export function PrintForm(props: PrintFormProps) {
  const { settings, onSettings, typed, onTyped } = props
  const text = useText()
  const locale = useLocale()
  const { parts } = settings
  const part = (patch: Partial<SheetSettings['parts']>) => onSettings({ parts: { ...parts, ...patch } })
  const most = mostDpi(...paperMm(paperOf(settings)))
  return (
    <div className={styles.form}>
      <div className={styles.paper}>
        <Select<PaperSize>
          label={text(printText.paper)}
          value={settings.size}
          options={PAPER_SIZES.map((value) => ({ value, label: value }))}
          onChange={(size) => onSettings({ size })}
        />
        <Segments
          label={text(printText.orientation)}
          value={settings.isLandscape ? 'landscape' : 'portrait'}
          options={[
            { value: 'landscape', label: text(printText.landscape) },
            { value: 'portrait', label: text(printText.portrait) },
          ]}
          onChange={(value) => onSettings({ isLandscape: value === 'landscape' })}
        />
      </div>
      <div className={styles.pair}>
        <TextField
          label={text(printText.scale)}
          value={props.scaleText}
          onChange={props.onScaleText}
          error={printableScale(props.scaleText) === null ? text(printText.scaleWrong) : null}
        />
        <NumberField
          label={text(printText.turn)}
          value={props.turnDeg}
          decimals={1}
          minValue={-180}
          maxValue={180}
          unit="°"
          hasSteps={false}
          onChange={(value) => props.onTurn(Number.isNaN(value) ? 0 : value)}
        />
      </div>
      <div>
        <p className={styles.help}>{text(printText.extent)}</p>
        <div className={styles.buttons}>
          <Button isSmall onPress={props.onFitView}>
            {text(printText.fitView)}
          </Button>
          <Button isSmall isDisabled={!props.onFitSelection} onPress={() => props.onFitSelection?.()}>
            {text(printText.fitSelection)}
          </Button>
          <Button isSmall onPress={props.onFitDistrict}>
            {text(printText.fitDistrict)}
          </Button>
        </div>
      </div>
      {props.series}
      <Select
        label={text(printText.crs)}
        value={props.crs}
        options={props.systems.map((value) => ({ value, label: crsOf(value)?.short[locale] ?? value, note: value }))}
        onChange={(crs) => onSettings({ crs })}
      />
      <TextField label={text(printText.sheetTitle)} value={typed.title} onChange={(title) => onTyped({ title })} />
      <TextField label={text(printText.subtitle)} value={typed.subtitle} onChange={(subtitle) => onTyped({ subtitle })} />
      <div className={styles.pair}>
        <TextField
          label={text(printText.organisation)}
          value={typed.organisation}
          onChange={(organisation) => onTyped({ organisation })}
        />
        <TextField label={text(printText.sheetDate)} value={typed.date} onChange={(date) => onTyped({ date })} />
      </div>
      <fieldset>
        <legend>{text(printText.parts)}</legend>
        <Checkbox isSelected={parts.title} onChange={(title) => part({ title })}>
          {text(printText.partTitle)}
        </Checkbox>
        <Checkbox isSelected={parts.scale} onChange={(scale) => part({ scale })}>
          {text(printText.partScale)}
        </Checkbox>
        <Checkbox isSelected={parts.north} onChange={(north) => part({ north })}>
          {text(printText.partNorth)}
        </Checkbox>
        <Checkbox isSelected={parts.check} onChange={(check) => part({ check })}>
          {text(printText.partCheck)}
        </Checkbox>
        <Checkbox isSelected={parts.inset ?? false} onChange={(inset) => part({ inset })}>
          {text(printText.partInset)}
        </Checkbox>
      </fieldset>
      <Segments
        label={text(printText.partLegend)}
        value={parts.legend ?? 'none'}
        options={[
          { value: 'left', label: text(printText.left) },
          { value: 'right', label: text(printText.right) },
          { value: 'none', label: text(printText.none) },
        ]}
        onChange={(legend) => part({ legend: legend === 'none' ? null : legend })}
      />
      <Segments
        label={text(printText.grid)}
        value={parts.grid ?? 'none'}
        options={[
          { value: 'lines', label: text(printText.gridLines) },
          { value: 'ticks', label: text(printText.gridTicks) },
          { value: 'none', label: text(printText.none) },
        ]}
        onChange={(grid) => part({ grid: grid === 'none' ? null : grid })}
      />
      {props.figures}
      <Segments
        label={text(printText.colors)}
        value={settings.colors}
        options={[
          { value: 'print', label: text(printText.colorsPrint) },
          { value: 'screen', label: text(printText.colorsScreen) },
        ]}
        onChange={(colors) => onSettings({ colors })}
      />
      <Segments
        label={text(printText.dpi)}
        value={String(Math.min(settings.dpi, most))}
        options={SHEET_DPIS.map((dpi) => ({ value: String(dpi), label: String(dpi), isDisabled: dpi > most }))}
        onChange={(dpi) => onSettings({ dpi: Number(dpi) })}
      />
      <p className={styles.help}>{text(printText.dpiMost, { paper: settings.size, dpi: most })}</p>
      <div>
        <p className={styles.help}>{text(printText.logo)}</p>
        <div className={styles.buttons}>
          <Button isSmall onPress={props.onLogoChoose}>
            {text(printText.logoChoose)}
          </Button>
          {props.hasLogo && (
            <Button isSmall variant="quiet" onPress={props.onLogoRemove}>
              {text(printText.logoRemove)}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}
