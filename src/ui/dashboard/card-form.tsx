import type { Layer } from '../../app/state.ts'
import { type Card, COUNT, DATE_STEPS, type Level } from '../../core/dashboard/card.ts'
import { categoryFields, dateFields, hasAreas, numberFields, parentsOf } from '../../core/dashboard/default-cards.ts'
import { AREA_FIELD, type Table } from '../../core/table.ts'
import { AREA_UNITS, type AreaUnit } from '../../core/units.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import { Button } from '../parts/button.tsx'
import { Select } from '../parts/select.tsx'
import { useApp, useAppState, useText } from '../shell/app-context.ts'
import styles from './dashboard.module.css'
import { cardWords } from './words.ts'

const NONE = ''
const UNITS: readonly AreaUnit[] = ['m2', 'ha', 'mu', 'km2', 'wanmu']
/** A level as one word of a list; no name of a field begins so. */
const PARENT = '^'
const wordOf = ({ field, isParent }: Level) => (isParent ? PARENT + field : field)
const levelOf = (word: string): Level =>
  word.startsWith(PARENT) ? { field: word.slice(PARENT.length), isParent: true } : { field: word }

/** What a card is about: fields, measure, unit. Each choice shows at once. */
export function CardForm({
  card,
  layer,
  table,
  onChange,
  onDone,
}: {
  readonly card: Card
  readonly layer: Layer
  readonly table: Table
  readonly onChange: (card: Card) => void
  readonly onDone: () => void
}) {
  const app = useApp()
  const text = useText()
  const locale = useAppState(({ session }) => session.locale)
  const areaUnit = useAppState(({ session }) => session.areaUnit)
  const words = cardWords({ layer, codeLists: app.codeLists, locale, areaUnit }, card)
  const hasArea = hasAreas(table)
  const symbolField = layer.symbology.kind === 'categories' ? layer.symbology.field : null
  const numbers = [...(hasArea ? [AREA_FIELD] : []), ...numberFields(table, layer.fields)]
  const levels = categoryFields(table, layer.fields, symbolField).flatMap((field): Level[] =>
    Object.keys(parentsOf(field, layer.fields, app.codeLists)).length > 0 ? [{ field, isParent: true }, { field }] : [{ field }],
  )
  const levelOptions = levels.map((level) => ({ value: wordOf(level), label: words.levelName(level) }))
  const numberOptions = numbers.map((value) => ({ value, label: words.fieldName(value) }))
  const dates = dateFields(table)
  const isOfDates = card.kind === 'histogram' && dates.includes(card.field)
  const measures = [COUNT, ...numbers].map((value) => ({ value, label: words.measureName(value) }))
  const none = { value: NONE, label: text(dashboardText.none) }
  const measure = (card.kind === 'bars' || card.kind === 'rings') && (
    <Select
      label={text(dashboardText.measure)}
      value={card.measure}
      options={measures}
      onChange={(value) => onChange({ ...card, measure: value })}
    />
  )
  return (
    <div className={styles.form}>
      {card.kind === 'figures' && (
        <Select
          label={text(dashboardText.field)}
          value={card.field ?? NONE}
          options={[none, ...numberOptions]}
          onChange={(field) => onChange({ ...card, field: field || null })}
        />
      )}
      {card.kind === 'bars' && (
        <Select
          label={text(dashboardText.field)}
          value={wordOf(card.level)}
          options={levelOptions}
          onChange={(word) => onChange({ ...card, level: levelOf(word) })}
        />
      )}
      {card.kind === 'rings' && (
        <>
          <Select
            label={text(dashboardText.inner)}
            value={wordOf(card.levels[0])}
            options={levelOptions}
            onChange={(word) => onChange({ ...card, levels: [levelOf(word), ...card.levels.slice(1)] })}
          />
          <Select
            label={text(dashboardText.outer)}
            value={card.levels[1] ? wordOf(card.levels[1]) : NONE}
            options={[none, ...levelOptions]}
            onChange={(word) => onChange({ ...card, levels: [card.levels[0], ...(word ? [levelOf(word)] : [])] })}
          />
        </>
      )}
      {card.kind === 'histogram' && (
        <Select
          label={text(dashboardText.field)}
          value={card.field}
          options={[...numberOptions, ...dates.map((value) => ({ value, label: words.fieldName(value) }))]}
          onChange={(field) => onChange({ ...card, field })}
        />
      )}
      {isOfDates && (
        <Select
          label={text(dashboardText.step)}
          value={card.step ?? NONE}
          options={[
            { value: NONE, label: text(dashboardText.stepAuto) },
            ...DATE_STEPS.map((value) => ({ value, label: text(dashboardText[value]) })),
          ]}
          onChange={(step) => onChange({ ...card, step: DATE_STEPS.find((each) => each === step) })}
        />
      )}
      {card.kind === 'scatter' && (
        <>
          <Select
            label={text(dashboardText.axisX)}
            value={card.x}
            options={numberOptions}
            onChange={(x) => onChange({ ...card, x })}
          />
          <Select
            label={text(dashboardText.axisY)}
            value={card.y}
            options={numberOptions}
            onChange={(y) => onChange({ ...card, y })}
          />
        </>
      )}
      {measure}
      {hasArea && !isOfDates && (
        <Select
          label={text(dashboardText.unit)}
          value={card.unit ?? NONE}
          options={[
            { value: NONE, label: text(dashboardText.unitOfUser) },
            ...UNITS.map((value) => ({ value, label: text(AREA_UNITS[value].label) })),
          ]}
          onChange={(value) => onChange({ ...card, unit: value === NONE ? undefined : (value as AreaUnit) })}
        />
      )}
      <Button isSmall onPress={onDone}>
        {text(dashboardText.done)}
      </Button>
    </div>
  )
}
