import type { Task } from '../core/task.ts'
import { sourceOf } from './file-source.ts'
import type { InputFile } from './format.ts'
import { readXml, type XmlHandlers } from './xml-reader.ts'
import { openXml } from './xml-text.ts'

const HEAD_BYTES = 256 << 10
const TAG_END = 0x3e

/** Gives the reader what stands in the first bytes of a file. @param document what is read, which may be a member of `file` */
export async function readXmlHead(
  file: string,
  document: InputFile,
  encoding: string | undefined,
  reader: XmlHandlers,
  task: Task,
): Promise<void> {
  const source = sourceOf(document)
  const bytes = await source.read(0, Math.min(HEAD_BYTES, source.size))
  const text = await openXml({ name: file, bytes: bytes.subarray(0, bytes.lastIndexOf(TAG_END) + 1) }, encoding, task)
  // a part that ends in the midst is no damaged file
  const ended = new Error('ended')
  const pieces = {
    share: text.share,
    async next() {
      const piece = await text.next()
      if (piece === null) throw ended
      return piece
    },
  }
  await readXml(pieces, file, reader, task).catch((error) => {
    if (error !== ended) throw error
  })
}
