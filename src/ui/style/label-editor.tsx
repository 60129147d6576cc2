import { useEffect, useState } from 'react'
import type { Layer } from '../../app/state.ts'
import type { LabelStyle } from '../../core/symbology.ts'
import { templateFields } from '../../core/tiling/label-text.ts'
import { styleText } from '../../i18n/style.ts'
import { Checkbox } from '../parts/checkbox.tsx'
import { ColorField } from '../parts/color-field.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useText } from '../shell/app-context.ts'
import styles from './style.module.css'

interface LabelEditorProps {
  readonly layer: Layer
  readonly fields: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (label: LabelStyle | null) => void
}

/** Names on the map: what they say, how they look, from which zoom on. */
export function LabelEditor({ layer: { label }, fields, onChange }: LabelEditorProps) {
  const text = useText()
  const set = (patch: Partial<LabelStyle>) =>
    label && onChange(Object.fromEntries(Object.entries({ ...label, ...patch }).filter(([, v]) => v !== undefined)) as never)
  if (fields.length === 0) return <p className={styles.quiet}>{text(styleText.noFields)}</p>
  return (
    <div className={styles.symbol}>
      <Checkbox isSelected={label !== null} onChange={(isOn) => onChange(isOn ? { field: fields[0].value } : null)}>
        {text(styleText.labelOn)}
      </Checkbox>
      {label && (
        <>
          <Select
            label={text(styleText.field)}
            value={label.field}
            options={fields}
            onChange={(field) => set({ field, fieldEn: undefined, template: undefined })}
          />
          <Template
            value={label.template ?? ''}
            example={`{${fields[0].value}}${fields[1] ? ` {${fields.at(-1)?.value}:1}` : ''}`}
            known={fields.map(({ value }) => value)}
            onChange={(template) => set({ template: template === '' ? undefined : template })}
          />
          <div className={styles.halves}>
            <NumberField
              label={text(styleText.labelSize)}
              unit={text(styleText.px)}
              hasSteps={false}
              value={label.size ?? 12}
              minValue={8}
              maxValue={40}
              decimals={1}
              onChange={(size) => !Number.isNaN(size) && set({ size })}
            />
            <NumberField
              label={text(styleText.haloWidth)}
              unit={text(styleText.px)}
              hasSteps={false}
              value={label.haloWidth ?? 1.5}
              minValue={0}
              maxValue={8}
              decimals={1}
              onChange={(haloWidth) => !Number.isNaN(haloWidth) && set({ haloWidth })}
            />
          </div>
          <div className={styles.halves}>
            <ColorField
              label={text(styleText.labelColor)}
              value={label.color ?? '#1d2b2f'}
              onChange={(color) => set({ color })}
            />
            <ColorField label={text(styleText.halo)} value={label.halo ?? '#faf9f6'} onChange={(halo) => set({ halo })} />
          </div>
          <NumberField
            label={text(styleText.labelZoom)}
            value={label.minZoom ?? 0}
            minValue={0}
            maxValue={20}
            decimals={1}
            onChange={(minZoom) => !Number.isNaN(minZoom) && set({ minZoom })}
          />
          <p className={styles.quiet}>{text(styleText.collide)}</p>
        </>
      )}
    </div>
  )
}

/** Written when the field is left or Enter is pressed: half a template is none. */
function Template({
  value,
  example,
  known,
  onChange,
}: {
  readonly value: string
  readonly example: string
  readonly known: readonly string[]
  readonly onChange: (template: string) => void
}) {
  const text = useText()
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const unknown = templateFields(typed).find((name) => !known.includes(name))
  const take = () => unknown === undefined && typed !== value && onChange(typed.slice(0, 200))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that focus has left
    <div onBlur={take}>
      <TextField
        label={text(styleText.template)}
        value={typed}
        onChange={setTyped}
        onSubmit={take}
        placeholder={example}
        help={text(styleText.templateHelp, { example })}
        error={unknown === undefined ? null : text(styleText.templateUnknown, { field: unknown })}
      />
    </div>
  )
}
