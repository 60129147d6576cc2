import { AppError } from '../core/errors.ts'
import { GmlLayer, type GmlValue } from './gml-layer.ts'
import { type GmlBounds, GmlShape, isGmlBox, isGmlShape } from './gml-shapes.ts'
import { readSrsName, type SrsName } from './gml-srs.ts'
import { prefixOf, XmlNamespaces } from './xml-namespaces.ts'
import type { XmlHandlers, XmlTag } from './xml-reader.ts'

const GML = /^http:\/\/www\.opengis\.net\/gml(?:\/\d[\d.]*)?$/
const COLLECTION = /(?:FeatureCollection|^Tuple|^additionalObjects)$/
/** featureMember(s) of GML, member of WFS 2, those of application schemas */
const MEMBER = /^(?:m|\w*M)embers?$/
/** a root of this name is no feature, whatever it holds, nor is what is asked of a service */
const NO_FEATURE = /(?:Collection|Response|Report|Envelope|Body|Dataset|Model)$/
const SERVICE = /^http:\/\/www\.opengis\.net\/(?:wfs|ows|ogc|csw|fes)\b/
const STANDARD = new Set(['boundedBy', 'description', 'name', 'metaDataProperty', 'identifier'])
const EXCEPTION = /^(?:ServiceException|ExceptionText)$/
/** attributes of elements that say nothing of the value */
const SILENT = new Set(['nilReason', 'remoteSchema', 'type', 'owns', 'uom', 'href'])
const MOST_LAYERS = 500

type Role = 'collection' | 'member' | 'bounds' | 'other'
type Attributes = Readonly<Record<string, string>>

interface Feature {
  readonly type: string
  readonly depth: number
  bounds: GmlBounds
  readonly values: Map<string, GmlValue>
  readonly shapes: { readonly key: string; readonly name: string; readonly shape: GmlShape }[]
  /** names of what is not read, by its kind */
  readonly passed: { readonly what: 'nested' | 'links' | 'attributes'; readonly name: string }[]
}
interface Property {
  readonly key: string
  readonly name: string
  readonly isBounds: boolean
  readonly href: string | null
  readonly uom: string
  hasShape: boolean
  /** elements with values of their own */
  hasInner: boolean
}

/** Reads the events of a GML file into layers: features of a type, their simple properties and one shape each. */
export class GmlReader implements XmlHandlers {
  readonly layers: GmlLayer[] = []
  /** features that are only named */
  linkedFeatures = 0
  /** what a service says instead of data */
  exception = ''
  /** a service's word: so many fit, so many are in the answer */
  matched = Number.NaN
  returned = Number.NaN
  private readonly file: string
  private readonly names = new XmlNamespaces()
  private depth = 0
  private readonly roles: Role[] = []
  private root: { readonly name: string; readonly attributes: Attributes; readonly tag: XmlTag; hasMembers: boolean } | null =
    null
  private bounds: GmlBounds = { srs: null, hasHeights: false }
  private feature: Feature | null = null
  private property: Property | null = null
  private shape: GmlShape | null = null
  private shapeDepth = 0
  private buffer = ''

  constructor(file: string) {
    this.file = file
  }

  open(name: string, attributes: Attributes, tag: XmlTag): void {
    this.depth++
    // words between elements
    if (this.property && this.buffer.trim() !== '') this.property.hasInner = true
    this.buffer = ''
    this.names.open(tag.attributes)
    if (this.shape) this.shape.open(name, attributes)
    else if (this.feature) this.openInFeature(name, attributes, tag)
    else this.openOutside(name, attributes, tag)
  }
  text(part: string): void {
    this.buffer += part
  }
  close(name: string): void {
    const text = this.buffer
    this.buffer = ''
    if (this.shape) {
      this.shape.close(name, text)
      if (this.depth === this.shapeDepth) this.endShape()
    } else if (this.feature) {
      const level = this.depth - this.feature.depth
      if (level === 1) this.endProperty(text)
      else if (this.property?.isBounds && name === 'lowerCorner') this.feature.bounds = withCorner(this.feature.bounds, text)
      else if (level > 1 && this.property && text.trim() !== '') this.property.hasInner = true
    } else if (name === 'lowerCorner' && this.roles.at(-1) === 'bounds') this.bounds = withCorner(this.bounds, text)
    else if (EXCEPTION.test(name)) this.exception ||= text.replace(/\s+/g, ' ').trim().slice(0, 300)
    if (this.feature && this.depth === this.feature.depth) this.endFeature()
    this.roles.length = Math.min(this.roles.length, this.depth - 1)
    this.names.close()
    this.depth--
  }

