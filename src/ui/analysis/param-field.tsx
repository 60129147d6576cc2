import { lazy, memo, Suspense, useCallback } from 'react'
import type { FieldsParam, GridParam, LayerParam, LayersParam, Param, StoredValue } from '../../core/params.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { Checkbox } from '../parts/checkbox.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { Select } from '../parts/select.tsx'
import { useApp, useAppState, useText } from '../shell/app-context.ts'
import styles from './analysis.module.css'
import { FieldLevels } from './field-levels.tsx'
import { type FieldSource, fieldChoices, layersFor } from './form-state.ts'
import { fieldNote, fieldWord } from './words.ts'

/** Fetched when a form asks for a scheme: no other needs its editor. */
const GradingField = lazy(async () => ({ default: (await import('./grading-field.tsx')).GradingField }))

interface ParamFieldProps<P extends Param = Param> {
  readonly param: P
  readonly value: StoredValue | undefined
  readonly onChange: (value: StoredValue) => void
  /** of a parameter of kind 'fields' or 'model': the layers whose fields they are */
  readonly sources: readonly FieldSource[]
}

const KIND_WORDS = {
  polygon: analysisText.kindPolygon,
  line: analysisText.kindLine,
  point: analysisText.kindPoint,
  any: analysisText.kindAny,
}

interface NamedParamProps extends Omit<ParamFieldProps, 'onChange'> {
  readonly name: string
  /** the same function in each rendering */
  readonly onChange: (name: string, value: StoredValue) => void
}

/** A parameter of a form. Rendered anew for its own value only: the form is for each step of a run. */
export const ParamField = memo(function ParamField({ name, onChange, ...field }: NamedParamProps) {
  const change = useCallback((value: StoredValue) => onChange(name, value), [name, onChange])
  return <ParamControl {...field} onChange={change} />
}, isSame)

function isSame({ sources, ...before }: NamedParamProps, { sources: now, ...after }: NamedParamProps): boolean {
  return (
    sources.length === now.length &&
    sources.every(({ layer, table }, i) => layer === now[i].layer && table === now[i].table) &&
    (Object.keys(after) as (keyof typeof after)[]).every((key) => before[key] === after[key])
  )
}

/** The control that a parameter's kind asks for. */
function ParamControl(props: ParamFieldProps) {
  const text = useText()
  const { param, value, onChange } = props
  const label = text(param.label)
  const help = param.help && text(param.help)
  switch (param.kind) {
    case 'layer':
      return <LayerField {...props} param={param} />
    case 'layers':
      return <LayersField {...props} param={param} />
    case 'grid':
      return <LayerField {...props} param={param} />
    case 'fields':
      return <FieldsField {...props} param={param} />
    case 'model':
      return (
        <Suspense fallback={<p className={styles.quiet}>{label}</p>}>
          <GradingField
            param={param}
            value={String(value)}
            onChange={onChange}
            layer={props.sources[0]?.layer}
            table={props.sources[0]?.table ?? null}
          />
        </Suspense>
      )
    case 'number':
      return (
        <NumberField
          label={label}
          help={help}
          value={typeof value === 'number' ? value : Number.NaN}
          minValue={param.min}
          maxValue={param.max}
          unit={param.unit === 'm2' ? 'm²' : param.unit}
          onChange={onChange}
        />
      )
    case 'choice':
      return (
        <Select
          label={label}
          help={help}
          value={String(value)}
          options={param.options.map((option) => ({ value: option.value, label: text(option.label) }))}
          onChange={onChange}
        />
      )
    default:
      return (
        <div>
          <Checkbox isSelected={value === true} onChange={onChange}>
            {label}
          </Checkbox>
          {help && <p className={styles.flagHelp}>{help}</p>}
        </div>
      )
  }
}

function LayerField({ param, value, onChange }: ParamFieldProps<LayerParam | GridParam>) {
  const text = useText()
  const project = useAppState((state) => state.project)
  const layers = layersFor(param, project)
  if (layers.length === 0)
    return (
      <p className={styles.quiet}>
        {text(analysisText.noLayer, { kind: text(param.kind === 'grid' ? analysisText.kindGrid : KIND_WORDS[param.geometry]) })}
      </p>
    )
  return (
    <Select
      label={text(param.label)}
      help={param.help && text(param.help)}
      value={String(value)}
      options={layers.map((layer) => ({ value: layer.id, label: text(layer.title) }))}
      onChange={onChange}
    />
  )
}

function LayersField({ param, value, onChange }: ParamFieldProps<LayersParam>) {
  const text = useText()
  const project = useAppState((state) => state.project)
  const layers = layersFor(param, project)
  const chosen = Array.isArray(value) ? (value as readonly string[]) : []
  if (layers.length === 0)
    return <p className={styles.quiet}>{text(analysisText.noLayer, { kind: text(KIND_WORDS[param.geometry]) })}</p>
  return (
    <fieldset className={styles.layers}>
      <legend>{text(param.label)}</legend>
      {layers.map(({ id, title }) => (
        <Checkbox
          key={id}
          isSelected={chosen.includes(id)}
          onChange={(isChosen) => onChange(isChosen ? [...chosen, id] : chosen.filter((each) => each !== id))}
        >
          {text(title)}
        </Checkbox>
      ))}
      {param.help && <p className={styles.flagHelp}>{text(param.help)}</p>}
    </fieldset>
  )
}

function FieldsField({ param, value, onChange, sources }: ParamFieldProps<FieldsParam>) {
  const text = useText()
  const app = useApp()
  const awaited = sources.find(({ table }) => !table)?.layer
  const status = useAppState((state) => (awaited ? state.session.layerStatus[awaited.id] : undefined))
  if (sources.length === 0) return null
  if (awaited) {
    const words = status?.state === 'failed' ? analysisText.layerFailed : analysisText.loadingLayer
    return <p className={styles.quiet}>{text(words)}</p>
  }
  const options = fieldChoices(param, sources).map(({ name, info }) => {
    const note = fieldNote(name, info, app.codeLists)
    return { value: name, label: text(fieldWord(name, info)), note: note ? text(note) : undefined }
  })
  const chosen = Array.isArray(value) ? (value as readonly string[]) : []
  if (options.length === 0) return param.min === 0 ? null : <p className={styles.quiet}>{text(analysisText.noField)}</p>
  if (param.max > 1) return <FieldLevels param={param} options={options} value={chosen} onChange={onChange} />
  const none = { value: '', label: text(analysisText.none), note: undefined }
  return (
    <Select
      label={text(param.label)}
      help={param.help && text(param.help)}
      value={chosen[0] ?? ''}
      options={param.min === 0 ? [none, ...options] : options}
      onChange={(name) => onChange(name ? [name] : [])}
    />
  )
}
