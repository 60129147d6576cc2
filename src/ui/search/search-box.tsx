import { type Ref, useEffect, useState } from 'react'
import { layerFilter } from '../../commands/layer-filter.ts'
import { layerShow } from '../../commands/layer-show.ts'
import { layerZoom } from '../../commands/layer-zoom.ts'
import { paletteCommands } from '../../commands/registry.ts'
import { rowsZoom } from '../../commands/rows-zoom.ts'
import { selectRows } from '../../commands/select-rows.ts'
import { searchText } from '../../i18n/search.ts'
import { featureName } from '../card/feature-text.ts'
import { groupUnitCode } from '../card/unit-code.ts'
import { Combobox, type ComboboxGroup } from '../parts/combobox.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { showKeys } from '../shell/keyboard.ts'
import { useAsync } from '../shell/use-async.ts'
import { isMac } from '../shell/use-media.ts'
import { foldText, matching } from './match-words.ts'
import styles from './search.module.css'
import { type FeatureHit, searchFeatures } from './search-features.ts'
import { SearchFooter } from './search-footer.tsx'

const IDLE_MS = 150
const MOST = 6
/** A comparison somewhere: the words may be a condition. */
const QUESTION = /[<>=≤≥≠＜＞＝]|包含|为空|非空|属于|介于|\s(?:in|like|between|contains|is)\s/i

