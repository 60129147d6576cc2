import * as v from 'valibot'
import { AppError, type Detail } from '../core/errors.ts'
import { symbologyFields } from '../core/symbology.ts'
import type { CodeList } from '../core/table.ts'
import { type Catalog, catalogSchema } from './catalog.ts'
import { type Config, configSchema } from './config.ts'
import { CONFIG_FILE, type FetchText } from './fetch-text.ts'
import { type JsonPath, type ParsedJson, parseJsonWithPlaces } from './locate-json.ts'

/**
 * Reads and checks the deployment's configuration.
 * @throws AppError 'config.missing' {file, found; of a file that the configuration names also namedIn, line, column, expected}, 'config.syntax' {file, line, column, expected, found},
 *   'config.invalid' {file, line, column, path, reason, expected, found, more}
 */
export async function loadConfig(fetchText: FetchText): Promise<Config> {
  const { value, fail } = await readChecked(fetchText, CONFIG_FILE, configSchema)
  checkConfig(value, fail)
  return value
}

/** Reads and checks the layer catalog that `config` names; same errors as loadConfig. */
export async function loadCatalog(fetchText: FetchText, config: Config): Promise<Catalog> {
  const { value, fail } = await readChecked(fetchText, config.catalog, catalogSchema, () => placeOfCatalog(fetchText))
  checkCatalog(value, config, fail)
  return value
}

/** Code lists by id; the configuration's replace the catalog's. */
export function codeListsOf(config: Config, catalog: Catalog): Readonly<Record<string, CodeList>> {
  return Object.fromEntries([...catalog.codeLists, ...config.codeLists].map((list) => [list.id, list]))
}

/** Where the configuration, which was read and is sound, names the catalog. */
async function placeOfCatalog(fetchText: FetchText): Promise<Detail> {
  const named = { namedIn: `${CONFIG_FILE} › catalog`, expected: 'catalog' }
  const parsed = parseJsonWithPlaces(await fetchText(CONFIG_FILE))
  return parsed.fault ? named : { ...named, ...parsed.placeOf(['catalog'], 'value') }
}

type Fail = (path: JsonPath, reason: string, expected: string, found: string | null, more?: number) => never

async function readChecked<S extends v.GenericSchema>(
  fetchText: FetchText,
  file: string,
  schema: S,
  whereNamed: () => Promise<Detail> = async () => ({}),
): Promise<{ value: v.InferOutput<S>; fail: Fail }> {
  let text: string
  try {
    text = await fetchText(file)
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    throw new AppError('config.missing', { file, ...(await whereNamed()), found })
  }
  const parsed = parseJsonWithPlaces(text)
  if (parsed.fault) throw new AppError('config.syntax', { file, ...parsed.fault })
  const fail = failIn(file, parsed)
  const checked = v.safeParse(schema, parsed.value)
  if (!checked.success) return failOnIssues(checked.issues, fail)
  return { value: checked.output, fail }
}

function failIn(file: string, parsed: Extract<ParsedJson, { fault: null }>): Fail {
  return (path, reason, expected, found, more = 0) => {
    const place = parsed.placeOf(path, reason === 'unknown-key' ? 'key' : 'value')
    throw new AppError('config.invalid', { file, ...place, path: pathText(path), reason, expected, found, more } satisfies Detail)
  }
}

/** `layers[3].title.zh` */
function pathText(path: JsonPath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
}

function failOnIssues(issues: readonly v.BaseIssue<unknown>[], fail: Fail): never {
  const faults = issues.map((issue) => {
    const path = (issue.path ?? []).map((step) => step.key as string | number)
    const isUnknown = issue.expected === 'never'
    const isMissing = issue.received === 'undefined'
    // a check with words of its own ("six digits") says more than its regular expression
    const expected = issue.message.startsWith('Invalid ') ? (issue.expected ?? '') : issue.message
    return { path, isUnknown, isMissing, expected, received: issue.received, input: issue.input }
  })
  // a misspelt key is reported at its own line, together with the key that is missing beside it
  const misspelt = faults.find((fault) => fault.isUnknown)
  if (misspelt) {
    const around = pathText(misspelt.path.slice(0, -1))
    const missing = faults.filter((fault) => fault.isMissing && pathText(fault.path.slice(0, -1)) === around)
    const expected = missing.map((fault) => `"${String(fault.path.at(-1))}"`).join(' | ')
    return fail(misspelt.path, 'unknown-key', expected, `"${String(misspelt.path.at(-1))}"`, faults.length - 1 - missing.length)
  }
  const [first] = faults
  const found = typeof first.input === 'string' ? JSON.stringify(first.input).slice(0, 80) : first.received
  const reason = first.isMissing ? 'missing-key' : 'wrong-value'
  return fail(first.path, reason, first.expected, first.isMissing ? null : found, faults.length - 1)
}

