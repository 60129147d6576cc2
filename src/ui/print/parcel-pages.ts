import type { App } from '../../app/app.ts'
import type { Layer } from '../../app/state.ts'
import type { ParcelFacts } from '../../core/parcel-papers/describe-parcel.ts'
import type { PaperForm, ParcelWords } from '../../core/parcel-papers/paper-words.ts'
import { type PlanChoice, parcelPlan } from '../../core/parcel-papers/parcel-plan.ts'
import { pointTable } from '../../core/parcel-papers/point-table.ts'
import { type Measure, type Page, wordsOf } from '../../core/print/marks.ts'
import type { Table } from '../../core/table.ts'
import type { Locale } from '../../core/text.ts'
import { fromM2, plainNumber } from '../../core/units.ts'
import { parcelText } from '../../i18n/parcel.ts'
import { printText } from '../../i18n/print.ts'
import { reviewWords } from '../../i18n/review-words.ts'
import { t } from '../../i18n/t.ts'
import { featureName, registeredAreaM2, valueByRole, wordsByRole } from '../card/feature-text.ts'
import { groupUnitCode } from '../card/unit-code.ts'
import { type PrintFonts, printFonts } from './font-files.ts'
import { crsWords } from './sheet-words.ts'

export interface PapersChoice {
  readonly layer: Layer
  readonly rows: readonly number[]
  readonly papers: 'both' | 'plan' | 'table'
  readonly plan: PlanChoice
  readonly crs: string
  readonly organisation: string
  readonly date: string
  readonly hasHolder: boolean
  readonly locale: Locale
}
export interface ParcelPages {
  readonly pages: readonly Page[]
  readonly facts: readonly ParcelFacts[]
  readonly fonts: PrintFonts
}

/** 宗地图 and 界址点成果表 of each row, in their order. @throws AppError parcel.*, print.fontFetch */
export async function parcelPages(
  app: App,
  choice: PapersChoice,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress?: (share: number, stage?: string) => void },
): Promise<ParcelPages> {
  const { layer, rows, crs } = choice
  await app.showLayer(layer.id)
  const facts: ParcelFacts[] = []
  for (const [i, row] of rows.entries()) {
    facts.push(await app.tiles.describeParcel({ table: layer.table, row, crs }, { signal }))
    onProgress?.(i / rows.length, 'stage.measure')
  }
  const form = formWords(app, choice)
  const { table, placeOf } = await namedRows(app, layer, [
    ...rows,
    ...facts.flatMap(({ neighbours }) => neighbours.map(({ row }) => row)),
  ])
  const words = rows.map((row) => parcelWords(app, choice, table, placeOf, row))
  const compose = (measure: Measure) =>
    facts.flatMap((each, i) => [
      ...(choice.papers === 'table' ? [] : [parcelPlan(each, words[i], form, choice.plan, measure)]),
      ...(choice.papers === 'plan' ? [] : pointTable(each, words[i], form, measure)),
    ])
  const guess: Measure = (text, sizeMm) => text.length * sizeMm * 0.8
  const fonts = await printFonts(
    `${compose(guess)
      .map(({ marks }) => wordsOf(marks))
      .join('')}${words.map((each, i) => facts[i].neighbours.map(({ row }) => each.nameOf(row)).join('')).join('')}`,
  )
  signal.throwIfAborted()
  return { pages: compose(fonts.book.measure), facts, fonts }
}

/** The table with some rows, and their places in it: of a layer that stays in its file these alone. */
async function namedRows(app: App, layer: Layer, rows: readonly number[]) {
  const whole = app.rangedOf(layer.id) ? null : await app.loadTable(layer.id)
  if (whole) return { table: whole, placeOf: (row: number) => row }
  const read = Uint32Array.from(new Set(rows)).sort()
  const places = new Map(Array.from(read, (row, at) => [row, at]))
  return { table: await app.rowsOf(layer.id, read), placeOf: (row: number) => places.get(row) ?? 0 }
}

function parcelWords(
  app: App,
  { layer, hasHolder, locale }: PapersChoice,
  table: Table,
  placeOf: (row: number) => number,
  row: number,
): ParcelWords {
  const at = placeOf(row)
  const value = (role: Parameters<typeof valueByRole>[3], of = row) => String(valueByRole(layer, table, placeOf(of), role) ?? '')
  // a parcel's plan is for many eyes, the holder's name for few
  const nameOf = (of: number) => {
    const code = featureName(layer, table, placeOf(of)) ?? String(of + 1)
    const short = code.length === 28 ? code.slice(12, 19) : code
    return hasHolder && value('holder', of) ? `${short} ${value('holder', of)}` : short
  }
  return {
    code: groupUnitCode(featureName(layer, table, at) ?? ''),
    holder: hasHolder ? value('holder') : '',
    location: value('location') || wordsByRole(layer, table, at, 'town', app.codeLists, locale),
    landClass: wordsByRole(layer, table, at, 'landClass', app.codeLists, locale),
    landClassCode: value('landClass'),
    registeredM2: registeredAreaM2(layer, table, at),
    nameOf,
  }
}

function formWords({ config }: App, choice: PapersChoice): PaperForm {
  const { locale, crs } = choice
  const say = (text: (typeof parcelText)[keyof typeof parcelText], values?: Record<string, string | number>) =>
    t(text, locale, values)
  return {
    planTitle: say(parcelText.planTitle),
    tableTitle: say(parcelText.tableTitle),
    unit: say(parcelText.unitLine),
    code: say(parcelText.code),
    holder: say(parcelText.holder),
    location: say(parcelText.location),
    landClass: say(parcelText.landClass),
    area: say(parcelText.area),
    areaMethod: say(parcelText.areaMethod),
    registered: say(parcelText.registered),
    areaWords: (areaM2) =>
      say(parcelText.areaWords, {
        m2: plainNumber(areaM2, 2),
        ha: plainNumber(fromM2(areaM2, 'ha'), 4),
        mu: plainNumber(fromM2(areaM2, 'mu'), 2),
      }),
    sides: {
      north: say(parcelText.north),
      east: say(parcelText.east),
      south: say(parcelText.south),
      west: say(parcelText.west),
    },
    sidesTitle: say(parcelText.sides),
    noNeighbour: say(parcelText.noNeighbour),
    andMore: (count) => say(parcelText.andMore, { n: count }),
    point: say(parcelText.point),
    x: say(parcelText.x),
    y: say(parcelText.y),
    length: say(parcelText.length),
    lengthNote: say(parcelText.lengthNote),
    crs: t(printText.crsLine, locale, { crs: crsWords(crs, locale) }),
    scale: say(parcelText.scaleWord),
    drawnBy: say(parcelText.drawnBy),
    checkedBy: say(parcelText.checkedBy),
    organisation: say(parcelText.organisation),
    organisationName: choice.organisation,
    date: say(parcelText.date),
    dateValue: choice.date,
    review: reviewWords(config, locale),
    north: say(parcelText.north),
    check: t(printText.check, locale),
    watermark: choice.layer.source.isDemonstration ? t(printText.watermark, locale) : '',
    tableFollows: say(parcelText.tableFollows),
    pause: say(parcelText.pause),
    cutAt: (denominator) => say(parcelText.cutAt, { n: denominator }),
    pageOf: (page, pages) => say(parcelText.pageOf, { page, pages }),
  }
}
