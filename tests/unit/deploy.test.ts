import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, policyOf } from '../../scripts/serve.mjs'

const ROOT = join(import.meta.dirname, '../..')
const DATA = Buffer.from(Array.from({ length: 5000 }, (_, i) => i % 251))
const SCRIPT = 'export const a = 1\n'.repeat(200)
const isInstalled = (command: string, args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

const SERVERS = [
  {
    name: 'nginx',
    isHere: isInstalled('nginx', ['-v']),
    start(folder: string, port: number): ChildProcess {
      const site = readFileSync(join(ROOT, 'docs/deploy/nginx.conf'), 'utf8')
        .replace('listen 80;', `listen 127.0.0.1:${port};`)
        .replaceAll('/srv/one-map', join(folder, 'site'))
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`)
      const user = process.getuid?.() === 0 ? 'user root;\n' : ''
      writeFileSync(
        join(folder, 'nginx.conf'),
        `${user}daemon off;\npid ${folder}/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporary.join('\n')}\n${site}\n}`,
      )
      return spawn('nginx', ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')], {
        stdio: ['ignore', 'ignore', 'pipe'],
      })
    },
  },
  {
    name: 'caddy',
    isHere: isInstalled('caddy', ['version']),
    start(folder: string, port: number): ChildProcess {
      const site = readFileSync(join(ROOT, 'docs/deploy/Caddyfile'), 'utf8')
        .replace(/^one-map\.example\.cn \{/m, `http://127.0.0.1:${port} {`)
        .replaceAll('/srv/one-map', join(folder, 'site'))
      writeFileSync(join(folder, 'Caddyfile'), `{\n\tadmin off\n}\n${site}`)
      return spawn('caddy', ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'], {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
      })
    },
  },
]

for (const server of SERVERS) {
  if (!server.isHere) console.warn(`skipped: ${server.name} is not installed, its example in docs/deploy was not run`)

  describe.skipIf(!server.isHere)(`the ${server.name} example`, () => {
    let folder: string
    let child: ChildProcess
    let base: string
    let log = ''

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'deploy-'))
      for (const path of ['assets', 'layers', '.git']) mkdirSync(join(folder, 'site', path), { recursive: true })
      cpSync(join(ROOT, 'index.html'), join(folder, 'site/index.html'))
      cpSync(join(ROOT, 'public'), join(folder, 'site'), { recursive: true })
      writeFileSync(join(folder, 'site/assets/main-AbCd_123.js'), SCRIPT)
      writeFileSync(join(folder, 'site/sw.js'), SCRIPT)
      writeFileSync(join(folder, 'site/assets/formats.worker-AbCd_123.js'), SCRIPT)
      writeFileSync(join(folder, 'site/layers/parcels.fgb'), DATA)
      writeFileSync(join(folder, 'site/.git/config'), 'secret')
      cpSync(join(folder, 'site/assets'), join(folder, 'site/offices/kenli/assets'), { recursive: true })
      const port = await freePort()
      base = `http://127.0.0.1:${port}`
      child = server.start(folder, port)
      child.stderr?.on('data', (part: Buffer) => {
        log += part
      })
      for (let attempt = 0; attempt < 100; attempt++) {
        if (
          await fetch(`${base}/config.json`).then(
            (response) => response.ok,
            () => false,
          )
        )
          return
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error(`${server.name} did not start: ${log}`)
    })
    afterAll(() => {
      child?.kill()
      rmSync(folder, { recursive: true, force: true })
    })
    const ask = (path: string, headers: Record<string, string> = {}) => fetch(base + path, { headers })

    it('sends the security policy of the shipped configuration with every file', async () => {
      const compiling = '/assets/formats.worker-AbCd_123.js'
      for (const path of ['/', '/assets/main-AbCd_123.js', compiling, '/layers/parcels.fgb', '/config.json', '/nothing-here']) {
        const policy = await policyOf(join(folder, 'site'), path)
        expect([path, (await ask(path)).headers.get('content-security-policy')]).toEqual([path, policy])
        expect(policy.includes("'wasm-unsafe-eval'")).toBe(path === compiling)
      }
    })

    it('does the same for a folder below the root', async () => {
      const compiling = await ask('/offices/kenli/assets/formats.worker-AbCd_123.js')
      expect(compiling.headers.get('content-security-policy')).toContain("'wasm-unsafe-eval'")
      const script = await ask('/offices/kenli/assets/main-AbCd_123.js')
      expect(script.headers.get('content-security-policy')).not.toContain("'wasm-unsafe-eval'")
      expect(script.headers.get('cache-control')).toContain('immutable')
    })

    it('answers byte ranges of data, uncompressed', async () => {
      const part = await ask('/layers/parcels.fgb', { Range: 'bytes=100-199', 'Accept-Encoding': 'gzip' })
      expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 100-199/5000'])
      expect(Buffer.from(await part.arrayBuffer())).toEqual(DATA.subarray(100, 200))
      expect((await ask('/layers/parcels.fgb', { 'Accept-Encoding': 'gzip' })).headers.get('content-encoding')).toBeNull()
    })

    it('compresses text, with types that browsers accept', async () => {
      const script = await ask('/assets/main-AbCd_123.js', { 'Accept-Encoding': 'gzip' })
      expect(script.headers.get('content-encoding')).toBe('gzip')
      expect(script.headers.get('content-type')).toContain('javascript')
      expect(await script.text()).toBe(SCRIPT)
      expect((await ask('/manifest.webmanifest')).headers.get('content-type')).toContain('json')
    })

    it('has hashed files kept for ever, and asks again for what an office edits', async () => {
      expect((await ask('/assets/main-AbCd_123.js')).headers.get('cache-control')).toContain('immutable')
      for (const path of ['/', '/sw.js', '/config.json', '/layers/parcels.fgb']) {
        const first = await ask(path)
        expect([path, first.headers.get('cache-control')]).toEqual([path, 'no-cache'])
        const again = await ask(path, { 'If-None-Match': first.headers.get('etag') ?? 'none' })
        expect([path, again.status]).toEqual([path, 304])
      }
    })

    it('hides dot files and takes nothing in', async () => {
      expect((await ask('/.git/config')).status).toBe(404)
      expect((await fetch(`${base}/config.json`, { method: 'POST', body: 'x' })).status).toBeGreaterThanOrEqual(403)
    })
  })
}

async function freePort(): Promise<number> {
  const probe = createServer()
  const port = await listen(probe, { port: 0 })
  await new Promise((resolve) => probe.close(resolve))
  return port
}
