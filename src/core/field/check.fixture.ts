import type { Check } from './check.ts'

/** A check that has no points yet, for tests. */
export const BLANK_CHECK: Check = {
  version: 1,
  id: 'c',
  layer: { id: 'l', title: '宗地', table: 't', sha256: null },
  parcel: { row: 0, code: 'GB00001', name: '', registeredAreaM2: null },
  crs: 'EPSG:4528',
  pointClass: 3,
  points: [],
  verdict: null,
  note: '',
  officer: '',
  startedAt: '',
  changedAt: '',
  changes: {},
}

/** A position as a rover's operator types it. */
export const typedFix = (at: { readonly lng: number; readonly lat: number }, accuracyM: number | null) => ({
  ...at,
  accuracyM,
  source: 'typed' as const,
  quality: null,
  count: 1,
  rejected: 0,
  sdM: null,
  typed: null,
  at: '2026-01-01T00:00:00.000Z',
})