/** The map's library puts the tile's box in its place: west, south, east, north in EPSG:3857. */
const WMS_BOX = '{bbox-epsg-3857}'
const TILE_PLACE = ['{z}', '{x}', '{y}']

function checkConfig(config: Config, fail: Fail): void {
  const [west, south, east, north] = config.district.extent
  const isBox = west < east && south < north && west >= -180 && east <= 180 && south >= -90 && north <= 90
  if (!isBox) fail(['district', 'extent'], 'wrong-value', '[west, south, east, north]', JSON.stringify(config.district.extent))
  failOnRepeated(
    config.basemaps.map((basemap) => basemap.id),
    (index) => ['basemaps', index, 'id'],
    fail,
  )
  config.basemaps.forEach((basemap, index) => {
    basemap.tiles.forEach((stack, level) => {
      stack.forEach((template, number) => {
        const path = ['basemaps', index, 'tiles', level, number]
        checkHost(template, path)
        // a WMS is asked by the box of the tile, all others by its number
        const place = template.includes(WMS_BOX) ? [WMS_BOX] : TILE_PLACE
        checkMarks(template, basemap.needsKey ? [...place, '{key}'] : place, path)
      })
    })
  })
  failOnRepeated(
    config.overlays.map((overlay) => overlay.id),
    (index) => ['overlays', index, 'id'],
    fail,
  )
  config.overlays.forEach((overlay, index) => {
    if (overlay.kind === 'pmtiles') checkHost(overlay.url, ['overlays', index, 'url'])
    else
      overlay.tiles.forEach((template, number) => {
        const path = ['overlays', index, 'tiles', number]
        checkHost(template, path)
        checkMarks(template, overlay.kind === 'wms' ? [WMS_BOX] : TILE_PLACE, path)
      })
  })

  function checkHost(address: string, path: JsonPath): void {
    const origin = /^https:\/\/[^/?#]+/.exec(address)?.[0]
    if (origin && !config.allowedHosts.some((host) => covers(host, origin)))
      fail(path, 'host-not-allowed', 'allowedHosts', origin)
  }
  function checkMarks(template: string, marks: readonly string[], path: JsonPath): void {
    for (const mark of marks) if (!template.includes(mark)) fail(path, 'wrong-value', mark, template.slice(0, 80))
  }
}

/** Whether a CSP host source such as https://*.example.cn names the origin. */
function covers(host: string, origin: string): boolean {
  if (!host.startsWith('https://*.')) return host.toLowerCase() === origin.toLowerCase()
  return origin.toLowerCase().endsWith(host.slice('https://*'.length).toLowerCase())
}

function checkCatalog(catalog: Catalog, config: Config, fail: Fail): void {
  const ids = catalog.layers.map((layer) => layer.id)
  failOnRepeated(ids, (index) => ['layers', index, 'id'], fail)
  const grouped = catalog.groups.flatMap((group, g) => group.layers.map((id, l) => ({ id, path: ['groups', g, 'layers', l] })))
  for (const { id, path } of grouped) if (!ids.includes(id)) fail(path, 'unknown-layer', ids.join(' | '), `"${id}"`)
  failOnRepeated(
    grouped.map((entry) => entry.id),
    (index) => grouped[index].path,
    fail,
  )
  const lists = Object.keys(codeListsOf(config, catalog))
  catalog.layers.forEach((layer, l) => {
    if (layer.kind !== 'table') return
    layer.fields.forEach((field, f) => {
      if (field.codes !== undefined && !lists.includes(field.codes))
        fail(['layers', l, 'fields', f, 'codes'], 'unknown-code-list', lists.join(' | '), `"${field.codes}"`)
    })
    const names = layer.fields.map((field) => field.name)
    const mustExist = (name: string, path: JsonPath) => {
      if (!names.includes(name)) fail(path, 'unknown-field', names.join(' | '), `"${name}"`)
    }
    const [first, second] = symbologyFields(layer.symbology)
    if (first !== undefined) mustExist(first, ['layers', l, 'symbology', 'field'])
    if (second !== undefined) mustExist(second, ['layers', l, 'symbology', 'second', 'field'])
    if (layer.label) mustExist(layer.label.field, ['layers', l, 'label', 'field'])
  })
}

function failOnRepeated(ids: readonly string[], pathOf: (index: number) => JsonPath, fail: Fail): void {
  ids.forEach((id, index) => {
    if (ids.indexOf(id) !== index) fail(pathOf(index), 'repeated', '', `"${id}"`)
  })
}
