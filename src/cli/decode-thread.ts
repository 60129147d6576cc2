import { parentPort } from 'node:worker_threads'
import '../core/projections.ts'
import './gdal-files.ts'
import './wasm-files.ts'
import { buffersOf } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import type { DecodeAnswer, DecodeOptions } from '../formats/format.ts'
import { decodeFiles } from '../formats/registry.ts'
import { type Port, serve, transferring } from '../workers/protocol.ts'
import { openInputs } from './input-files.ts'

export interface DecodeThread {
  decode(argument: { readonly path: string; readonly options: DecodeOptions }, task: Task): Promise<DecodeAnswer>
}

serve<DecodeThread>(
  {
    async decode({ path, options }, task) {
      const answer = await decodeFiles(await openInputs(path), options, task)
      return transferring(answer, [...new Set(answer.layers.flatMap((layer) => buffersOf(layer.table)))])
    },
  },
  parentPort as unknown as Port,
)
