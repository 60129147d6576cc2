// Each file of ../shared/data/bad that is refused: what is said of it, in both languages.

import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { quietTask } from '../../src/core/task.ts'
import { decodeFiles } from '../../src/formats/registry.ts'
import '../../src/i18n/all-messages.ts'
import { messageOf } from '../../src/i18n/errors.ts'

const BAD = '../shared/data/bad'
const isThere = existsSync(BAD)
if (!isThere) console.warn(`skipped: ${BAD} is absent, so the words for damaged files were not held against any`)

/** Details that are a place in a file; what is wrong with a whole file has none. */
const PLACES = ['line', 'at', 'row', 'member', 'first', 'what', 'reason', 'cell', 'tileBytes', 'links']
const OF_THE_WHOLE = [
  'format.empty',
  'format.picture',
  'format.shapefile',
  'format.webPageInstead',
  'geojson.noType',
  'geojson.notGeojson',
  'kml.emptyKmz',
  'raster.noGeoreference',
  'shp.multipatch',
  'shp.noShp',
  'sqlite.notOne',
]
const REMEDY = {
  zh: /请[^，。；]{2,}/,
  en: /(?:^|[.;:,] |and )(?:export|copy|choose|check|close|convert|download|georeference|open|pack|put|save|take|unzip|attach|write)\b/i,
}
/** words in a row, or a lone one that is no name of a format, a program or a field */
const ENGLISH = /(?<![-\w])[a-z]{2,}[ :]+[a-z]{2,}|(?<![\w./=-])(?:value|number|string)\b/i
const CONTROL = /\p{Cc}/u

describe.skipIf(!isThere)('a refused file', () => {
  const files = isThere
    ? (JSON.parse(readFileSync(`${BAD}/manifest.json`, 'utf8')) as { readonly file: string }[]).map(({ file }) => file)
    : []

  it.each(files)('%s is told with its name, the place and the remedy', async (path) => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const bytes = new Uint8Array(readFileSync(`${BAD}/${path}`))
    const { layers, failures } = await decodeFiles([{ name, bytes }], {}, quietTask())
    expect(layers.length + failures.length).toBeGreaterThan(0)
    for (const { code, detail } of failures)
      for (const locale of ['zh', 'en'] as const) {
        const words = messageOf(code, detail, locale)
        expect(words).toContain(name)
        expect(words).toMatch(REMEDY[locale])
        expect(words).not.toMatch(CONTROL)
        // what is quoted stands as it is in the file
        if (locale === 'zh') expect(words.replaceAll(name, '').replaceAll(/“[^”]*”/g, '')).not.toMatch(ENGLISH)
        if (OF_THE_WHOLE.includes(code)) continue
        const places = PLACES.filter((key) => detail[key] !== undefined && detail[key] !== null)
        expect(places, `${code} ${JSON.stringify(detail)}`).not.toEqual([])
        const said = words.replaceAll(/(?<=\d)[\s,](?=\d)/gu, '')
        // a reason is told in words, its numbers stay
        const printed = (value: unknown) =>
          said.includes(String(value)) || (String(value).match(/\d+/g) ?? ['—']).every((n) => said.includes(n))
        expect(
          places.some((key) => printed(detail[key])),
          words,
        ).toBe(true)
      }
  })
})
