import { crsOf } from '../core/crs.ts'
import { isNorthFirst } from '../core/crs-registry.ts'

/** What a srsName says. */
export interface SrsName {
  /** 'EPSG:4549'; what is not understood stands as it is written */
  readonly crs: string
  /** the first number of a place is its northing or latitude */
  readonly isNorthFirst: boolean
  /** numbers of a place, where the system itself has heights */
  readonly dimension: 2 | 3
}

/** The same systems with heights: only the place is kept. */
const WITH_HEIGHTS: Readonly<Record<string, string>> = { '4979': '4326', '4480': '4490' }
/** Web Mercator before it had a number of its own */
const OLD_NUMBERS: Readonly<Record<string, string>> = { '900913': '3857', '102100': '3857' }
/** OGC 07-092r3 and 09-048r5: names that stand for the definition, whose order of axes is meant */
const BY_AUTHORITY =
  /^(?:urn:(?:x-)?ogc:def:crs(?:,crs)?:EPSG:(?:[^:]*:)?|https?:\/\/www\.opengis\.net\/def\/crs(?:-compound\?1=https?:\/\/www\.opengis\.net\/def\/crs)?\/EPSG\/[^/]*\/)(\d+)/i
/** names from before that, and short ones: easting or longitude first, as all programs wrote it */
const EAST_FIRST = /^(?:https?:\/\/www\.opengis\.net\/gml\/srs\/epsg\.xml#|EPSG:{1,2})(\d+)$/i
const CRS84 = /^(?:urn:(?:x-)?ogc:def:crs:OGC:[^:]*:CRS84|https?:\/\/www\.opengis\.net\/def\/crs\/OGC\/[^/]*\/CRS84|CRS:84)$/i

/** GML says where a shape lies by a name, and by the kind of name which axis comes first (OGC 07-036 §9.10; GML 2 and 3.1 in practice). null: it says nothing */
export function readSrsName(text: string): SrsName | null {
  const name = text.trim()
  if (name === '') return null
  if (CRS84.test(name)) return { crs: 'EPSG:4326', isNorthFirst: false, dimension: 2 }
  const authority = BY_AUTHORITY.exec(name)?.[1]
  const number = authority ?? EAST_FIRST.exec(name)?.[1]
  if (number === undefined) return { crs: name, isNorthFirst: false, dimension: 2 }
  const crs = `EPSG:${WITH_HEIGHTS[number] ?? OLD_NUMBERS[number] ?? number}`
  const info = crsOf(crs)
  return {
    crs,
    isNorthFirst: authority !== undefined && info !== null && isNorthFirst(info),
    dimension: number in WITH_HEIGHTS ? 3 : 2,
  }
}
