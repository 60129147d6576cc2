import { closeSync, openSync, readSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { AppError } from '../core/errors.ts'
import { type FileSource, PIECE_BYTES } from '../formats/file-source.ts'
import type { InputFile } from '../formats/format.ts'
import { CliError } from './cli-error.ts'

/** Larger files are read piece by piece where their format can be. */
const PIECES_FROM = 256 << 20
const HEAD_BYTES = 64 << 10

/** A file; with a Shapefile what lies beside it under the same name: its attributes, its CRS, its encoding. @throws CliError cli.file */
export async function openInputs(path: string): Promise<InputFile[]> {
  const file = await openInput(path)
  if (extname(path).toLowerCase() !== '.shp') return [file]
  const stem = file.name.slice(0, -4).toLowerCase()
  const beside = (await readdir(dirname(path))).filter(
    (name) => /\.(shx|dbf|prj|cpg)$/i.test(name) && name.slice(0, -4).toLowerCase() === stem,
  )
  return [file, ...(await Promise.all(beside.map((name) => openInput(join(dirname(path), name)))))]
}

async function openInput(path: string): Promise<InputFile> {
  const name = basename(path)
  try {
    const { size } = await stat(path)
    if (size <= PIECES_FROM) return { name, bytes: new Uint8Array(await readFile(path)) }
    const source = diskSource(path, size)
    return { name, bytes: await source.read(0, HEAD_BYTES), source }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new CliError('cli.file', { file: path, reason: reasonOf(error) })
  }
}

function diskSource(path: string, size: number): FileSource {
  return {
    size,
    pieceBytes: PIECE_BYTES,
    async read(start, end) {
      const bytes = new Uint8Array(end - start)
      // opened for each piece: nobody says when the last one has been read
      const file = open(path)
      try {
        for (let at = 0; at < bytes.length; ) {
          const count = readSync(file, bytes, at, bytes.length - at, start + at)
          if (count === 0) throw new AppError('file.unreadable', { file: path, bytes: size, reason: 'EOF' })
          at += count
        }
      } finally {
        closeSync(file)
      }
      return bytes
    },
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    throw new CliError('cli.file', { file: path, reason: reasonOf(error) })
  }
}

const reasonOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error)
