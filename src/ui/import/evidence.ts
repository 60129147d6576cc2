import { crsOf } from '../../core/crs.ts'
import type { Text } from '../../core/text.ts'
import { importText } from '../../i18n/import.ts'

const EVIDENCE: Readonly<Record<string, Text>> = {
  user: importText.evidenceUser,
  cpg: importText.evidenceCpg,
  ldid: importText.evidenceLdid,
  utf8: importText.evidenceUtf8,
  gb18030: importText.evidenceGb18030,
  prj: importText.evidencePrj,
  bom: importText.evidenceBom,
  zeros: importText.evidenceZeros,
  specification: importText.evidenceDefault,
  header: importText.evidenceHeader,
  'crs-member': importText.evidenceCrsMember,
  'srs-name': importText.evidenceSrsName,
  default: importText.evidenceDefault,
  assumed: importText.evidenceAssumed,
  extent: importText.evidenceExtent,
  'zone-prefix': importText.evidenceZonePrefix,
}

/** How the reading was known. A kind of evidence without words is shown by its code. */
export function evidenceText(code: string | null, crs: string | null = null): Text | null {
  if (code === null) return null
  const zone = code === 'zone-prefix' && crs ? crsOf(crs)?.zone?.number : undefined
  if (zone !== undefined) return { zh: `东坐标以 ${zone} 开头：${zone} 带`, en: `the easting begins with ${zone}: zone ${zone}` }
  return Object.hasOwn(EVIDENCE, code) ? EVIDENCE[code] : { zh: code, en: code }
}

export const KIND_WORDS = {
  polygon: importText.kindPolygon,
  line: importText.kindLine,
  point: importText.kindPoint,
  none: importText.kindNone,
  grid: importText.kindGrid,
}
export const TYPE_WORDS: Readonly<Record<string, Text>> = {
  text: importText.typeText,
  number: importText.typeNumber,
  date: importText.typeDate,
  boolean: importText.typeBoolean,
}

const DIRECTIONS: readonly Text[] = [
  { zh: '北', en: 'north' },
  { zh: '东北', en: 'north-east' },
  { zh: '东', en: 'east' },
  { zh: '东南', en: 'south-east' },
  { zh: '南', en: 'south' },
  { zh: '西南', en: 'south-west' },
  { zh: '西', en: 'west' },
  { zh: '西北', en: 'north-west' },
]
/** @param bearing degrees clockwise from north */
export function directionText(bearing: number): Text {
  return DIRECTIONS[Math.round(bearing / 45) % 8]
}