/** One box for coordinates, features, layers and commands. */
export function SearchBox({ inputRef }: { readonly inputRef?: Ref<HTMLInputElement> }) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const run = useRun()
  const [value, setValue] = useState('')
  const typed = value.trim()
  const wanted = useIdle(typed)
  // Enter must not choose what an earlier word found
  const isCurrent = wanted === typed
  const layers = useAppState((state) => state.project.layers)
  const isAsking = foldText(typed).length > 0
  const isSearching = foldText(wanted).length > 0
  const found = useAsync(`${wanted}\n${isSearching}`, (signal) =>
    isSearching ? searchFeatures(app, wanted, signal) : Promise.resolve({ hits: [], hasMore: false, searched: [], failed: [] }),
  )
  const isQuestion = QUESTION.test(wanted)
  const answer = useAsync(isQuestion ? wanted : '', async (signal) =>
    isQuestion ? (await import('./ask-layers.ts')).askLayers(app, wanted, signal) : null,
  )
  const answered = isCurrent && answer.state === 'done' ? answer.value : null
  const read = useAsync(wanted, async () => (await import('./read-positions.ts')).readPositions(wanted, app.config))
  const positions = isCurrent && read.state === 'done' ? read.value.positions : []
  const problem = isCurrent && read.state === 'done' ? read.value.problem : null
  const hits = isCurrent && found.state === 'done' ? found.value.hits : []

  const open = async (hit: FeatureHit) => {
    if (!hit.layer.visible) run(layerShow, { layer: hit.layer.id, visible: true })
    const [west, south, east, north] = app.map?.bounds() ?? [0, 0, 0, 0]
    app.setSession(({ panels }) => ({
      panels: { ...panels, analysis: false },
      card: {
        hits: [{ layer: hit.layer.id, row: hit.row, distanceM: 0 }],
        open: 0,
        at: [(west + east) / 2, (south + north) / 2],
      },
    }))
    await whenShown()
    run(rowsZoom, { layer: hit.layer.id, rows: [hit.row] })
  }
  const groups: readonly ComboboxGroup[] = [
    {
      id: 'questions',
      title: text(searchText.questions),
      options: (answered?.asked ?? []).flatMap(({ layer, condition, rows }) => [
        {
          id: `filter ${layer.id}`,
          content: (
            <Line title={text(searchText.filterBy, { layer: text(layer.title), n: rows.length })} detail={condition.written} />
          ),
          onChoose: () => {
            if (!layer.visible) run(layerShow, { layer: layer.id, visible: true })
            run(layerFilter, { layer: layer.id, filter: [...layer.filter, condition] })
          },
        },
        {
          id: `select ${layer.id}`,
          content: (
            <Line title={text(searchText.selectBy, { layer: text(layer.title), n: rows.length })} detail={condition.written} />
          ),
          onChoose: () => {
            if (!layer.visible) run(layerShow, { layer: layer.id, visible: true })
            run(selectRows, { layer: layer.id, rows: Array.from(rows) })
          },
        },
      ]),
    },
    {
      id: 'coordinates',
      title: text(searchText.coordinates),
      options: positions.map((position) => ({
        id: position.id,
        content: (
          <Line
            title={text(position.reading)}
            detail={text(position.isInside ? searchText.inside : searchText.outside, {
              district: text(app.config.district.name),
            })}
          />
        ),
        onChoose: () => {
          app.map?.setPin(position.lngLat)
          app.map?.flyTo(position.lngLat, 15)
        },
      })),
    },
    {
      id: 'features',
      title: text(searchText.features),
      options: hits.map((hit) => {
        const table = app.tableOf(hit.layer.id)
        // a holder or a village has many parcels, which their codes tell apart
        const name = table && featureName(hit.layer, table, hit.row, locale)
        const code = name !== hit.value && name && groupUnitCode(name)
        // beside a code what a holder or a place is needs no word, and the line is long enough
        const isPlain = code && (hit.field.role === 'holder' || hit.field.role === 'location')
        const told = [code, text(hit.layer.title), isPlain || text(hit.field.label)]
        return {
          id: `${hit.layer.id} ${hit.row} ${hit.field.name}`,
          content: (
            <Line
              title={hit.field.role === 'unitCode' ? groupUnitCode(hit.value) : hit.value}
              detail={told.filter((each) => typeof each === 'string').join(' · ')}
            />
          ),
          onChoose: () => void open(hit),
        }
      }),
    },
    {
      id: 'layers',
      title: text(searchText.layers),
      options: matching(Object.values(layers), (layer) => [layer.title.zh, layer.title.en], typed)
        .slice(0, MOST)
        .map((layer) => ({
          id: `layer ${layer.id}`,
          content: <Line title={text(layer.title)} />,
          onChoose: () => {
            if (!layer.visible) run(layerShow, { layer: layer.id, visible: true })
            run(layerZoom, { layer: layer.id })
          },
        })),
    },
    {
      id: 'commands',
      title: text(searchText.commands),
      options: (isAsking
        ? matching(paletteCommands, (command) => [command.title.zh, command.title.en, ...(command.aliases ?? [])], typed).slice(
            0,
            MOST,
          )
        : paletteCommands
      )
        .filter((command) => command.isEnabled?.(app) !== false)
        .map((command) => ({
          id: `command ${command.id}`,
          content: <Line title={text(command.title)} keys={command.keys?.[0]} />,
          onChoose: () => {
            setValue('')
            run(command, undefined)
          },
        })),
    },
  ]
  return (
    <Combobox
      inputRef={inputRef}
      label={text(searchText.label)}
      listLabel={text(searchText.results)}
      clearLabel={text(searchText.clear)}
      placeholder={text(searchText.placeholder)}
      hint={showKeys('Mod+K', isMac)}
      value={value}
      onChange={(next) => {
        setValue(next)
        if (next === '') app.map?.setPin(null)
      }}
      groups={groups}
      footer={
        isAsking ? (
          <SearchFooter
            wanted={typed}
            found={isCurrent ? found : { state: 'loading' }}
            problem={answered ? answered.problem : problem}
            empty={answered?.empty ?? []}
            hasAny={groups.some(({ options }) => options.length > 0)}
          />
        ) : undefined
      }
    />
  )
}

function Line({ title, detail, keys }: { readonly title: string; readonly detail?: string; readonly keys?: string }) {
  return (
    <span className={styles.line}>
      <span className={styles.title}>{title}</span>
      {detail && <span className={styles.detail}>{detail}</span>}
      {keys && <kbd className={styles.keys}>{showKeys(keys, isMac)}</kbd>}
    </span>
  )
}

/** The card that was opened has its place, and on a phone the sheet has risen: the map keeps what it goes to clear of them. */
async function whenShown(): Promise<void> {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  const sheet = document.querySelector('[data-height]')
  await Promise.allSettled(sheet?.getAnimations().map(({ finished }) => finished) ?? [])
}

/** The value once typing rests, so that each letter does not ask the worker. */
function useIdle(value: string): string {
  const [idle, setIdle] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setIdle(value), value === '' ? 0 : IDLE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return idle
}