  private openOutside(name: string, attributes: Attributes, tag: XmlTag): void {
    if (this.depth === 1) this.root = { name, attributes, tag, hasMembers: false }
    const parent = this.roles.at(-1)
    if (this.depth === 1 && MEMBER.test(name)) this.openMember(attributes)
    else if (COLLECTION.test(name)) this.openCollection(attributes)
    else if (parent === 'member' || (this.depth === 1 && this.isShape(name, tag))) this.openFeature(name, attributes, tag)
    else if (parent === 'collection' && MEMBER.test(name)) this.openMember(attributes)
    else if (parent === 'collection' && this.isLoneFeature(name)) {
      this.beginFeature(this.root as NonNullable<typeof this.root>, 1)
      this.openInFeature(name, attributes, tag)
    } else {
      if (parent === 'bounds') this.bounds = withBox(this.bounds, attributes)
      this.roles.push(this.depth === 1 ? 'collection' : name === 'boundedBy' || parent === 'bounds' ? 'bounds' : 'other')
    }
  }
  private openCollection(attributes: Attributes): void {
    this.roles.push('collection')
    this.bounds = withBox(this.bounds, attributes)
    const count = (text: string | undefined) => (text !== undefined && /^\d+$/.test(text) ? Number(text) : Number.NaN)
    if (attributes.numberMatched !== undefined) {
      this.matched = count(attributes.numberMatched)
      this.returned = count(attributes.numberReturned)
    }
  }
  private openMember(attributes: Attributes): void {
    this.roles.push('member')
    if (this.root) this.root.hasMembers = true
    if (attributes.href !== undefined) this.linkedFeatures++
  }
  /** A file of one feature has no collection around it; its first property tells. */
  private isLoneFeature(name: string): boolean {
    const { root } = this
    if (this.depth !== 2 || !root || root.hasMembers || NO_FEATURE.test(root.name) || STANDARD.has(name)) return false
    return !SERVICE.test(this.names.of(root.tag.name) ?? '')
  }
  private openFeature(name: string, attributes: Attributes, tag: XmlTag): void {
    this.beginFeature({ name, attributes, tag }, this.depth)
    // a file of nothing but a shape
    if (this.isShape(name, tag)) {
      this.property = { key: name, name, isBounds: false, href: null, uom: '', hasShape: false, hasInner: false }
      this.beginShape(name, attributes)
    }
  }
  private beginFeature(
    element: { readonly name: string; readonly attributes: Attributes; readonly tag: XmlTag },
    depth: number,
  ): void {
    const { name, attributes, tag } = element
    this.feature = { type: name, depth, bounds: this.bounds, values: new Map(), shapes: [], passed: [] }
    if (attributes.id !== undefined) this.set('@id', 'gml_id', attributes.id)
    for (const [key, value] of Object.entries(tag.attributes))
      if (isOwn(key) && key !== 'id' && value.trim() !== '') this.set(`@${key}`, key, value.trim())
  }

  private openInFeature(name: string, attributes: Attributes, tag: XmlTag): void {
    const feature = this.feature as Feature
    const level = this.depth - feature.depth
    if (level === 1) this.openProperty(feature, name, attributes, tag)
    else if (this.isShape(name, tag)) {
      if (this.property?.isBounds && isGmlBox(name)) feature.bounds = withBox(feature.bounds, attributes)
      else this.beginShape(name, attributes)
    } else if (this.property && attributes.href !== undefined) this.property.hasInner = true
  }
  private openProperty(feature: Feature, name: string, attributes: Attributes, tag: XmlTag): void {
    const isGml = this.isGml(tag)
    this.property = {
      key: `${isGml ? 'gml' : ''}:${name}`,
      name,
      isBounds: name === 'boundedBy',
      href: attributes.href ?? null,
      uom: attributes.uom ?? '',
      hasShape: false,
      hasInner: false,
    }
    for (const [key, value] of Object.entries(tag.attributes))
      if (isOwn(key) && !SILENT.has(key))
        feature.passed.push({ what: 'attributes', name: `${name} ${key}=${value.slice(0, 40)}` })
  }
  private endProperty(text: string): void {
    const { property, feature } = this
    this.property = null
    if (!property || !feature || property.isBounds) return
    const value = text.trim()
    if (property.hasInner) feature.passed.push({ what: 'nested', name: property.name })
    else if (property.hasShape) return
    else if (value !== '') this.set(property.key, property.name, value, property.uom)
    else if (property.href !== null) {
      this.set(property.key, property.name, property.href)
      feature.passed.push({ what: 'links', name: property.name })
    }
  }
  private set(key: string, name: string, text: string, uom = ''): void {
    const { values } = this.feature as Feature
    const known = values.get(key)
    if (known) known.texts.push(text)
    else values.set(key, { name, texts: [text], uom })
  }

