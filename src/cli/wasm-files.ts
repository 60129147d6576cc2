import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { provideWasmFiles } from '../formats/wasm-files.ts'

const { resolve } = createRequire(import.meta.url)

async function read(path: string): Promise<ArrayBuffer> {
  const bytes = await readFile(resolve(path))
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}

// imported for its effect, by the command line and by the tests
provideWasmFiles({ sqlite: () => read('sql.js/dist/sql-wasm.wasm') })
