import { contentTypes, escapeXml, OFFICE, packParts, relations, XML } from './ooxml-parts.ts'

export const DOCX_MIME = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
/** Twentieths of a point and English metric units in a millimetre. */
const TWIPS = 1440 / 25.4
const EMU = 36_000
export const twips = (mm: number) => Math.round(mm * TWIPS)

/** A4 with the margins of an official document, millimetres. */
const SHORT = 210
const LONG = 297
const MARGIN = 20
export type Orientation = 'portrait' | 'landscape'
export const textWidthMm = (orientation: Orientation) => (orientation === 'portrait' ? SHORT : LONG) - 2 * MARGIN

export type ParagraphStyle = 'Title' | 'Heading1' | 'Heading2' | 'Quiet' | 'Notice' | 'Lead' | 'Cell' | 'Bullet'

export interface RunLook {
  readonly isBold?: boolean
  /** half points */
  readonly size?: number
}

/** A paragraph of plain text. What is written is text: nothing in it becomes markup or a field. */
export function paragraph(
  words: string,
  style: ParagraphStyle | null,
  more: RunLook & { readonly align?: 'right' | 'center'; readonly isKept?: boolean } = {},
): string {
  const properties =
    (style ? `<w:pStyle w:val="${style}"/>` : '') +
    (more.isKept ? '<w:keepNext/>' : '') +
    (more.align ? `<w:jc w:val="${more.align}"/>` : '')
  return `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ''}${run(words, more)}</w:p>`
}
function run(words: string, { isBold, size }: RunLook): string {
  const look = (isBold ? '<w:b/>' : '') + (size ? `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>` : '')
  return `<w:r>${look ? `<w:rPr>${look}</w:rPr>` : ''}<w:t xml:space="preserve">${escapeXml(words)}</w:t></w:r>`
}

