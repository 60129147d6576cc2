import { CliError } from '../cli-error.ts'
import type { SqlRow } from './sql-analysis.ts'

/** A PostgreSQL with PostGIS; one session. */
export interface Database {
  /** what it is, e.g. 'PostGIS 3.6.2 (embedded)' */
  readonly version: string
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly SqlRow[]>
  close(): Promise<void>
}

/** @param url null: PostGIS in WebAssembly inside this process, which needs no server and keeps nothing */
export async function openDatabase(url: string | null): Promise<Database> {
  return url === null ? openEmbedded() : openServer(url)
}

async function openEmbedded(): Promise<Database> {
  const { PGlite } = await import('@electric-sql/pglite').catch(missing)
  const { postgis } = await import('@electric-sql/pglite-postgis').catch(missing)
  const db = await PGlite.create({ extensions: { postgis } })
  const query = async (sql: string, parameters: readonly unknown[] = []) => {
    const { rows } = await db.query<SqlRow>(sql, [...parameters])
    return rows
  }
  await db.exec('create extension postgis')
  return { version: `${await versionOf(query)} (embedded)`, query: explained(query), close: () => db.close() }
}

function missing(): never {
  throw new CliError('sql.noEmbedded', { command: 'npm ci' })
}

async function openServer(url: string): Promise<Database> {
  const { default: pg } = await import('pg')
  const server = withoutPassword(url)
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
  } catch (error) {
    throw new CliError('sql.connect', { server, message: messageOf(error) })
  }
  // a server that goes away between two queries is told by the next query
  client.on('error', () => {})
  const query = async (sql: string, parameters: readonly unknown[] = []) =>
    (await client.query(sql, [...parameters])).rows as SqlRow[]
  try {
    return { version: `${await explained(versionOf)(query)} (${server})`, query: explained(query), close: () => client.end() }
  } catch (error) {
    await client.end()
    throw error
  }
}

async function versionOf(query: Database['query']): Promise<string> {
  const [row] = await query("select postgis_lib_version() as postgis, current_setting('server_version') as server")
  return `PostGIS ${row.postgis}, PostgreSQL ${row.server}`
}

/** What the database refuses is told in its own words, as something the user can act on. */
function explained<A extends unknown[], R>(work: (...values: A) => Promise<R>): (...values: A) => Promise<R> {
  return async (...values) => {
    try {
      return await work(...values)
    } catch (error) {
      throw new CliError('sql.failed', { message: messageOf(error) })
    }
  }
}
function messageOf(error: unknown): string {
  // a refused connection arrives as several errors, one an address
  const first = error instanceof AggregateError ? error.errors[0] : error
  return first instanceof Error ? first.message : String(first)
}
function withoutPassword(url: string): string {
  return url.replace(/\/\/([^:@/]*):[^@/]*@/, '//$1@')
}
