import { readTuples, USUAL_MARKS } from './coordinate-text.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { PooledTexts } from './pooled-texts.ts'
import type { SheetColumn } from './sheet-columns.ts'
import type { XmlHandlers } from './xml-reader.ts'

/** Texts of a placemark that become columns, by the element that holds them. */
const PLAIN: Readonly<Record<string, string>> = {
  name: 'name',
  description: 'description',
  address: 'address',
  phoneNumber: 'phoneNumber',
  begin: 'begin',
  end: 'end',
  when: 'when',
}
const FOLDER = 'folder'
const SEPARATOR = ' / '
const NUMERIC = new Set(['int', 'uint', 'short', 'ushort', 'float', 'double'])
const MOST_COLUMNS = 2000

/** Reads the events of a KML file into rows: geometry, texts, ExtendedData with the types of its Schema. */
export class KmlReader implements XmlHandlers {
  readonly builder = new GeometryBuilder()
  documentName = ''
  isKml = false
  /** what each NetworkLink leads to */
  readonly links: string[] = []
  overlays = 0
  badCoordinates = 0
  firstBad = -1
  length = 0
  private readonly path: string[] = []
  private readonly folders: string[] = []
  private readonly values = new Map<string, PooledTexts>()
  private readonly types = new Map<string, string>()
  private buffer = ''
  private dataName: string | null = null
  private isPlacemark = false
  private isBad = false
  private track: number[] = []

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.path.push(name)
    this.buffer = ''
    if (name === 'kml' || name === 'Placemark') this.isKml = true
    if (name === 'Folder' || name === 'Document') this.folders.push('')
    else if (name === 'NetworkLink') this.links.push('')
    else if (name === 'GroundOverlay' || name === 'PhotoOverlay' || name === 'ScreenOverlay') this.overlays++
    else if (name === 'SimpleField' && attributes.name) this.types.set(attributes.name, attributes.type ?? 'string')
    else if (name === 'Placemark') {
      this.isPlacemark = true
      this.isBad = false
      const folder = this.folders.filter(Boolean).join(SEPARATOR)
      if (folder) this.set(FOLDER, folder)
      if (attributes.id) this.set('id', attributes.id)
    }
    if (!this.isPlacemark) return
    if (name === 'Data' || name === 'SimpleData') this.dataName = attributes.name ?? null
    else if (name === 'Polygon') this.builder.begin('polygon')
    else if (name === 'Point') this.builder.begin('point')
    else if (name === 'LineString' || name === 'Track' || (name === 'LinearRing' && !this.path.includes('Polygon')))
      this.builder.begin('line')
    if (name === 'Track') this.track = []
  }

  close(name: string): void {
    const text = this.buffer
    const parent = this.path.at(-2)
    this.path.pop()
    this.buffer = ''
    if (name === 'href' && this.path.includes('NetworkLink')) this.links[this.links.length - 1] ||= text.trim()
    if (name === 'Folder' || name === 'Document') {
      this.folders.pop()
      return
    }
    if (!this.isPlacemark) {
      if (name !== 'name') return
      if (parent === 'Folder') this.folders[this.folders.length - 1] = text.trim()
      else if (parent === 'Document') this.documentName ||= text.trim()
      return
    }
    if (name === 'Placemark') this.endPlacemark()
    else if (name === 'value' && parent === 'Data' && this.dataName) this.set(this.dataName, text)
    else if (name === 'SimpleData' && this.dataName) this.set(this.dataName, text)
    else if (Object.hasOwn(PLAIN, name) && parent !== 'Track') this.setPlain(name, parent, text)
    else if (name === 'coordinates') this.coordinates(text)
    else if (name === 'coord') this.track.push(...text.trim().split(/\s+/).map(Number).slice(0, 3))
    else if (name === 'Polygon' && this.builder.isBegun) this.builder.endPart()
    else if (name === 'Track' && this.builder.isBegun) this.endTrack()
  }

  /** Only the texts of a placemark itself and of its time, not of styles or links inside it. */
  private setPlain(name: string, parent: string | undefined, text: string): void {
    if (parent === 'Placemark' || parent === 'TimeSpan' || parent === 'TimeStamp') this.set(PLAIN[name], text)
  }

  text(part: string): void {
    this.buffer += part
  }

  columns(): SheetColumn[] {
    return Array.from(this.values, ([name, texts]) => ({
      name,
      texts: texts.finish(this.length),
      ...this.typeOf(name),
    }))
  }

  /** What the Schema says; numbers are looked at, since a code may be called one. */
  private typeOf(name: string): Pick<SheetColumn, 'type'> {
    const said = this.types.get(name)
    if (said === undefined || NUMERIC.has(said)) return {}
    return { type: said === 'bool' ? 'boolean' : 'text' }
  }

  private set(name: string, text: string): void {
    const value = text.trim()
    if (value === '') return
    let column = this.values.get(name)
    if (!column) {
      if (this.values.size >= MOST_COLUMNS) return
      column = new PooledTexts()
      this.values.set(name, column)
    }
    column.set(this.length, value)
  }

  private coordinates(text: string): void {
    if (!this.builder.isBegun) {
      // of no shape: a damaged file
      this.isBad = true
      return
    }
    const most = this.path.at(-1) === 'Point' ? 1 : Number.POSITIVE_INFINITY
    if (!readTuples(text, (x, y, z) => this.builder.vertex(x, y, z), USUAL_MARKS, most)) {
      this.isBad = true
      return
    }
    this.builder.endRing()
    if (!this.path.includes('Polygon')) this.builder.endPart()
  }
  private endTrack(): void {
    for (let i = 0; i + 1 < this.track.length; i += 3) this.builder.vertex(this.track[i], this.track[i + 1], this.track[i + 2])
    this.builder.endRing()
    this.builder.endPart()
  }
  private endPlacemark(): void {
    if (this.isBad) {
      this.builder.forgetRow()
      if (this.badCoordinates++ === 0) this.firstBad = this.length
    }
    this.builder.endRow()
    this.length++
    this.isPlacemark = false
    this.dataName = null
  }
}
