import { useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { App } from '../../app/app.ts'
import { nextOrdinal } from '../../app/import-layer.ts'
import { importedTitle } from '../../commands/imported-title.ts'
import { type KeyEvidence, suggestedKey, withKey, withoutKey } from '../../core/key-fields.ts'
import type { Symbology } from '../../core/symbology.ts'
import { cellAt, findColumn } from '../../core/table.ts'
import type { DecodedLayer, LayerSample } from '../../formats/format.ts'
import { parseUnitCode } from '../../standards/unit-code.ts'
import { reportError, useApp, useLocale } from '../shell/app-context.ts'
import { SAMPLE_ROWS } from './attribute-sample.tsx'
import { type Choice, companions, crsQuestion, firstChoice, isOpen, keyOf, UNCONVERTED } from './pending.ts'
import { proposedStyle, type StyleOffer, styleOffers } from './style-offers.ts'

/** A layer as it was first read (its questions stand there), as it is read now, and what was decided. */
export interface Candidate {
  readonly key: string
  readonly first: DecodedLayer
  readonly now: DecodedLayer
  /** its first rows; while it is read again already as they will be */
  readonly sample: Pick<LayerSample, 'table' | 'fields'>
  readonly choice: Choice
  readonly isReading: boolean
  readonly isOpen: boolean
  /** fields that may number the rows, with what speaks for and against each */
  readonly keys: readonly KeyEvidence[]
  /** as chosen or proposed */
  readonly keyField: string | null
  readonly offers: readonly StyleOffer[]
  /** id of an offer, as chosen or proposed; null: there is nothing to draw */
  readonly style: string | null
}

export interface Choices {
  readonly candidates: readonly Candidate[]
  decide(key: string, patch: Partial<Choice>): void
  /** Layers to put on the map, read as decided. */
  decided(): Promise<readonly { readonly layer: DecodedLayer; readonly title: string; readonly symbology?: Symbology }[]>
}

/** What is decided in the dialog. Another encoding, CRS or order of coordinates reads the same bytes again: no second drop. */
export function useChoices(): Choices {
  const app = useApp()
  const locale = useLocale()
  const pending = useStore(app.pendingImport)
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({})
  const [again, setAgain] = useState<Readonly<Record<string, DecodedLayer>>>({})
  const [samples, setSamples] = useState<Readonly<Record<string, LayerSample>>>({})
  const [reading, setReading] = useState<Readonly<Record<string, AbortController>>>({})
  const running = useRef<Record<string, AbortController>>({})

  const layersNow = useMemo(() => pending.layers.map((first) => again[keyOf(first)] ?? first), [pending.layers, again])
  const proposals = useMemo(() => layersNow.map((layer, i) => proposalsFor(app, layer, i)), [app, layersNow])
  const candidates = pending.layers.map((first, i): Candidate => {
    const key = keyOf(first)
    const choice = choices[key] ?? firstChoice(first, importedTitle(first, locale))
    const now = layersNow[i]
    const { keys, offers } = proposals[i]
    // another reading may have other fields
    const isKept = choice.keyField === null || keys.some(({ field }) => field === choice.keyField)
    const isOffered = offers.some(({ id }) => id === choice.style)
    return {
      key,
      first,
      now,
      sample: (key in reading ? samples[key] : null) ?? now,
      choice,
      isReading: key in reading,
      isOpen: isOpen(first, choice, now),
      keys,
      keyField: choice.keyField !== undefined && isKept ? choice.keyField : suggestedKey(keys, now.fields),
      offers,
      style: choice.style !== undefined && isOffered ? choice.style : proposedStyle(offers, now.fields),
    }
  })

  async function read(first: DecodedLayer, choice: Choice, signal: AbortSignal): Promise<DecodedLayer> {
    const { extent } = app.config.district
    const answer = await app.formats.decode(
      {
        files: companions(first.receipt.file, pending.files),
        options: {
          extent,
          likelyCrs: app.config.workingCrs,
          ...(choice.encoding && { encoding: choice.encoding }),
          ...(choice.crs && { crs: choice.crs }),
          ...(choice.datum === UNCONVERTED && { acceptsUnconverted: true }),
          ...(choice.datum && choice.datum !== UNCONVERTED && { crs: choice.datum }),
          ...(choice.shift && { shiftedBy: choice.shift }),
          ...(Object.keys(choice.types).length > 0 && { types: choice.types }),
          ...(choice.swap && { swapXY: choice.swap === 'swap' }),
        },
      },
      { signal },
    )
    const key = keyOf(first)
    const found = answer.layers.find((layer) => keyOf(layer) === key) ?? answer.layers[0]
    const failure = answer.failures[0]
    if (!found) throw Object.assign(new Error(failure?.code), { name: 'AppError', code: failure?.code, detail: failure?.detail })
    return found
  }

  /** Asked before the layer is read again: whether an encoding or a type is the right one is seen in a few rows. */
  async function showSample(first: DecodedLayer, choice: Choice, signal: AbortSignal): Promise<void> {
    const files = companions(first.receipt.file, pending.files)
    // what was found in all of the file is not guessed again of its first rows
    const encoding = choice.encoding ?? first.receipt.encoding
    const options = { ...(encoding && { encoding }), types: choice.types, rows: SAMPLE_ROWS }
    const found = await app.formats.sample({ files, options }, { signal })
    const sample = found.find(({ file, table }) => file === first.receipt.file && table.name === first.table.name)
    if (sample) setSamples((before) => ({ ...before, [keyOf(first)]: sample }))
  }

  async function reread(first: DecodedLayer, choice: Choice, isInRows: boolean): Promise<void> {
    const key = keyOf(first)
    running.current[key]?.abort(new DOMException('read again', 'AbortError'))
    const stop = new AbortController()
    running.current[key] = stop
    setReading((before) => ({ ...before, [key]: stop }))
    setSamples(({ [key]: _, ...rest }) => rest)
    // before all is read, with which it would share the worker; what fails in it is told by that reading
    if (isInRows) await showSample(first, choice, stop.signal).catch(() => {})
    try {
      const layer = await read(first, choice, stop.signal)
      setAgain((before) => ({ ...before, [key]: layer }))
    } catch (error) {
      reportError(app, error)
    } finally {
      setReading(({ [key]: mine, ...rest }) => (mine === stop ? rest : { ...rest, [key]: mine }))
    }
  }

  return {
    candidates,
    decide(key, patch) {
      const candidate = candidates.find((each) => each.key === key)
      if (!candidate) return
      // parameters belong to a system: another one asks anew
      const choice = { ...candidate.choice, ...('crs' in patch && { datum: null }), ...patch }
      setChoices((before) => ({ ...before, [key]: choice }))
      if (['encoding', 'crs', 'swap', 'datum', 'shift', 'types'].some((key) => key in patch))
        void reread(candidate.first, choice, 'encoding' in patch || 'types' in patch)
    },
    async decided() {
      const wanted = candidates.filter(({ choice }) => choice.isWanted)
      return Promise.all(
        wanted.map(async ({ first, now, choice, keyField, offers, style }) => {
          // a CRS that stood preselected was never asked for by name
          const isAsRead = !crsQuestion(first) || now.table.crs === (choice.datum?.startsWith('+') ? choice.datum : choice.crs)
          const layer = isAsRead ? now : await read(first, choice, new AbortController().signal)
          const symbology = offers.find(({ id }) => id === style)?.symbology
          return {
            layer: keyField !== null ? keyed(layer, keyField) : choice.keyField === null ? unkeyed(layer) : layer,
            title: choice.title.trim() || importedTitle(layer, locale),
            ...(symbology && { symbology }),
          }
        }),
      )
    },
  }
}

function proposalsFor(app: App, layer: DecodedLayer, index: number): Pick<Candidate, 'keys' | 'offers'> {
  return {
    keys: layer.keys ?? [],
    offers: styleOffers(layer, app.codeLists, nextOrdinal(app.store.getState().project) + index),
  }
}

/** none was chosen, whatever the fields are called */
const unkeyed = (layer: DecodedLayer): DecodedLayer => ({ ...layer, fields: withoutKey(layer.fields) })

const CODES_LOOKED_AT = 200
/** The layer with its rows numbered by a field: as unit codes (不动产单元代码) where that is what it holds. */
function keyed(layer: DecodedLayer, field: string): DecodedLayer {
  const column = findColumn(layer.table, field)
  if (!column) return layer
  const sample = Array.from({ length: Math.min(CODES_LOOKED_AT, layer.table.length) }, (_, row) =>
    String(cellAt(column, row) ?? ''),
  )
  const known = layer.fields.find(({ name }) => name === field)?.role
  const isCode = known === 'unitCode' || sample.every((text) => parseUnitCode(text).ok)
  return { ...layer, fields: withKey(layer.fields, field, isCode ? 'unitCode' : 'id') }
}
