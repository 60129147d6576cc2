import { AppError } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import type { InputFile } from './format.ts'
import { PooledTexts } from './pooled-texts.ts'
import { plainText } from './xlsx-text.ts'
import { readXml, type XmlPieces } from './xml-reader.ts'
import { openXml } from './xml-text.ts'
import { listZip, type ZipMember } from './zip-archive.ts'

/** How a workbook's cells tell dates. */
export interface WorkbookDates {
  /** whether each style shows one */
  readonly dateStyles: readonly boolean[]
  readonly is1904: boolean
  readonly countsNoDay: boolean
}
interface Workbook {
  readonly sheets: readonly SheetEntry[]
  readonly dates: WorkbookDates
  /** a member as text, from its beginning each time; null: there is none */
  read(path: string): Promise<XmlPieces | null>
}

/** Thrown by a reader that wants no more. */
export const ENOUGH = new Error('enough')
export function unlessEnough(error: unknown): void {
  if (error !== ENOUGH) throw error
}

/** Sheets in their order and how cells are read. @throws AppError xlsx.noWorkbook */
export async function openWorkbook(file: InputFile, task: Task, isForSample = false): Promise<Workbook> {
  const members = new Map((await listZip(file)).map((member) => [member.path.toLowerCase(), member]))
  // of a large sheet only a piece is unpacked at a time
  const read = async (path: string) => {
    const member: ZipMember | undefined = members.get(path.toLowerCase())
    return member ? openXml({ name: file.name, ...(await member.open(task, isForSample)) }, 'utf-8', task) : null
  }
  const workbook = await read('xl/workbook.xml')
  if (workbook === null) throw new AppError('xlsx.noWorkbook', { file: file.name })
  const { sheets, is1904 } = await readWorkbook(workbook, await read('xl/_rels/workbook.xml.rels'), file.name, task)
  const countsNoDay = !is1904 && !(await isOfLibreOffice(await read('docProps/app.xml'), file.name, task))
  const dateStyles = await readDateStyles(await read('xl/styles.xml'), file.name, task)
  return { sheets, read, dates: { dateStyles, is1904, countsNoDay } }
}

interface SheetEntry {
  readonly name: string
  readonly path: string
}
async function readWorkbook(
  xml: XmlPieces,
  relations: XmlPieces | null,
  file: string,
  task: Task,
): Promise<{ sheets: SheetEntry[]; is1904: boolean }> {
  const targets = new Map<string, string>()
  if (relations) await eachElement(relations, file, task, 'Relationship', ({ Id, Target }) => void targets.set(Id, Target))
  const sheets: SheetEntry[] = []
  let is1904 = false
  await eachElement(xml, file, task, null, (attributes, name) => {
    if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
    if (name !== 'sheet' || attributes.state === 'hidden' || attributes.state === 'veryHidden') return
    const target = targets.get(attributes.id) ?? ''
    if (target) sheets.push({ name: attributes.name, path: target.startsWith('/') ? target.slice(1) : `xl/${target}` })
  })
  return { sheets, is1904 }
}

/** It counts from 30 December 1899 without the day that never was, and writes its serials so (measured with LibreOffice 7.4). */
async function isOfLibreOffice(xml: XmlPieces | null, file: string, task: Task): Promise<boolean> {
  if (xml === null) return false
  let application = ''
  let isIn = false
  await readXml(
    xml,
    file,
    {
      open(name) {
        isIn = name === 'Application'
      },
      close() {
        isIn = false
      },
      text(part) {
        if (isIn) application += part
      },
    },
    task,
    0,
    0.1,
  )
  return /LibreOffice|OpenOffice/i.test(application)
}

/** Texts that cells refer to; runs of one text are joined, phonetic guides left out. */
export async function readStrings(
  xml: XmlPieces | null,
  file: string,
  task: Task,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly (string | null)[]> {
  if (xml === null) return []
  const strings = new PooledTexts()
  let count = 0
  let text = ''
  let isIn = false
  let phonetic = 0
  await readXml(
    xml,
    file,
    {
      open(name) {
        if (name === 'si') text = ''
        else if (name === 'rPh') phonetic++
        else if (name === 't') isIn = phonetic === 0
      },
      close(name) {
        if (name === 't') isIn = false
        else if (name === 'rPh') phonetic--
        else if (name === 'si') {
          strings.set(count++, plainText(text))
          if (count >= most) throw ENOUGH
        }
      },
      text(part) {
        if (isIn) text += part
      },
    },
    task,
    0.1,
    0.2,
  ).catch(unlessEnough)
  return strings.finish(count)
}

/** Whether cells of each style show a date: by the built-in formats 14–22, 27–36, 45–47, 50–58, else by the letters of the format. */
async function readDateStyles(xml: XmlPieces | null, file: string, task: Task): Promise<readonly boolean[]> {
  const styles: boolean[] = []
  if (xml === null) return styles
  const custom = new Map<number, boolean>()
  let isInCells = false
  await readXml(
    xml,
    file,
    {
      open(name, attributes) {
        if (name === 'numFmt') {
          const code = (attributes.formatCode ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
          custom.set(Number(attributes.numFmtId), /[ymdhs年月日]/i.test(code) && !/general/i.test(code))
        } else if (name === 'cellXfs') isInCells = true
        else if (name === 'xf' && isInCells) {
          const id = Number(attributes.numFmtId)
          const isBuiltIn = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
          styles.push(custom.get(id) ?? isBuiltIn)
        }
      },
      close(name) {
        if (name === 'cellXfs') isInCells = false
      },
      text() {},
    },
    task,
  )
  return styles
}

async function eachElement(
  xml: XmlPieces,
  file: string,
  task: Task,
  wanted: string | null,
  visit: (attributes: Readonly<Record<string, string>>, name: string) => void,
): Promise<void> {
  const open = (name: string, attributes: Readonly<Record<string, string>>) => {
    if (wanted === null || name === wanted) visit(attributes, name)
  }
  await readXml(xml, file, { open, close() {}, text() {} }, task, 0, 0.1)
}
