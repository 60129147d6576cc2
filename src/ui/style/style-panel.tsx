import { useEffect, useRef, useState } from 'react'
import type { Layer } from '../../app/state.ts'
import { styleChange } from '../../commands/style-change.ts'
import { styleCopy } from '../../commands/style-copy.ts'
import { styleLoad } from '../../commands/style-load.ts'
import { styleOpen } from '../../commands/style-open.ts'
import { stylePaste } from '../../commands/style-paste.ts'
import { styleReset } from '../../commands/style-reset.ts'
import { styleSave } from '../../commands/style-save.ts'
import { PAIR_COLORS, rampById, rampClasses } from '../../core/ramps.ts'
import type { Symbology, SymbolStyle } from '../../core/symbology.ts'
import type { Table } from '../../core/table.ts'
import { styleText } from '../../i18n/style.ts'
import { fieldSizes } from '../layers/field-sizes.ts'
import { NeedsAll } from '../layers/needs-all.tsx'
import { IconButton } from '../parts/button.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { MenuButton } from '../parts/menu.tsx'
import { PanelHead } from '../parts/panel-head.tsx'
import { Segments } from '../parts/segments.tsx'
import { reportError, useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { CategoriesEditor } from './categories-editor.tsx'
import { GraduatedEditor } from './graduated-editor.tsx'
import { GridEditor } from './grid-editor.tsx'
import { LabelEditor } from './label-editor.tsx'
import { latestAnswer } from './latest-answer.ts'
import {
  areLandClasses,
  categories,
  commonStyle,
  graduated,
  landClassCategories,
  pairs,
  type SymbolKind,
  startStyle,
} from './make-symbology.ts'
import { numberClasses, pairClasses } from './number-classes.ts'
import { PairEditor } from './pair-editor.tsx'
import styles from './style.module.css'
import { SymbolFields } from './symbol-fields.tsx'

/** How one layer is drawn. Each change is seen on the map at once and is a step of undo. */
export function StylePanel() {
  const id = useAppState(({ session }) => session.styling)
  const layer = useAppState(({ project }) => (id === null ? undefined : project.layers[id]))
  return layer ? <LayerStyle key={layer.id} layer={layer} /> : null
}

function LayerStyle({ layer }: { readonly layer: Layer }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const head = useRef<HTMLHeadingElement>(null)
  const status = useAppState(({ session }) => session.layerStatus[layer.id])
  const canPaste = useAppState(({ session }) => session.copiedLook !== null)
  // of a large layer the whole may come while the panel is open
  const far = useAppState(() => app.rangedOf(layer.id))
  const isFar = far !== null
  const loaded = useAsync(`${layer.table} ${isFar}`, () => app.loadColumns(layer.id))
  const table = loaded.state === 'done' ? loaded.value : null
  const isShipped = app.catalog.layers.some(({ id }) => id === layer.id)
  useEffect(() => {
    head.current?.focus()
    // back to the row it was opened from
    return () => {
      const row = document
        .querySelector<HTMLElement>(`[data-layer="${CSS.escape(layer.id)}"]`)
        ?.closest<HTMLElement>('[role="row"]')
      if (document.activeElement === document.body || document.activeElement === null) row?.focus()
    }
  }, [layer.id])
  return (
    <section className={styles.panel} aria-label={text(styleText.title, { layer: text(layer.title) })}>
      <PanelHead title={text(styleText.title, { layer: text(layer.title) })} titleRef={head}>
        <MenuButton
          label={text(styleText.more)}
          trigger={<IconButton icon="more" isSmall label={text(styleText.more)} />}
          groups={[
            {
              id: 'clipboard',
              items: [
                { id: 'copy', label: text(styleCopy.title), onAction: () => run(styleCopy, { layer: layer.id }) },
                {
                  id: 'paste',
                  label: text(stylePaste.title),
                  isDisabled: !canPaste,
                  onAction: () => run(stylePaste, { layer: layer.id }),
                },
              ],
            },
            {
              id: 'file',
              items: [
                { id: 'save', label: text(styleSave.title), onAction: () => run(styleSave, { layer: layer.id }) },
                { id: 'load', label: text(styleLoad.title), onAction: () => run(styleLoad, { layer: layer.id }) },
                ...(isShipped
                  ? [{ id: 'reset', label: text(styleReset.title), onAction: () => run(styleReset, { layer: layer.id }) }]
                  : []),
              ],
            },
          ]}
        />
        <IconButton icon="close" isSmall label={text(styleText.close)} onPress={() => run(styleOpen, { layer: null })} />
      </PanelHead>
      <div className={styles.body}>
        {far && !far.fieldBytes && <NeedsAll layer={layer} />}
        {far?.fieldBytes && <p className={styles.quiet}>{fieldSizes(layer, far.fieldBytes, text)}</p>}
        {layer.grid ? (
          table && <GridEditor layer={layer} look={layer.grid} />
        ) : (
          <Symbols layer={layer} table={table} isFailed={loaded.state === 'failed'} status={status} />
        )}
        {!layer.grid && (
          <Disclosure title={text(styleText.labels)} isInitiallyOpen={layer.label !== null}>
            <LabelEditor
              layer={layer}
              fields={fieldOptions(layer, table, text)}
              onChange={(label) => run(styleChange, { layer: layer.id, patch: { label } })}
            />
          </Disclosure>
        )}
      </div>
    </section>
  )
}

function fieldOptions(layer: Layer, table: Table | null, text: ReturnType<typeof useText>, isNumeric = false) {
  const columns = table?.columns.filter(({ type }) => !isNumeric || type === 'number') ?? []
  return columns.map(({ name }) => {
    const info = layer.fields.find((field) => field.name === name)
    return { value: name, label: info ? text(info.label) : name }
  })
}

interface SymbolsProps {
  readonly layer: Layer
  readonly table: Table | null
  readonly isFailed: boolean
  readonly status: Parameters<typeof GraduatedEditor>[0]['status']
}

function Symbols({ layer, table, isFailed, status }: SymbolsProps) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const { symbology, geometry } = layer
  const kind: SymbolKind = geometry === 'line' ? 'line' : geometry === 'point' ? 'point' : 'polygon'
  const change = (next: Symbology) => run(styleChange, { layer: layer.id, patch: { symbology: next } })
  const fields = fieldOptions(layer, table, text)
  const numbers = fieldOptions(layer, table, text, true)
  const [ask] = useState(() =>
    latestAnswer<Symbology>(
      () => app.store.getState().project.layers[layer.id]?.symbology,
      change,
      (error) => reportError(app, error),
      (giveUp) => app.history.begin(styleChange.title, giveUp),
    ),
  )
  /** The first classes of a kind, by the field that suits best; what they have in common stays. */
  const start = (to: Symbology['kind']) => {
    const common = commonStyle(symbology)
    if (to === 'single') return change({ kind: 'single', style: common })
    const old = symbology.kind === 'single' ? null : symbology.field
    if (to === 'graduated') {
      const area = layer.fields.find(({ role }) => role === 'registeredAreaM2')?.name
      const field = numbers.find(({ value }) => value === old || value === area)?.value ?? numbers[0].value
      return void ask(numberClasses(app, layer.table, field, 'quantile', 5), (classes) =>
        graduated(classes, rampClasses(rampById('teal'), classes.breaks.length + 1), startStyle(symbology), kind),
      )
    }
    const coded = layer.fields.find(({ codes, role }) => role === 'landClass' || codes !== undefined)?.name
    const field = fields.find(({ value }) => value === old)?.value ?? coded ?? fields[0].value
    void ask(app.tiles.fieldValues({ table: layer.table, field, limit: 100 }), ({ values }) => {
      const named = values.map(({ value }) => value).sort()
      return kind === 'polygon' && areLandClasses(named)
        ? landClassCategories(field, named, symbology, 'screen')
        : categories(field, named, symbology, rampById('light'), false, kind)
    })
  }
  const withCommon = (style: SymbolStyle) => {
    if (symbology.kind === 'single') change({ kind: 'single', style })
    else if (symbology.kind === 'graduated' || symbology.kind === 'bivariate') {
      const keep = (each: SymbolStyle): SymbolStyle => ({
        ...style,
        ...(kind === 'line' ? { line: each.line } : { fill: each.fill, hatch: each.hatch, hatchColor: each.hatchColor }),
      })
      change({ ...symbology, styles: symbology.styles.map(keep), other: { ...keep(symbology.other), fillOpacity: 0.4 } })
    }
  }
  const editor = { layer, kind, status, onChange: change, ask }
  const hasTable = table !== null
  return (
    <>
      <Segments
        label={text(styleText.kind)}
        isLabelHidden
        value={symbology.kind === 'bivariate' ? 'graduated' : symbology.kind}
        options={[
          { value: 'single', label: text(styleText.single) },
          { value: 'categories', label: text(styleText.categories), isDisabled: fields.length === 0 },
          { value: 'graduated', label: text(styleText.graduated), isDisabled: numbers.length === 0 },
        ]}
        onChange={start}
      />
      {!hasTable && (
        <p className={styles.quiet} role="status">
          {text(isFailed ? styleText.notLoaded : styleText.counting)}
        </p>
      )}
      {hasTable && fields.length > 0 && numbers.length === 0 && <p className={styles.quiet}>{text(styleText.noNumbers)}</p>}
      {hasTable && symbology.kind === 'categories' && <CategoriesEditor {...editor} fields={fields} />}
      {hasTable && symbology.kind === 'graduated' && numbers.length > 0 && (
        <GraduatedEditor
          {...editor}
          fields={numbers}
          onSecond={(second) =>
            ask(pairClasses(app, layer.table, [symbology.field, second], 'quantile'), ([one, other]) =>
              pairs(one, other, PAIR_COLORS, commonStyle(symbology), kind),
            )
          }
        />
      )}
      {hasTable && symbology.kind === 'bivariate' && (
        <PairEditor {...editor} fields={numbers} now={symbology} onSingle={() => start('graduated')} />
      )}
      {symbology.kind === 'single' && <SymbolFields style={symbology.style} geometry={geometry} onChange={withCommon} />}
      {(symbology.kind === 'graduated' || symbology.kind === 'bivariate') && (
        <Disclosure title={text(styleText.allClasses)}>
          <SymbolFields style={symbology.styles[0]} geometry={geometry} hasColor={false} onChange={withCommon} />
        </Disclosure>
      )}
    </>
  )
}
