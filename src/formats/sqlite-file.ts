import type { Database, SqlValue, Statement } from 'sql.js'
import { AppError } from '../core/errors.ts'
import { reasonOf } from './error-reason.ts'
import type { InputFile } from './format.ts'
import { wasmFile } from './wasm-files.ts'

/** Offsets in the header of an SQLite file (sqlite.org/fileformat2.html, 1.3). */
const HEADER = { writeVersion: 18, readVersion: 19, changes: 24, pages: 28, validFor: 92 } as const
const MAGIC = 'SQLite format 3\0'
const ASCII = new TextDecoder('latin1')
const WRITE_AHEAD = 2
const ROLLBACK = 1

/** Integers may be bigint: of 2^53 and beyond; the library's types do not know that it can hand them over. */
export type SqlRow = readonly (SqlValue | bigint)[]
type WithBigInt = { get(params: null, config: { useBigInt: boolean }): (SqlValue | bigint)[] }

/** Page size × pages as the header has it; 0 when the header does not say, as old programs left it. */
export function statedBytes(bytes: Uint8Array): number {
  if (bytes.length < 100) return 0
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(HEADER.changes) !== view.getUint32(HEADER.validFor)) return 0
  const page = view.getUint16(16)
  return (page === 1 ? 65536 : page) * view.getUint32(HEADER.pages)
}

/** Whether the file was left in write-ahead mode: then its newest rows may stand in a -wal file beside it. */
export function isWriteAhead(bytes: Uint8Array): boolean {
  return bytes[HEADER.readVersion] === WRITE_AHEAD
}

/** An SQLite file of which only real tables are read: nothing that the file brings along as SQL is run. */
export class SqliteFile {
  private readonly database: Database
  private readonly file: string
  private constructor(database: Database, file: string) {
    this.database = database
    this.file = file
  }

  /** A new database in memory, to be written. */
  static async empty(): Promise<Database> {
    return new (await library()).Database()
  }

  /** @throws AppError sqlite.notOne, format.truncated, sqlite.damaged, format.libraryMissing */
  static async open({ bytes, name: file }: InputFile, isPart = false): Promise<SqliteFile> {
    // chosen by its extension: what is no database is not one cut off
    if (!MAGIC.startsWith(ASCII.decode(bytes.subarray(0, MAGIC.length)))) throw new AppError('sqlite.notOne', { file })
    const stated = statedBytes(bytes)
    if (bytes.length < 512 || stated > bytes.length)
      throw new AppError('format.truncated', { file, at: bytes.length, expected: Math.max(512, stated) })
    const { Database } = await library()
    let readable = bytes
    if (isWriteAhead(bytes)) {
      // there is no shared memory here, which that mode needs: the file alone reads as one of the other mode
      readable = bytes.slice()
      readable[HEADER.writeVersion] = ROLLBACK
      readable[HEADER.readVersion] = ROLLBACK
    }
    const opened = guarded(file, () => {
      const database = new Database(readable)
      database.run('PRAGMA trusted_schema = OFF')
      database.run('PRAGMA query_only = ON')
      // of a part of a file, trees may stand beyond it
      if (isPart) database.run('PRAGMA writable_schema = ON')
      return database
    })
    return new SqliteFile(opened, file)
  }

  /** Real tables by lower-case name; no views, no virtual tables. */
  tables(): Map<string, string> {
    const found = new Map<string, string>()
    for (const [name, sql] of this.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
      if (typeof name === 'string' && !/^\s*CREATE\s+VIRTUAL/i.test(String(sql))) found.set(name.toLowerCase(), name)
    return found
  }
  /** Stored columns: generated ones, which would run the file's own expressions, are not among them. */
  columns(table: string): { readonly name: string; readonly type: string; readonly isKey: boolean }[] {
    const rows = [...this.rows(`PRAGMA table_info(${quoted(table)})`)]
    return rows.map(([, name, type, , , key]) => ({ name: String(name), type: String(type ?? ''), isKey: Number(key) > 0 }))
  }

  /** Page on which the tree of a table begins. */
  rootOf(table: string): number {
    const [row] = [...this.rows("SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?", [table])]
    return Number(row?.[0] ?? 0)
  }

  /** The same part of a file, in which the tree of a table begins on another page; this one is closed. @throws AppError sqlite.damaged */
  async withRoot(table: string, page: number): Promise<SqliteFile> {
    const bytes = guarded(this.file, () => {
      this.database.run('PRAGMA query_only = OFF')
      this.database.run("UPDATE sqlite_master SET rootpage = ? WHERE type = 'table' AND name = ?", [page, table])
      return this.database.export()
    })
    this.close()
    return SqliteFile.open({ name: this.file, bytes }, true)
  }

  /** @throws AppError sqlite.damaged */
  *rows(sql: string, parameters: SqlValue[] = []): Generator<SqlRow> {
    const statement = guarded(this.file, () => this.database.prepare(sql, parameters)) as Statement & WithBigInt
    try {
      while (guarded(this.file, () => statement.step())) yield guarded(this.file, () => statement.get(null, { useBigInt: true }))
    } finally {
      // a damaged file may have left the statement unusable
      guarded(this.file, () => statement.free())
    }
  }

  close(): void {
    try {
      this.database.close()
    } catch {
      // memory of its own, which goes with the library's instance
    }
  }
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A new instance each time, so that its memory is given back with it. */
async function library() {
  const [{ default: load }, wasmBinary] = await Promise.all([import('sql.js'), wasmFile('sqlite')])
  return load({ wasmBinary })
}

function guarded<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('sqlite.damaged', { file, reason: reasonOf(error) })
  }
}
