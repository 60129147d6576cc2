import { expect, test } from 'vitest'
import type { DecodedLayer } from '../formats/format.ts'
import { importedMessage } from './imported-message.ts'

const layer = (rows: number, levels: readonly string[] = [], isGrid = false) =>
  ({
    table: { length: rows },
    receipt: { notes: levels.map((level) => ({ level })) },
    ...(isGrid && { grid: {} }),
  }) as unknown as DecodedLayer

test('a message of an import counts features, rasters as rasters, and warnings', () => {
  expect(importedMessage([layer(5), layer(7, ['info'])])).toEqual({ code: 'import.done', count: 12, warnings: 0 })
  expect(importedMessage([layer(5, ['warning', 'info'])])).toEqual({ code: 'import.doneWithWarnings', count: 5, warnings: 1 })
  expect(importedMessage([layer(1, [], true), layer(1, [], true)])).toEqual({ code: 'import.rasters', count: 2, warnings: 0 })
  expect(importedMessage([layer(1, ['warning'], true)])).toEqual({ code: 'import.rastersWithWarnings', count: 1, warnings: 1 })
  // beside features its outline is none of them
  expect(importedMessage([layer(5), layer(1, [], true)])).toEqual({ code: 'import.done', count: 5, warnings: 0 })
})
