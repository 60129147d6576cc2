import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { createServer, get, type IncomingHttpHeaders, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { contentPolicy } from '../src/app/content-policy.ts'

vi.mock('node:fs/promises', { spy: true })
// another file may have loaded it without the spy
vi.resetModules()
const { createStaticServer, listen, policyOf } = await import('./serve.mjs')

const FIXED = "script-src 'self'; style-src 'self'"
const PAGE = `<meta http-equiv="Content-Security-Policy" content="${FIXED}" />`
const DATA = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251))
let root: string
let server: Server
let port: number

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'serve-'))
  mkdirSync(join(root, 'assets'))
  mkdirSync(join(root, 'layers'))
  mkdirSync(join(root, '.hidden'))
  writeFileSync(join(root, 'index.html'), PAGE)
  writeFileSync(
    join(root, 'config.json'),
    '{ "allowedHosts": ["https://a.example", "javascript:alert(1); script-src *"], // note\n }',
  )
  writeFileSync(join(root, 'assets/main-AbCd1234.js'), 'export {}\n'.repeat(200))
  writeFileSync(join(root, 'layers/parcels.fgb'), DATA)
  writeFileSync(join(root, 'layers/空白.json'), '{}')
  writeFileSync(join(root, '.hidden/secret.txt'), 'secret')
  symlinkSync('/etc', join(root, 'layers/out'))
  server = createStaticServer({ root })
  port = await listen(server, { port: 0 })
})
afterAll(() => {
  server.close()
  rmSync(root, { recursive: true })
})

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}
/** The path goes out exactly as written: fetch would tidy "..". */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = get({ port, path, headers, method, host: '127.0.0.1' }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      )
    })
    request.on('error', reject)
  })
}

describe('the static server', () => {
  it('answers a range with just that range', async () => {
    const part = await ask('/layers/parcels.fgb', { Range: 'bytes=10-19', 'Accept-Encoding': 'gzip' })
    expect(part.status).toBe(206)
    expect(part.headers['content-range']).toBe('bytes 10-19/1000')
    expect(part.headers['content-encoding']).toBeUndefined()
    expect(part.body).toEqual(DATA.subarray(10, 20))
    expect((await ask('/layers/parcels.fgb', { Range: 'bytes=-5' })).body).toEqual(DATA.subarray(995))
    expect((await ask('/layers/parcels.fgb', { Range: 'bytes=990-' })).body).toEqual(DATA.subarray(990))
    expect((await ask('/layers/parcels.fgb', { Range: 'bytes=990-5000' })).headers['content-range']).toBe('bytes 990-999/1000')
  })

  it('refuses a range beyond the end and ignores one it cannot read', async () => {
    const beyond = await ask('/layers/parcels.fgb', { Range: 'bytes=1000-' })
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, 'bytes */1000'])
    expect((await ask('/layers/parcels.fgb', { Range: 'bytes=5-2' })).status).toBe(416)
    for (const range of ['bytes=0-1,5-6', 'lines=1-2', 'bytes=-'])
      expect((await ask('/layers/parcels.fgb', { Range: range })).body).toEqual(DATA)
  })

  it('answers 304 to its own tag, and the whole file when If-Range does not match', async () => {
    const first = await ask('/layers/parcels.fgb')
    const tag = String(first.headers.etag)
    expect((await ask('/layers/parcels.fgb', { 'If-None-Match': `W/${tag}` })).status).toBe(304)
    expect((await ask('/layers/parcels.fgb', { 'If-Range': tag, Range: 'bytes=0-0' })).status).toBe(206)
    expect((await ask('/layers/parcels.fgb', { 'If-Range': '"other"', Range: 'bytes=0-0' })).status).toBe(200)
  })

  it('compresses text for those who ask, and never data', async () => {
    const plain = await ask('/assets/main-AbCd1234.js')
    const small = await ask('/assets/main-AbCd1234.js', { 'Accept-Encoding': 'gzip, br' })
    expect(small.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(small.body)).toEqual(plain.body)
    expect(small.headers.etag).not.toBe(plain.headers.etag)
    expect((await ask('/assets/main-AbCd1234.js', { 'Accept-Encoding': 'gzip;q=0' })).headers['content-encoding']).toBeUndefined()
    expect((await ask('/layers/parcels.fgb', { 'Accept-Encoding': 'gzip' })).headers['content-encoding']).toBeUndefined()
  })

  it('lets hashed files be kept for ever, and has the rest asked for again', async () => {
    expect((await ask('/assets/main-AbCd1234.js')).headers['cache-control']).toContain('immutable')
    for (const path of ['/', '/config.json', '/layers/parcels.fgb'])
      expect((await ask(path)).headers['cache-control']).toBe('no-cache')
  })

  it('sends types that a browser accepts', async () => {
    expect((await ask('/')).headers['content-type']).toBe('text/html; charset=utf-8')
    expect((await ask('/assets/main-AbCd1234.js')).headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect((await ask('/layers/parcels.fgb')).headers['content-type']).toBe('application/octet-stream')
    expect((await ask('/layers/%E7%A9%BA%E7%99%BD.json')).headers['content-type']).toContain('application/json')
  })

  it('stays inside its folder', async () => {
    for (const path of [
      '/../../etc/passwd',
      '/..%2f..%2fetc/passwd',
      '/layers/out/passwd',
      '/.hidden/secret.txt',
      '/%00',
      '/%E0%A4%A',
      '/layers',
      '/..\\etc',
      '//etc/passwd',
    ])
      expect([path, (await ask(path)).status]).toEqual([path, 404])
  })

  it('answers 404, without a trace in the log, when its folder has been taken away', async () => {
    const gone = mkdtempSync(join(tmpdir(), 'serve-gone-'))
    writeFileSync(join(gone, 'index.html'), PAGE)
    const other = createStaticServer({ root: gone })
    const otherPort = await listen(other, { port: 0 })
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    // found, and gone before it is read
    vi.mocked(realpath).mockImplementationOnce(async (path) => {
      rmSync(gone, { recursive: true })
      return String(path)
    })
    const { status } = await fetch(`http://127.0.0.1:${otherPort}/`)
    expect([status, log.mock.calls]).toEqual([404, []])
    log.mockRestore()
    other.close()
  })

  it('only reads', async () => {
    expect((await ask('/', {}, 'POST')).status).toBe(405)
    const head = await ask('/layers/parcels.fgb', {}, 'HEAD')
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '1000', 0])
  })

  it('sends the policy that the page itself makes, and lets no configuration widen another directive', async () => {
    const header = String((await ask('/')).headers['content-security-policy'])
    expect(header).toBe(`${contentPolicy(FIXED, ['https://a.example'])}; frame-ancestors 'none'`)
    expect(await policyOf(join(import.meta.dirname, '..'))).toMatch(/; script-src 'self'[^;]*; .*; connect-src 'self'; img-src /)
  })

  it('goes to the next port when one is taken', async () => {
    const taken = createServer()
    const first = await listen(taken, { port: 0 })
    const second = createStaticServer({ root })
    expect(await listen(second, { port: first })).toBeGreaterThan(first)
    taken.close()
    second.close()
  })
})

describe('index.html', () => {
  it('holds no inline script, no inline style and nothing from elsewhere', () => {
    const page = readFileSync(join(import.meta.dirname, '../index.html'), 'utf8')
    expect(page.match(/<script/g)).toHaveLength(1)
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|(src|href)="(https?:)?\/\//)
    expect(page).not.toMatch(/unsafe-inline|'unsafe-eval'|connect-src|default-src|img-src [^a]/)
  })
})