export interface Cell extends RunLook {
  readonly words: string
  readonly widthMm: number
  readonly isNumber: boolean
  /** columns that it stands over */
  readonly span?: number
  /** of cells that stand below each other as one: the first, or a further one */
  readonly merge?: 'first' | 'further'
  readonly isHead?: boolean
}
export function tableRow(cells: readonly Cell[], isHead: boolean): string {
  // a row never breaks across pages; the head comes again on each
  return `<w:tr><w:trPr><w:cantSplit/>${isHead ? '<w:tblHeader/>' : ''}</w:trPr>${cells.map(tableCell).join('')}</w:tr>`
}
function tableCell(cell: Cell): string {
  const { words, widthMm, isNumber, span = 1, merge, isHead } = cell
  const properties =
    `<w:tcW w:w="${twips(widthMm)}" w:type="dxa"/>` +
    (span > 1 ? `<w:gridSpan w:val="${span}"/>` : '') +
    (merge ? `<w:vMerge${merge === 'first' ? ' w:val="restart"' : ''}/>` : '') +
    (isHead ? '<w:shd w:val="clear" w:color="auto" w:fill="E8EEF0"/>' : '') +
    '<w:vAlign w:val="center"/>'
  const align = span > 1 ? 'center' : isNumber ? 'right' : undefined
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(words, 'Cell', { ...cell, ...(align ? { align } : {}) })}</w:tc>`
}
export function table(widthsMm: readonly number[], rows: readonly string[]): string {
  const total = widthsMm.reduce((sum, width) => sum + width, 0)
  const rule = (name: string, size: number) => `<w:${name} w:val="single" w:sz="${size}" w:space="0" w:color="1D2B2F"/>`
  const thin = (name: string) => `<w:${name} w:val="single" w:sz="2" w:space="0" w:color="B9B4A6"/>`
  const borders = rule('top', 8) + thin('left') + rule('bottom', 8) + thin('right') + thin('insideH') + thin('insideV')
  return `<w:tbl><w:tblPr><w:tblW w:w="${twips(total)}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>${widthsMm
    .map((width) => `<w:gridCol w:w="${twips(width)}"/>`)
    .join('')}</w:tblGrid>${rows.join('')}</w:tbl>`
}

/** A picture in a line of its own at its true size. @param number 1, 2 …, as in pictures of packDocument */
export function picture(number: number, widthMm: number, heightMm: number, label: string): string {
  const [cx, cy] = [Math.round(widthMm * EMU), Math.round(heightMm * EMU)]
  const name = `name="${escapeXml(label)}" descr="${escapeXml(label)}"`
  return `<w:p><w:pPr><w:keepLines/><w:spacing w:before="120" w:after="120"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${cx}" cy="${cy}"/><wp:docPr id="${number}" ${name}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="${DRAWING}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="${number}" ${name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${pictureId(number)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
}

/** Ends the pages of one orientation. The last section's stands at the end of the body, those before in a paragraph. */
export function section(orientation: Orientation): string {
  const isLandscape = orientation === 'landscape'
  const [width, height] = isLandscape ? [LONG, SHORT] : [SHORT, LONG]
  const margin = twips(MARGIN)
  return `<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="${twips(width)}" w:h="${twips(height)}"${isLandscape ? ' w:orient="landscape"' : ''}/><w:pgMar w:top="${margin}" w:right="${margin}" w:bottom="${margin}" w:left="${margin}" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`
}
export function sectionBreak(orientation: Orientation): string {
  return `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>${section(orientation)}</w:pPr></w:p>`
}

export interface DocumentAbout {
  readonly title: string
  readonly author: string
  readonly subject: string
  /** BCP 47 */
  readonly language: 'zh-CN' | 'en-US'
  readonly at: Date
}

/** A document (ECMA-376 WordprocessingML, as little of it as Word, WPS and LibreOffice need). @param pictures PNG files */
export async function packDocument(
  body: string,
  pictures: readonly Uint8Array[],
  about: DocumentAbout,
): Promise<Uint8Array<ArrayBuffer>> {
  const spaces = `xmlns:w="${WORD}" xmlns:r="${OFFICE}" xmlns:wp="${DRAWING}/wordprocessingDrawing" xmlns:a="${DRAWING}/main" xmlns:pic="${DRAWING}/picture"`
  return packParts({
    '[Content_Types].xml': contentTypes([
      ['/word/document.xml', `${TYPE}.document.main+xml`],
      ['/word/styles.xml', `${TYPE}.styles+xml`],
      ['/word/footer1.xml', `${TYPE}.footer+xml`],
      ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ]),
    '_rels/.rels': relations([['officeDocument', 'word/document.xml']]).replace(
      '</Relationships>',
      '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
    ),
    'docProps/core.xml': coreXml(about),
    'word/document.xml': `${XML}<w:document ${spaces}><w:body>${body}</w:body></w:document>`,
    'word/styles.xml': stylesXml(about.language),
    'word/footer1.xml': footerXml(about.title),
    'word/_rels/document.xml.rels': relations([
      ['styles', 'styles.xml'],
      ['footer', 'footer1.xml'],
      ...pictures.map((_, i) => ['image', `media/image${i + 1}.png`] as const),
    ]),
    ...Object.fromEntries(pictures.map((png, i) => [`word/media/image${i + 1}.png`, png])),
  })
}
/** After styles and footer. */
const pictureId = (number: number) => `rId${number + 2}`

function coreXml({ title, author, subject, language, at }: DocumentAbout): string {
  const when = `${at.toISOString().slice(0, 19)}Z`
  const date = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${when}</dcterms:${name}>`
  return `${XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:subject>${escapeXml(subject)}</dc:subject><dc:creator>${escapeXml(author)}</dc:creator>${date('created')}${date('modified')}<dc:language>${language}</dc:language></cp:coreProperties>`
}

function footerXml(title: string): string {
  const field = (name: string) => `<w:fldSimple w:instr=" ${name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
  return `${XML}<w:ftr xmlns:w="${WORD}"><w:p><w:pPr><w:pStyle w:val="Quiet"/><w:jc w:val="center"/></w:pPr>${run(`${title}  ·  `, {})}${field('PAGE')}${run(' / ', {})}${field('NUMPAGES')}</w:p></w:ftr>`
}

/** 宋体 for text and 黑体 for heads, as offices set them; any program has its own where these are not installed. */
const SONG = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体" w:cs="Times New Roman"/>'
const HEI = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="黑体" w:cs="Arial"/>'

function stylesXml(language: string): string {
  const size = (half: number) => `<w:sz w:val="${half}"/><w:szCs w:val="${half}"/>`
  const style = (id: string, name: string, paragraphs: string, runs: string, more = '') =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/>${more}<w:pPr>${paragraphs}</w:pPr><w:rPr>${runs}</w:rPr></w:style>`
  const spacing = (before: number, after: number) => `<w:spacing w:before="${before}" w:after="${after}"/>`
  const heading = (level: number, half: number, before: number) =>
    style(
      `Heading${level}`,
      `heading ${level}`,
      `<w:keepNext/><w:keepLines/>${spacing(before, 80)}<w:outlineLvl w:val="${level - 1}"/>`,
      `${HEI}<w:b/>${size(half)}`,
      '<w:next w:val="Normal"/><w:qFormat/>',
    )
  return `${XML}<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr>${SONG}${size(21)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>${spacing(0, 60)}</w:pPr><w:rPr><w:lang w:val="${language === 'zh-CN' ? 'en-US' : language}" w:eastAsia="zh-CN"/></w:rPr></w:style>${style('Title', 'Title', `${spacing(0, 80)}`, `${HEI}<w:b/>${size(36)}`, '<w:qFormat/>')}${heading(1, 30, 240)}${heading(2, 24, 200)}${style('Quiet', 'Quiet', spacing(0, 40), `<w:color w:val="55666B"/>${size(17)}`)}${style('Notice', 'Notice', `<w:shd w:val="clear" w:color="auto" w:fill="FDF3DF"/>${spacing(60, 60)}`, `<w:color w:val="7A4600"/>`)}${style('Lead', 'Lead', spacing(80, 80), `<w:b/>${size(24)}`)}${style('Cell', 'Cell', spacing(10, 10), size(17))}${style('Bullet', 'Bullet', `${spacing(0, 40)}<w:ind w:left="284" w:hanging="284"/>`, '')}</w:styles>`
}