  private beginShape(name: string, attributes: Attributes): void {
    const feature = this.feature as Feature
    this.shape = new GmlShape(feature.bounds)
    this.shapeDepth = this.depth
    this.shape.open(name, attributes)
  }
  private endShape(): void {
    const { property, feature, shape } = this
    this.shape = null
    if (!property || !feature || !shape) return
    property.hasShape = true
    feature.shapes.push({ key: property.key, name: property.name, shape })
  }

  private endFeature(): void {
    const feature = this.feature as Feature
    this.feature = null
    this.property = null
    const { type, shapes, values, passed } = feature
    const usual = this.layers.find((layer) => layer.type === type)?.shapeKey ?? null
    const wanted = widest(shapes, usual) ?? usual
    const own = shapes.filter(({ key }) => key === wanted)
    // what is not understood of a shape may be its system too
    const sound = own.find(({ shape }) => !shape.flaw)
    const layer = this.layerOf(type, sound?.shape.srs)
    layer.shapeKey ??= wanted
    for (const { key, name } of shapes) if (key !== wanted) layer.passOver('otherShapes', name)
    const isOneSystem = own.every(({ shape }) => shape.flaw || isSameSystem(shape.srs, layer.srs))
    layer.takeShapes(
      own.map(({ shape }) => shape),
      !isOneSystem ? 'bad' : wanted !== null && values.has(wanted) ? 'linked' : null,
    )
    for (const { what, name } of passed) layer.passOver(what, name)
    layer.endRow(values)
  }
  /** @param srs undefined: of a row without a shape */
  private layerOf(type: string, srs: SrsName | null | undefined): GmlLayer {
    const known = this.layers.find(
      (each) => each.type === type && (srs === undefined || each.srs === undefined || isSameSystem(srs, each.srs)),
    )
    if (known) {
      if (srs !== undefined) known.srs ??= srs
      return known
    }
    if (this.layers.length >= MOST_LAYERS) throw new AppError('gml.tooManyTypes', { file: this.file, limit: MOST_LAYERS })
    const layer = new GmlLayer(type, this.file)
    layer.srs = srs
    layer.shapeKey = this.layers.find((each) => each.type === type)?.shapeKey ?? null
    this.layers.push(layer)
    return layer
  }

  private isGml({ name }: XmlTag): boolean {
    const uri = this.names.of(name)
    // of a piece of a file that was cut out by hand the usual prefix is meant
    return uri === null ? prefixOf(name) === 'gml' : GML.test(uri)
  }
  private isShape(name: string, tag: XmlTag): boolean {
    return isGmlShape(name) && this.isGml(tag)
  }
}

function withBox(bounds: GmlBounds, { srsName, srsDimension }: Attributes): GmlBounds {
  return {
    srs: (srsName === undefined ? null : readSrsName(srsName)) ?? bounds.srs,
    hasHeights: srsDimension === undefined ? bounds.hasHeights : srsDimension === '3',
  }
}
function withCorner(bounds: GmlBounds, text: string): GmlBounds {
  return { ...bounds, hasHeights: bounds.hasHeights || text.trim().split(/\s+/).length === 3 }
}
/** an attribute of no other vocabulary */
function isOwn(key: string): boolean {
  return !key.includes(':') && key !== 'xmlns'
}
function isSameSystem(a: SrsName | null, b: SrsName | null | undefined): boolean {
  return a?.crs === b?.crs
}
/** The property of a polygon before that of a point which only says where it is; of several the usual one, else the first. */
function widest(shapes: Feature['shapes'], usual: string | null): string | null {
  const most = Math.max(...shapes.map(({ shape }) => shape.extent))
  const alike = shapes.filter(({ shape }) => shape.extent === most)
  return (alike.find(({ key }) => key === usual) ?? alike[0])?.key ?? null
}
