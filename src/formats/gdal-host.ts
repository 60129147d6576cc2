import { AppError } from '../core/errors.ts'

export interface GdalRequest {
  /** of the archive, with the extension that GDAL goes by: 'a.gdb.zip', 'a.zip' */
  readonly name: string
  /** the files, stored without compression */
  readonly zip: Uint8Array<ArrayBuffer>
}
export interface GdalAnswer {
  readonly layers: readonly { readonly name: string; readonly flatgeobuf: Uint8Array<ArrayBuffer> }[]
  /** layers that GDAL could not convert */
  readonly failed: readonly { readonly name: string; readonly reason: string }[]
}
export type GdalHost = (request: GdalRequest, signal: AbortSignal) => Promise<GdalAnswer>
let host: GdalHost | null = null

/** Says how GDAL runs here: in a worker of its own, or in the process of the command line. */
export function provideGdal(provider: GdalHost): void {
  host = provider
}

/** @throws AppError format.libraryMissing, gdal.failed */
export async function throughGdal(request: GdalRequest, signal: AbortSignal): Promise<GdalAnswer> {
  if (!host) throw new AppError('format.libraryMissing', { library: 'GDAL', reason: 'not provided' })
  try {
    return await host(request, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof AppError) throw error
    throw new AppError('format.libraryMissing', {
      library: 'GDAL',
      reason: error instanceof Error ? error.message : String(error),
    })
  }
}
