import { AppError } from '../core/errors.ts'

/** Compiled libraries whose code is a file of its own: a worker fetches it, the command line reads it. */
export interface WasmFiles {
  /** SQLite, of sql.js */
  sqlite(): Promise<ArrayBuffer>
}
let files: WasmFiles | null = null

/** Says where this host has the files; workers, command line and tests call it before the first file is read. */
export function provideWasmFiles(provider: WasmFiles): void {
  files = provider
}

/** @throws AppError format.libraryMissing */
export async function wasmFile(name: keyof WasmFiles): Promise<ArrayBuffer> {
  try {
    if (!files) throw new Error('not provided')
    return await files[name]()
  } catch (error) {
    throw new AppError('format.libraryMissing', { library: name, reason: error instanceof Error ? error.message : String(error) })
  }
}
