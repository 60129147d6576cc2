import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { englishTwin } from '../../src/core/english-twin.ts'

interface Entry {
  readonly id: string
  readonly kind: string
  readonly isDemonstration: boolean
  readonly label?: { readonly field: string; readonly fieldEn?: string } | null
  readonly fields?: readonly { readonly name: string; readonly role?: string; readonly codes?: string }[]
}
const catalog = JSON.parse(readFileSync(new URL('../../data/layers/catalog.json', import.meta.url), 'utf8')) as {
  readonly layers: readonly Entry[]
}

/** Layers whose features have a name: reports and lists call them by it, on an English screen too. */
const named = catalog.layers.flatMap(({ id, isDemonstration, fields }) => {
  const name = fields?.find(({ role }) => role === 'name')?.name
  return isDemonstration && name ? [{ id, name, fields: fields!.map((field) => field.name) }] : []
})

it('gives every shipped layer whose features have names their English ones', () => {
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter(({ name, fields }) => !fields.includes(englishTwin(name))).map(({ id }) => id)).toEqual([])
})

it('writes what the map names by in English too', () => {
  const labelled = catalog.layers.filter(
    ({ label, fields }) => label && fields?.some(({ name, role }) => name === label.field && role === 'name'),
  )
  expect(labelled.length).toBeGreaterThan(5)
  expect(labelled.filter(({ label }) => label?.fieldEn !== englishTwin(label!.field)).map(({ id }) => id)).toEqual([])
})

it('gives the fields of a few words that reports group by their English words', () => {
  const worded = catalog.layers.flatMap(({ id, fields = [] }) =>
    fields
      .filter(({ name, codes }) => ['JB', 'GLDW', 'LX', 'DJ'].includes(name) && codes === undefined)
      .map(({ name }) => ({ id, name, hasTwin: fields.some((field) => field.name === englishTwin(name)) })),
  )
  expect(worded.map(({ id }) => id)).toContain('wetland-parks')
  expect(worded.filter(({ hasTwin }) => !hasTwin)).toEqual([])
})
