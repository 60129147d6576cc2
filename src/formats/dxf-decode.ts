import { AppError, type Note } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import { LARGEST_SIGN } from './dxf-blocks.ts'
import { DxfDrawing, WholeEntities } from './dxf-drawing.ts'
import { DxfEntity } from './dxf-entity.ts'
import { DxfPairs } from './dxf-pairs.ts'
import { digesting, sizeOf } from './file-source.ts'
import { baseName, finishLayers, noteTaker } from './finish-layers.ts'
import type { DecodedLayer, DecodeOptions, InputFile } from './format.ts'
import { openText, type TextPieces } from './text-encoding.ts'

const BETWEEN_BREATHS = 512
const CODE_PAGES: Readonly<Record<string, string>> = { ANSI_950: 'big5', ANSI_932: 'shift_jis', ANSI_949: 'euc-kr' }

/**
 * ASCII DXF of any release: what is closed becomes a polygon, lines and arcs lines, points, texts and signs (small blocks)
 * points; what larger blocks hold is drawn where they are referred to. Each keeps layer, colour, text, handle and extended data (CASS keeps parcel codes there) as attributes. DXF names no CRS.
 */
export async function decodeDxf(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const file = digesting(files[0])
  if (file.bytes[0] === 0x41 && file.bytes[8] === 0x42) throw new AppError('dxf.binary', { file: file.name })
  const { text, isDeclared } = await openDrawing(file, options.encoding, task)
  const notes: Note[] = []
  const taker = noteTaker(notes)
  const drawing = new DxfDrawing()
  const entities = new WholeEntities((each) => drawing.add(each))
  const definitions = new WholeEntities((each) => drawing.blocks.add(each))
  const pairs = new DxfPairs()
  const size = sizeOf(file)
  let section = ''
  let entity: DxfEntity | null = null
  let count = 0
  for (;;) {
    const found = pairs.next()
    if (found === 'end') break
    if (found === 'more') {
      pairs.feed(await text.next())
      continue
    }
    if (pairs.code !== 0) {
      if (section === '?' && pairs.code === 2) section = pairs.text()
      else entity?.take(pairs)
      continue
    }
    if (entity) (section === 'BLOCKS' ? definitions : entities).add(entity)
    entity = null
    if (pairs.is('SECTION')) section = '?'
    else if (pairs.is('ENDSEC')) {
      if (section === 'BLOCKS') definitions.flush()
      section = ''
    } else if (pairs.is('EOF')) break
    else if (section === 'ENTITIES' || section === 'BLOCKS') entity = new DxfEntity(pairs.text())
    if (++count % BETWEEN_BREATHS === 0) {
      task.progress(Math.min(1, pairs.place / size), 'stage.read')
      await task.breathe()
    }
  }
  if (entity && section === 'ENTITIES') entities.add(entity)
  entities.flush()
  drawing.flush()
  if (pairs.isBroken) {
    if (drawing.rows === 0) throw new AppError('dxf.damaged', { file: file.name, line: pairs.line })
    taker.note('dxf.cutOff', { line: pairs.line }, 'warning')
  }
  if (drawing.unknown.size > 0)
    taker.note('dxf.unknown', { count: drawing.unknownCount, types: [...drawing.unknown].slice(0, 12).join(', ') }, 'warning')
  if (drawing.paper > 0) taker.note('dxf.paperSpace', { count: drawing.paper })
  if (drawing.signs > 0) taker.note('dxf.blocks', { count: drawing.signs, metres: LARGEST_SIGN })
  if (drawing.drawn > 0) taker.note('dxf.blocksDrawn', { count: drawing.drawn, shapes: drawing.drawnShapes })
  if (drawing.pen.curves > 0) taker.note('geometry.curves', { count: drawing.pen.curves })
  if (drawing.pen.splines > 0) taker.note('dxf.splines', { count: drawing.pen.splines })
  return finishLayers(
    {
      file,
      name: baseName(file.name),
      format: 'dxf',
      columns: drawing.columns().map((column) => column.finish(drawing.rows, taker)),
      builder: drawing.builder,
      declared: null,
      fallback: { crs: options.likelyCrs?.find((crs) => crs === 'EPSG:4490') ?? 'EPSG:4326', evidence: 'default' },
      skipped: drawing.unknownCount,
      encoding: text.encoding,
      encodingEvidence: isDeclared ? 'header' : text.evidence,
      notes,
      reportsTurned: false,
    },
    options,
    task,
  )
}

/** The text by what it declares, unless its bytes are UTF-8 all the same, or the user knows better. */
async function openDrawing(
  file: InputFile,
  wanted: string | undefined,
  task: Task,
): Promise<{ readonly text: TextPieces; readonly isDeclared: boolean }> {
  const text = await openText(file, wanted, task)
  const declared = text.evidence === 'gb18030' ? declaredEncoding(file.bytes) : null
  return declared ? { text: await openText(file, declared, task), isDeclared: true } : { text, isDeclared: false }
}

/** Files before AC1021 are in a code page. Chinese ones often name a Western one and are GBK all the same: those are judged by their bytes. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1 << 16))
  const page = /\$DWGCODEPAGE\s+3\s+(\w+)/.exec(head)?.[1].toUpperCase() ?? ''
  return CODE_PAGES[page] ?? (/^ANSI_125[013-8]$/.test(page) ? `windows-${page.slice(5)}` : null)
}
