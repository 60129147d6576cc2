import type { GeometryMeasure, IndicatorSource, MixMeasure } from '../../core/grading/model.ts'
import type { Condition } from '../../core/symbology.ts'
import type { FieldInfo, Table } from '../../core/table.ts'
import type { Text as Words } from '../../core/text.ts'
import { gradingText, MEASURE_WORDS, SOURCE_WORDS, STATISTIC_WORDS } from '../../i18n/grading.ts'
import { NumberField } from '../parts/number-field.tsx'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useAppState, useText } from '../shell/app-context.ts'
import styles from './grading.module.css'
import { fieldWord } from './words.ts'

const SHAPE_MEASURES: readonly GeometryMeasure[] = ['areaHa', 'perimeterM', 'shapeIndex', 'compactness']
const MIX_MEASURES: readonly MixMeasure[] = ['diversity', 'evenness', 'dominance', 'meanPatchHa', 'patchDensity']
const STATISTICS = ['mean', 'min', 'max'] as const

interface SourceProps<S extends IndicatorSource = IndicatorSource> {
  readonly source: S
  readonly table: Table | null
  readonly fields: readonly FieldInfo[]
  readonly onChange: (source: IndicatorSource) => void
}

/** Where the value of an indicator comes from. */
export function GradingSource(props: SourceProps) {
  const text = useText()
  const layers = useAppState((state) => state.project.layers)
  const { source, onChange } = props
  const start = (kind: IndicatorSource['kind']) => {
    const vector = Object.values(layers).find(({ grid, geometry }) => !grid && geometry === 'polygon')?.id ?? ''
    const field = props.table?.columns[0]?.name ?? ''
    const fresh: Readonly<Record<IndicatorSource['kind'], IndicatorSource>> = {
      field: { kind: 'field', field },
      geometry: { kind: 'geometry', measure: 'shapeIndex' },
      connectivity: { kind: 'connectivity' },
      distance: { kind: 'distance', layer: vector },
      share: { kind: 'share', layer: vector },
      ratio: {
        kind: 'ratio',
        layer: vector,
        where: { field: 'DLBM', values: ['0103'] },
        to: { field: 'DLBM', values: ['1108'] },
      },
      loss: { kind: 'loss', before: vector, after: vector, where: { field: 'DLBM', values: ['1108'] } },
      mix: { kind: 'mix', layer: vector, field: 'DLBM', measure: 'diversity' },
      raster: { kind: 'raster', raster: Object.values(layers).find(({ grid }) => grid)?.id ?? '', band: 0, statistic: 'mean' },
    }
    onChange(fresh[kind])
  }
  return (
    <div className={styles.stack}>
      <Select
        label={text(gradingText.valueFrom)}
        isLabelHidden
        value={source.kind}
        options={(Object.keys(SOURCE_WORDS) as IndicatorSource['kind'][]).map((kind) => ({
          value: kind,
          label: text(SOURCE_WORDS[kind]),
        }))}
        onChange={start}
      />
      <SourceDetail {...props} />
    </div>
  )
}

function SourceDetail({ source, table, fields, onChange }: SourceProps) {
  const text = useText()
  switch (source.kind) {
    case 'field':
      return (
        <OwnField
          label={text(gradingText.field)}
          value={source.field}
          table={table}
          fields={fields}
          onChange={(field) => onChange({ ...source, field })}
        />
      )
    case 'geometry':
      return <Measure value={source.measure} options={SHAPE_MEASURES} onChange={(measure) => onChange({ ...source, measure })} />
    case 'connectivity':
      return (
        <OwnField
          label={text(gradingText.sameField)}
          value={source.same ?? ''}
          isOptional
          table={table}
          fields={fields}
          onChange={(same) => onChange(same === '' ? { kind: 'connectivity' } : { kind: 'connectivity', same })}
        />
      )
    case 'distance':
    case 'share':
      return (
        <>
          <LayerChoice label={gradingText.layer} value={source.layer} onChange={(layer) => onChange({ ...source, layer })} />
          <Where
            condition={source.where}
            onChange={(where) => {
              const { where: _, ...rest } = source
              onChange(where ? { ...rest, where } : rest)
            }}
          />
        </>
      )
    case 'ratio':
      return (
        <>
          <LayerChoice label={gradingText.layer} value={source.layer} onChange={(layer) => onChange({ ...source, layer })} />
          <Where condition={source.where} onChange={(where) => where && onChange({ ...source, where })} />
          <Where isOver condition={source.to} onChange={(to) => to && onChange({ ...source, to })} />
        </>
      )
    case 'loss':
      return (
        <>
          <div className={styles.pair}>
            <LayerChoice
              label={gradingText.before}
              value={source.before}
              onChange={(before) => onChange({ ...source, before })}
            />
            <LayerChoice label={gradingText.after} value={source.after} onChange={(after) => onChange({ ...source, after })} />
          </div>
          <Where condition={source.where} onChange={(where) => where && onChange({ ...source, where })} />
        </>
      )
    case 'mix':
      return (
        <>
          <LayerChoice label={gradingText.layer} value={source.layer} onChange={(layer) => onChange({ ...source, layer })} />
          <div className={styles.pair}>
            <TextField
              label={text(gradingText.field)}
              value={source.field}
              onChange={(field) => onChange({ ...source, field })}
            />
            <Measure value={source.measure} options={MIX_MEASURES} onChange={(measure) => onChange({ ...source, measure })} />
          </div>
        </>
      )
    case 'raster':
      return (
        <>
          <LayerChoice
            label={gradingText.raster}
            value={source.raster}
            isGrid
            onChange={(raster) => onChange({ ...source, raster })}
          />
          <div className={styles.pair}>
            <NumberField
              label={text(gradingText.band)}
              value={source.band + 1}
              minValue={1}
              decimals={0}
              onChange={(band) => onChange({ ...source, band: Number.isNaN(band) ? 0 : band - 1 })}
            />
            <Select
              label={text(gradingText.statistic)}
              value={source.statistic}
              options={STATISTICS.map((each) => ({ value: each, label: text(STATISTIC_WORDS[each]) }))}
              onChange={(statistic) => onChange({ ...source, statistic })}
            />
          </div>
        </>
      )
  }
}

