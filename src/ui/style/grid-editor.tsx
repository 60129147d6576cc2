import { useState } from 'react'
import type { Layer } from '../../app/state.ts'
import { gridExport } from '../../commands/grid-export.ts'
import { gridLookChange } from '../../commands/grid-look-change.ts'
import { RAMPS, rampById, rampClasses } from '../../core/ramps.ts'
import type { GridLook } from '../../core/raster/grid-look.ts'
import type { ClassMethod } from '../../core/symbology.ts'
import { METHOD_WORDS, styleText } from '../../i18n/style.ts'
import { Button } from '../parts/button.tsx'
import { Checkbox } from '../parts/checkbox.tsx'
import { ErrorState } from '../parts/error-state.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { Segments } from '../parts/segments.tsx'
import { Select } from '../parts/select.tsx'
import { reportError, useApp, useRun, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { BINS, BreakHistogram } from './break-histogram.tsx'
import { latestAnswer } from './latest-answer.ts'
import { RampField } from './ramp-field.tsx'
import { ReliefField } from './relief-field.tsx'
import styles from './style.module.css'

const STOPS = 6
const METHODS: readonly ClassMethod[] = ['natural', 'quantile', 'equal', 'deviation']
const LIGHT = { azimuth: 315, altitude: 45, exaggeration: 1 }

/** How the values of a raster become colours: ramp and stretch, or classes; light from the side for heights. */
export function GridEditor({ layer, look }: { readonly layer: Layer; readonly look: GridLook }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const change = (patch: Partial<GridLook>) => run(gridLookChange, { layer: layer.id, patch })
  const found = useAsync(layer.table, (signal) => app.tiles.gridNumbers({ id: layer.table, bins: BINS }, { signal }))
  const { breaks, ramp, range, hillshade } = look
  const now = rampNow(ramp)
  const [ask] = useState(() =>
    latestAnswer<GridLook>(
      () => app.store.getState().project.layers[layer.id]?.grid,
      change,
      (error) => reportError(app, error),
      (giveUp) => app.history.begin(gridLookChange.title, giveUp),
    ),
  )
  const classify = (method: ClassMethod, count: number) =>
    ask(app.tiles.gridBreaks({ id: layer.table, method, count }), (limits) => ({
      ...look,
      ...(look.isPhoto !== undefined && { isPhoto: false }),
      breaks: limits,
      ramp: now
        ? rampClasses(rampById(now.id), limits.length + 1, now.isReversed)
        : rampClasses({ kind: 'sequential', colors: [...ramp, ...ramp.slice(-1)] }, limits.length + 1),
    }))
  if (found.state === 'failed') return <ErrorState message={text(styleText.failed)} />
  if (found.state === 'loading')
    return (
      <p className={styles.quiet} role="status">
        {text(styleText.counting)}
      </p>
    )
  const profile = found.value
  const hasColours = look.isPhoto !== undefined
  const smooth = () =>
    change({
      ...(hasColours && { isPhoto: false }),
      breaks: undefined,
      ramp: now ? rampClasses(rampById(now.id), STOPS, now.isReversed) : ramp,
    })
  const kinds = (
    <Segments
      label={text(styleText.kind)}
      isLabelHidden
      value={look.isPhoto ? 'photo' : breaks ? 'classes' : 'ramp'}
      options={[
        ...(hasColours ? [{ value: 'photo' as const, label: text(styleText.photo) }] : []),
        { value: 'ramp', label: text(styleText.smooth) },
        { value: 'classes', label: text(styleText.graduated) },
      ]}
      onChange={(next) => (next === 'photo' ? change({ isPhoto: true }) : next === 'classes' ? classify('natural', 5) : smooth())}
    />
  )
  if (look.isPhoto) return kinds
  return (
    <>
      {kinds}
      <RampField
        value={now}
        kinds={['sequential', 'diverging']}
        colors={ramp}
        onChange={(next, isReversed) => change({ ramp: rampClasses(next, breaks ? ramp.length : STOPS, isReversed) })}
      />
      {breaks ? (
        <>
          <div className={styles.halves}>
            <Select
              label={text(styleText.method)}
              value={null}
              placeholder={text(styleText.classifyAnew)}
              options={METHODS.map((value) => ({ value, label: text(METHOD_WORDS[value]) }))}
              onChange={(method) => classify(method, ramp.length)}
            />
            <NumberField
              label={text(styleText.classes)}
              value={ramp.length}
              minValue={2}
              maxValue={12}
              step={1}
              decimals={0}
              onChange={(count) => count >= 2 && count !== ramp.length && classify('natural', count)}
            />
          </div>
          <BreakHistogram
            title={text(layer.title)}
            profile={profile}
            breaks={breaks}
            colors={ramp}
            onChange={(next) => change({ breaks: next })}
          />
          <div className={styles.actions}>
            <Button onPress={() => run(gridExport, { layer: layer.id })}>{text(gridExport.title)}</Button>
          </div>
        </>
      ) : (
        <>
          <BreakHistogram
            title={text(layer.title)}
            profile={profile}
            breaks={range}
            colors={[ramp[0], ramp[Math.floor(ramp.length / 2)], ramp[ramp.length - 1]]}
            onChange={([low, high]) => change({ range: [low, high] })}
          />
          <div className={styles.halves}>
            <NumberField
              label={text(styleText.low)}
              hasSteps={false}
              decimals={4}
              value={range[0]}
              onChange={(low) => low < range[1] && change({ range: [low, range[1]] })}
            />
            <NumberField
              label={text(styleText.high)}
              hasSteps={false}
              decimals={4}
              value={range[1]}
              onChange={(high) => high > range[0] && change({ range: [range[0], high] })}
            />
          </div>
          <div className={styles.actions}>
            <Button isDisabled={!(profile.max > profile.min)} onPress={() => change({ range: [profile.min, profile.max] })}>
              {text(styleText.minMax)}
            </Button>
            <Button
              isDisabled={!(profile.most[1] > profile.most[0])}
              onPress={() => change({ range: profile.most as [number, number] })}
            >
              {text(styleText.percentile)}
            </Button>
          </div>
        </>
      )}
      <p className={styles.quiet}>{text(styleText.sampled, { n: profile.count })}</p>
      <Checkbox isSelected={hillshade !== undefined} onChange={(isOn) => change({ hillshade: isOn ? LIGHT : undefined })}>
        {text(styleText.hillshade)}
      </Checkbox>
      {hillshade && (
        <div className={styles.halves}>
          <NumberField
            label={text(styleText.azimuth)}
            unit="°"
            hasSteps={false}
            value={hillshade.azimuth}
            minValue={0}
            maxValue={360}
            decimals={0}
            onChange={(azimuth) => !Number.isNaN(azimuth) && change({ hillshade: { ...hillshade, azimuth } })}
          />
          <NumberField
            label={text(styleText.exaggeration)}
            unit="×"
            hasSteps={false}
            value={hillshade.exaggeration}
            minValue={0}
            maxValue={1000}
            decimals={1}
            onChange={(exaggeration) => !Number.isNaN(exaggeration) && change({ hillshade: { ...hillshade, exaggeration } })}
          />
        </div>
      )}
      {look.unit === 'm' && <ReliefField layer={layer} />}
    </>
  )
}

function rampNow(ramp: readonly string[]): { readonly id: string; readonly isReversed: boolean } | null {
  for (const each of RAMPS)
    for (const isReversed of [false, true])
      if (rampClasses(each, ramp.length, isReversed).join() === ramp.join()) return { id: each.id, isReversed }
  return null
}
