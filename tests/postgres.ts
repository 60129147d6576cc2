import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const BINARIES = '/usr/lib/postgresql'
const SHARED = '/usr/share/postgresql'

/** Newest PostgreSQL of Debian's packages that has PostGIS beside it, or what is missing. */
export function findPostgres(): { readonly bin: string } | { readonly missing: string } {
  const versions = existsSync(BINARIES) ? readdirSync(BINARIES).sort((a, b) => Number(b) - Number(a)) : []
  const servers = versions.filter((version) => existsSync(join(BINARIES, version, 'bin/initdb')))
  if (servers.length === 0) return { missing: 'no PostgreSQL server is installed' }
  const version = servers.find((each) => existsSync(join(SHARED, each, 'extension/postgis.control')))
  if (!version) return { missing: `PostgreSQL ${servers.join(', ')} has no PostGIS` }
  return { bin: join(BINARIES, version, 'bin') }
}

/** A server of its own for a test, on a free port of this machine, gone when it is stopped. */
export async function startPostgres(bin: string): Promise<{ readonly url: string; stop(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'onemap-pg-'))
  const isRoot = process.getuid?.() === 0
  const data = join(folder, 'data')
  // PostgreSQL refuses to run as root
  const run = (program: string, args: readonly string[]) => {
    const command = join(bin, program)
    return isRoot
      ? execFileSync('runuser', ['-u', 'postgres', '--', command, ...args], { cwd: folder, stdio: 'pipe' })
      : execFileSync(command, args, { cwd: folder, stdio: 'pipe' })
  }
  if (isRoot) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })))
    chownSync(folder, uid, gid)
  }
  const port = await freePort()
  const stop = () => {
    if (existsSync(data)) {
      const args = ['-D', data, '-m', 'immediate', '-w', 'stop']
      const command = join(bin, 'pg_ctl')
      if (isRoot) spawnSync('runuser', ['-u', 'postgres', '--', command, ...args], { cwd: folder })
      else spawnSync(command, args)
    }
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'])
    const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories='' -c fsync=off`
    run('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-o', options, '-w', 'start'])
    run('psql', [`postgres://postgres@127.0.0.1:${port}/postgres`, '-qc', 'create extension postgis'])
  } catch (error) {
    stop()
    throw error
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