function Measure<M extends GeometryMeasure | MixMeasure>({
  value,
  options,
  onChange,
}: {
  readonly value: M
  readonly options: readonly M[]
  readonly onChange: (measure: M) => void
}) {
  const text = useText()
  return (
    <Select
      label={text(gradingText.measure)}
      value={value}
      options={options.map((each) => ({ value: each, label: text(MEASURE_WORDS[each]) }))}
      onChange={onChange}
    />
  )
}

/** A field of the layer that is graded. */
function OwnField({
  label,
  value,
  isOptional = false,
  table,
  fields,
  onChange,
}: {
  readonly label: string
  readonly value: string
  /** '' stands for none */
  readonly isOptional?: boolean
  readonly table: Table | null
  readonly fields: readonly FieldInfo[]
  readonly onChange: (field: string) => void
}) {
  const text = useText()
  const names = table?.columns.map(({ name }) => name) ?? []
  const options = names.map((name) => {
    const info = fields.find((field) => field.name === name)
    const word = text(fieldWord(name, info))
    return { value: name, label: word, ...(word !== name && { note: name }) }
  })
  const isGone = value !== '' && !names.includes(value)
  return (
    <Select
      label={label}
      value={value}
      placeholder={isGone ? value : undefined}
      error={isGone && table ? text(gradingText.fieldGone, { field: value }) : null}
      options={isOptional ? [{ value: '', label: text(gradingText.none) }, ...options] : options}
      onChange={onChange}
    />
  )
}

/** Another layer, or a raster, by its id. */
function LayerChoice({
  label,
  value,
  isGrid = false,
  onChange,
}: {
  readonly label: Words
  readonly value: string
  readonly isGrid?: boolean
  readonly onChange: (layer: string) => void
}) {
  const text = useText()
  const project = useAppState((state) => state.project)
  const ordered = project.tree.flatMap((group) => group.layers).flatMap((id) => project.layers[id] ?? [])
  const options = ordered.filter(({ grid }) => Boolean(grid) === isGrid)
  const isGone = options.every(({ id }) => id !== value)
  return (
    <Select
      label={text(label)}
      value={isGone ? null : value}
      placeholder={value}
      error={isGone ? text(gradingText.layerGone, { layer: value }) : null}
      options={options.map(({ id, title }) => ({ value: id, label: text(title) }))}
      onChange={onChange}
    />
  )
}

/** Field and values of the rows that count; empty: all. */
function Where({
  condition,
  isOver = false,
  onChange,
}: {
  readonly condition: Condition | undefined
  /** of the rows that the others are compared with */
  readonly isOver?: boolean
  readonly onChange: (condition: Condition | null) => void
}) {
  const text = useText()
  const change = (name: string, list: readonly string[]) =>
    onChange(name.trim() === '' ? null : { field: name.trim(), values: list })
  return (
    <div className={styles.pair}>
      <TextField
        label={text(isOver ? gradingText.toField : gradingText.whereField)}
        value={condition?.field ?? ''}
        onChange={(name) => change(name, condition?.values ?? [])}
      />
      <TextField
        label={text(isOver ? gradingText.toValues : gradingText.whereValues)}
        value={condition?.values.join(' ') ?? ''}
        isDisabled={!condition}
        onChange={(typed) => change(condition?.field ?? '', typed.trimStart().split(/\s+/))}
      />
    </div>
  )
}
