import { unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { decode } from '../../../tests/decode-files.ts'
import type { Note } from '../../core/errors.ts'
import type { CrsCandidate } from '../../formats/format.ts'
import { formatOf } from '../../formats/registry.ts'
import '../../core/projections.ts'
import type { Table } from '../../core/table.ts'
import { quietTask } from '../../core/task.ts'
import { crsQuestionWords } from './crs-question-words.ts'

const candidate = (shareInside: number): CrsCandidate => ({ crs: 'EPSG:4528', bbox: [118, 37, 119, 38], shareInside })
const note = (code: string): Note => ({ code, detail: {}, level: 'warning' })

test.each(['shp.prjUnreadable', 'shp.prjGarbled', 'crs.unknownDeclared'])(
  'a file that names a system is not told to name none: %s',
  (code) => {
    expect(crsQuestionWords([candidate(0.4)], [note('shp.zClosed'), note(code)]).zh).toBe(
      '文件写的坐标系无法识别。请选择落在正确位置的一项：',
    )
    expect(crsQuestionWords([candidate(0)], [note(code)]).zh).toBe(
      '文件写的坐标系无法识别，下列坐标系都不落在{district}内，请按数据来源选择：',
    )
  },
)

test('a file without a system is told so, and where two fit the choice is between them', () => {
  expect(crsQuestionWords([candidate(0.4)], [note('shp.noPrj')]).en).toBe(
    'The file does not say its CRS. Choose the one that lands in the right place:',
  )
  expect(crsQuestionWords([candidate(0)], []).en).toMatch(/^The file does not say its CRS, and none of these lands in/)
  expect(crsQuestionWords([candidate(0.9), candidate(0.8)], [note('shp.prjGarbled')]).en).toMatch(/^More than one lands in/)
})

test('a Shapefile whose .prj cannot be read asks so', async () => {
  const geometry: Table['geometry'] = {
    kind: 'point',
    xy: Float64Array.of(376_000, 4_162_000),
    rings: Uint32Array.of(0, 1),
    parts: Uint32Array.of(0, 1),
    rows: Uint32Array.of(0, 1),
  }
  const table: Table = { name: '点', crs: 'EPSG:4549', length: 1, columns: [], geometry }
  const written = await formatOf('shapefile').encode!({ table, rows: null, fields: [], metadata: {} }, quietTask())
  const members = unzipSync(written.bytes)
  const asked = async (prj: string | null) => {
    const named = Object.entries(members).filter(([name]) => !name.endsWith('.prj'))
    const all = Object.fromEntries([...named, ...(prj === null ? [] : [['点.prj', new TextEncoder().encode(prj)] as const])])
    const { layers } = await decode([{ name: '点.zip', bytes: zipSync(all) }])
    const [{ receipt, questions }] = layers
    const question = questions.find(({ kind }) => kind === 'crs')
    return question?.kind === 'crs' ? crsQuestionWords(question.candidates, receipt.notes).en : null
  }
  expect(await asked('PROJCS["我的坐标系')).toMatch(/^The CRS that the file names is not understood/)
  expect(await asked(null)).toMatch(/does not say its CRS|More than one/)
})
