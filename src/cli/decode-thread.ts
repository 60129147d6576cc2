import { parentPort } from 'node:worker_threads'
import '../core/projections.ts'
import './gdal-files.ts'
import './wasm-files.ts'
import { buffersOf } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import type { DecodeAnswer, DecodeOptions, InputFile } from '../formats/format.ts'
import { decodeFiles } from '../formats/registry.ts'
import { type Port, serve, transferring } from '../workers/protocol.ts'

export interface DecodeThread {
  decode(argument: { readonly files: readonly InputFile[]; readonly options: DecodeOptions }, task: Task): Promise<DecodeAnswer>
}

serve<DecodeThread>(
  {
    async decode({ files, options }, task) {
      const answer = await decodeFiles(files, options, task)
      return transferring(answer, [...new Set(answer.layers.flatMap((layer) => buffersOf(layer.table)))])
    },
  },
  parentPort as unknown as Port,
)
