import { AppError } from '../core/errors.ts'
import type { Task } from '../core/task.ts'

/** A tag as it stands in the file, prefixes included. */
export interface XmlTag {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

export interface XmlHandlers {
  /** @param name without prefix, as the names of the attributes */
  open(name: string, attributes: Readonly<Record<string, string>>, tag: XmlTag): void
  close(name: string): void
  text(text: string): void
}

/** A text that comes in pieces, cut anywhere. */
export interface XmlPieces {
  /** null: that was all */
  next(): Promise<string | null>
  /** of the whole, 0 … 1 */
  share(): number
}

const MOST_DEPTH = 256

/**
 * Reads XML as events. A document type is refused when it declares anything: entities can grow without bound or name other files, and
 * data need none. Nothing outside the text is ever asked for.
 * @throws AppError xml.syntax, xml.entities, xml.tooDeep
 */
export async function readXml(text: XmlPieces, file: string, handlers: XmlHandlers, task: Task, from = 0, to = 1): Promise<void> {
  const { SaxesParser } = await import('saxes')
  const parser = new SaxesParser({ xmlns: false, position: true })
  let depth = 0
  let failure: AppError | null = null
  const fail = (error: AppError) => {
    failure ??= error
    throw error
  }
  /** lines before the first sign */
  let passed = 0
  const lineAt = () => passed + parser.line
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('error', ({ message }) => {
    fail(new AppError('xml.syntax', { file, line: lineAt(), problem: message.replace(/^\d+:\d+:\s*/, '').slice(0, 120) }))
  })
  parser.on('doctype', (content) => {
    // the line that it begins in
    if (content.includes('[')) fail(new AppError('xml.entities', { file, line: lineAt() - content.split('\n').length + 1 }))
  })
  parser.on('opentag', (tag) => {
    const { name, attributes } = tag as XmlTag
    if (++depth > MOST_DEPTH) fail(new AppError('xml.tooDeep', { file, limit: MOST_DEPTH, line: lineAt() }))
    const plain = Object.create(null) as Record<string, string>
    for (const [key, value] of Object.entries(attributes)) plain[local(key)] = value
    handlers.open(local(name), plain, { name, attributes })
  })
  parser.on('closetag', ({ name }) => {
    depth--
    handlers.close(local(name))
  })
  parser.on('text', (part) => handlers.text(part))
  parser.on('cdata', (part) => handlers.text(part))
  let isBegun = false
  for (let piece = await text.next(); piece !== null; piece = await text.next()) {
    // blanks before the declaration are no XML, and written by many a script
    const own: string = isBegun ? piece : piece.trimStart()
    passed += isBegun ? 0 : piece.slice(0, piece.length - own.length).split('\n').length - 1
    isBegun ||= own !== ''
    parser.write(own)
    task.progress(from + (to - from) * text.share(), 'stage.read')
    await task.breathe()
  }
  parser.close()
  if (failure) throw failure
}
