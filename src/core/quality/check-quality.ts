import type { AnalysisResult, LayerInput } from '../analysis.ts'
import { requireCrs } from '../crs.ts'
import { AppError, type Note } from '../errors.ts'
import { soundAreasM2 } from '../net-area.ts'
import { noteMeeting } from '../overlay/layer-notes.ts'
import { lngLatOf } from '../plane.ts'
import { makeSound, type SoundTable } from '../repair.ts'
import { stretchOf, type Task } from '../task.ts'
import { SNAP_M } from '../topology/snap.ts'
import { checkTopology } from '../topology/topology.ts'
import { plainNumber } from '../units.ts'
import { usedRows } from '../used-rows.ts'
import type { AreaRule } from './area-tolerance.ts'
import {
  checkIds,
  checkLandClasses,
  checkMissingValues,
  checkRegisteredAreas,
  checkRegisters,
  checkUnitCodes,
} from './attribute-checks.ts'
import { reportFindings } from './finding-report.ts'
import { Findings } from './findings.ts'
import type { QualityRules } from './rules.ts'
import { checkShapes, type ShapeLimits, type StoredShapes } from './shape-checks.ts'

export interface QualityOptions extends ShapeLimits {
  /** which groups of checks are made */
  readonly topology: boolean
  readonly shapes: boolean
  readonly ids: boolean
  readonly codes: boolean
  readonly areas: boolean
  /** fields that must be there and unique; none: those with such a role */
  readonly idFields: readonly string[]
  /** overlaps and gaps up to this are rounding */
  readonly smallestM2: number
  /** empty places larger than this are meant to be empty */
  readonly largestGapM2: number
  readonly vertexToleranceM: number
  readonly areaRule: AreaRule
  /** scale denominator of the rule for graphical areas */
  readonly scale: number
}

/**
 * 质量检查: everything that can be seen to be wrong in one polygon layer, one line a finding. Neighbours are those of the whole layer
 * also where only some rows are checked: a finding is reported when one of its rows is among them.
 * @throws AppError analysis.geometry, analysis.noField, crs.unknown
 */
export async function checkQuality(
  layer: LayerInput,
  options: QualityOptions,
  rules: QualityRules,
  task: Task,
): Promise<AnalysisResult> {
  const { table } = layer
  if (table.geometry && table.geometry.kind !== 'polygon') throw new AppError('analysis.geometry', { expected: 'polygon' })
  const notes: Note[] = []
  const noting: Task = { ...task, note: (code, detail = {}, level = 'info') => notes.push({ code, detail, level }) }
  if (table.geometry && requireCrs(table.crs).needsParameters) noting.note('summary.noDatum', { crs: table.crs }, 'warning')
  const rows = usedRows(layer.rows, table.length)
  const sound = await makeSound(table, stretchOf(task, 0, 0.25))
  const areasM2 = soundAreasM2(sound)
  const findings = new Findings()

  if (options.topology)
    await addTopology(sound, areasM2, options, rows, layer.rows !== null, findings, stretchTo(noting, 0.25, 0.55))
  if (options.shapes && table.geometry) {
    await checkShapes(storedShapes(sound), sound, areasM2, rows, options, findings, stretchTo(noting, 0.55, 0.8))
  }
  const inScope = new Set(rows)
  if (options.shapes) noteMeeting(sound, (row) => inScope.has(row), layer, notes)
  if (options.ids) {
    checkIds(layer, options.idFields, rows, findings)
    checkMissingValues(layer, rows, findings, noting)
  }
  await task.breathe()
  if (options.codes) {
    checkUnitCodes(layer, rules, rows, findings)
    checkLandClasses(layer, rules, rows, findings)
    checkRegisters(layer, rules, rows, findings)
  }
  await task.breathe()
  if (options.areas) checkRegisteredAreas(layer, sound, areasM2, options.areaRule, options.scale, rows, findings)
  const result = await reportFindings(layer, sound, findings, notes, stretchTo(noting, 0.85, 1))
  task.progress(1)
  return result
}

function stretchTo(task: Task, from: number, to: number): Task {
  return stretchOf(task, from, to)
}

async function addTopology(
  sound: SoundTable,
  areasM2: Float64Array,
  options: QualityOptions,
  rows: Uint32Array,
  isPart: boolean,
  findings: Findings,
  task: Task,
): Promise<void> {
  const topology = await checkTopology(sound, options, task)
  const inScope = new Uint8Array(sound.table.length)
  for (const row of rows) inScope[row] = 1
  const { geometry, lngLat } = sound
  const vertexAt = (vertex: number): readonly [number, number] => [lngLat[2 * vertex], lngLat[2 * vertex + 1]]
  const overlaps = topology.overlaps.filter(({ first, second }) => inScope[first] || inScope[second])
  for (const { first, second, areaM2 } of overlaps.sort((a, b) => b.areaM2 - a.areaM2)) {
    const rest = Math.max(areasM2[first], areasM2[second]) - areaM2
    findings.add({
      kind: rest <= options.smallestM2 ? 'duplicate-geometry' : 'overlap',
      rule: null,
      rows: [first, second],
      areaM2,
      at: null,
      detail: { first: first + 1, second: second + 1, areaM2: plainNumber(areaM2, 2) },
    })
  }
  let empty = 0
  const gaps = topology.gaps.filter((gap) => gap.rows.some((row) => inScope[row]))
  for (const { rows: around, areaM2, widthM, polygon } of gaps.sort((a, b) => b.areaM2 - a.areaM2)) {
    if (areaM2 > options.largestGapM2) {
      empty++
      continue
    }
    findings.add({
      kind: 'gap',
      rule: null,
      rows: around,
      areaM2,
      at: null,
      detail: { count: around.length, areaM2: plainNumber(areaM2, 2), widthM: plainNumber(widthM, widthM < 0.1 ? 4 : 2) },
      polygon,
    })
  }
  if (empty > 0) task.note('quality.emptyPlaces', { count: empty, limitM2: options.largestGapM2 })
  for (const { vertex, row, other, distanceM } of topology.nearVertices) {
    if (!inScope[row] && !inScope[other]) continue
    const detail = { first: row + 1, second: other + 1, distanceMm: plainNumber(distanceM * 1000, 1) }
    findings.add({ kind: 'near-vertex', rule: null, rows: [row, other], areaM2: Number.NaN, at: vertexAt(vertex), detail })
  }
  if (topology.hangingVertices > 0) task.note('quality.hanging', { count: topology.hangingVertices, snapMm: SNAP_M * 1000 })
  if (isPart) task.note('quality.partOfLayer', { rows: rows.length, of: geometry.rows.length - 1 })
}

/** As they were read: the sound table's own where nothing was repaired or turned round. */
function storedShapes(sound: SoundTable): StoredShapes {
  const { table } = sound
  if (!table.geometry) return sound
  const lngLat = lngLatOf(table)
  const isSame = lngLat === sound.lngLat
  return { geometry: table.geometry, lngLat, xy: isSame ? sound.xy : sound.plane.toPlane(lngLat) }
}
