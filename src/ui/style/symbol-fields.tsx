import type { Layer } from '../../app/state.ts'
import type { HatchName, SymbolStyle } from '../../core/symbology.ts'
import { DASHES, HATCH_WORDS, styleText } from '../../i18n/style.ts'
import { Checkbox } from '../parts/checkbox.tsx'
import { ColorField } from '../parts/color-field.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { Select } from '../parts/select.tsx'
import { useText } from '../shell/app-context.ts'
import { ShareField } from './share-field.tsx'
import styles from './style.module.css'

interface SymbolFieldsProps {
  readonly style: SymbolStyle
  readonly geometry: Layer['geometry']
  /** the classes' own colours are not offered where the ramp gives them */
  readonly hasColor?: boolean
  readonly onChange: (style: SymbolStyle) => void
}

/** One symbol: fill and pattern, outline, size of points. Only what its kind of shape has. */
export function SymbolFields({ style, geometry, hasColor = true, onChange }: SymbolFieldsProps) {
  const text = useText()
  const set = (patch: Partial<SymbolStyle>) => onChange(without({ ...style, ...patch }))
  const isLine = geometry === 'line'
  return (
    <div className={styles.symbol}>
      {!isLine && (
        <>
          {hasColor && (
            <Paint
              label={text(styleText.fill)}
              value={style.fill}
              preset="#82bcb2"
              canBeNone={geometry === 'polygon'}
              onChange={(fill) => set({ fill })}
            />
          )}
          <ShareField
            label={text(styleText.fillOpacity)}
            value={style.fillOpacity ?? 1}
            onChange={(fillOpacity) => set({ fillOpacity })}
          />
        </>
      )}
      {geometry === 'point' && (
        <NumberField
          label={text(styleText.radius)}
          unit={text(styleText.px)}
          value={style.radius ?? 4}
          minValue={1}
          maxValue={30}
          decimals={1}
          onChange={(radius) => !Number.isNaN(radius) && set({ radius })}
        />
      )}
      {geometry === 'polygon' && (
        <div className={styles.pair}>
          <Select
            label={text(styleText.hatch)}
            value={style.hatch ?? 'none'}
            options={[
              { value: 'none', label: text(styleText.none) },
              ...(Object.keys(HATCH_WORDS) as HatchName[]).map((value) => ({ value, label: text(HATCH_WORDS[value]) })),
            ]}
            onChange={(hatch) => set({ hatch: hatch === 'none' ? undefined : (hatch as HatchName) })}
          />
          {style.hatch && (
            <ColorField
              label={text(styleText.hatchColor)}
              isLabelHidden
              value={style.hatchColor ?? style.line ?? '#55666b'}
              onChange={(hatchColor) => set({ hatchColor })}
            />
          )}
        </div>
      )}
      {(!isLine || hasColor) && (
        <Paint
          label={text(isLine ? styleText.lineOfLine : styleText.line)}
          value={style.line}
          preset="#55666b"
          canBeNone={!isLine}
          onChange={(line) => set({ line })}
        />
      )}
      {style.line && (
        <div className={styles.halves}>
          <NumberField
            label={text(styleText.lineWidth)}
            unit={text(styleText.px)}
            hasSteps={false}
            value={style.lineWidth ?? 1}
            minValue={0}
            maxValue={20}
            decimals={1}
            onChange={(lineWidth) => !Number.isNaN(lineWidth) && set({ lineWidth })}
          />
          {geometry !== 'point' && (
            <Select
              label={text(styleText.dash)}
              value={DASHES.find(({ dash }) => dash.join() === (style.lineDash ?? []).join())?.id ?? null}
              placeholder={style.lineDash?.join(' ')}
              options={DASHES.map(({ id, label }) => ({ value: id, label: text(label) }))}
              onChange={(id) => {
                const dash = DASHES.find((each) => each.id === id)?.dash ?? []
                set({ lineDash: dash.length > 0 ? dash : undefined })
              }}
            />
          )}
        </div>
      )}
      {isLine && (
        <>
          <Paint
            label={text(styleText.casing)}
            value={style.casing}
            preset="#ffffff"
            canBeNone
            onChange={(casing) => set({ casing })}
          />
          {style.casing && (
            <NumberField
              label={text(styleText.casingWidth)}
              unit={text(styleText.px)}
              hasSteps={false}
              value={style.casingWidth ?? (style.lineWidth ?? 1) + 2}
              minValue={0}
              maxValue={30}
              decimals={1}
              onChange={(casingWidth) => !Number.isNaN(casingWidth) && set({ casingWidth })}
            />
          )}
        </>
      )}
    </div>
  )
}

/** A colour that may also be none. */
function Paint({
  label,
  value,
  preset,
  canBeNone,
  onChange,
}: {
  readonly label: string
  readonly value: string | undefined
  readonly preset: string
  readonly canBeNone: boolean
  readonly onChange: (color: string | undefined) => void
}) {
  return (
    <div className={styles.paint}>
      {canBeNone ? (
        <Checkbox isSelected={value !== undefined} onChange={(isOn) => onChange(isOn ? preset : undefined)}>
          {label}
        </Checkbox>
      ) : (
        <span className={styles.paintLabel}>{label}</span>
      )}
      {(value !== undefined || !canBeNone) && (
        <ColorField label={label} isLabelHidden value={value ?? preset} onChange={onChange} />
      )}
    </div>
  )
}

/** A key that is not set is left out, so that styles that look the same are the same. */
function without(style: SymbolStyle): SymbolStyle {
  return Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined))
}
