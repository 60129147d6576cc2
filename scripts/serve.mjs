// A small static server for the built folder: what a deployment's web server must do, done right in one file.
// node scripts/serve.mjs [--root dist] [--port 4370] [--host 127.0.0.1]
import { createReadStream } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { gzip } from 'node:zlib'

export const DEFAULT_PORT = 4370

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.tif': 'image/tiff',
  '.zip': 'application/zip',
}
// data files stay as they are, so that a byte range of the file is a byte range of the answer
const COMPRESSED = new Set(['.html', '.js', '.mjs', '.css', '.json', '.webmanifest', '.svg', '.txt', '.xml', '.wasm'])
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/
/** Workers that run compiled libraries (SQLite, GDAL): they alone may compile WebAssembly; the page and all else may not. */
const COMPILES = /^\/assets\/(formats|gdal)\.worker-[\w-]+\.js$/
const compress = promisify(gzip)

/**
 * The policy that index.html and src/open.ts put together, for the header: workers obey only their own answer's header.
 * @param {string} root the built folder
 * @param {string} [path] of the answer
 */
export async function policyOf(root, path = '/') {
  const page = await readFile(join(root, 'index.html'), 'utf8').catch(() => '')
  const fixed = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1] ?? "script-src 'self'"
  const { parse } = await import('jsonc-parser')
  const config = parse(await readFile(join(root, 'config.json'), 'utf8').catch(() => '{}'), [], { allowTrailingComma: true })
  const named = Array.isArray(config?.allowedHosts) ? config.allowedHosts : []
  const hosts = named.filter((host) => /^https:\/\/[\w.*-]+(:\d+)?$/.test(host))
  const reachable = ["'self'", ...hosts].join(' ')
  const scripts = COMPILES.test(path) ? fixed.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'") : fixed
  return `default-src 'none'; ${scripts}; connect-src ${reachable}; img-src data: blob: ${reachable}; frame-ancestors 'none'`
}

/**
 * @param {{ root: string }} options
 * @returns {import('node:http').Server}
 */
export function createStaticServer({ root }) {
  const folder = resolve(root)
  const compressed = new Map()

  async function answer(request, response) {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, { Allow: 'GET, HEAD' })
    const path = pathOf(request.url)
    const file = path === null ? null : await find(folder, path)
    if (!file) return refuse(response, 404)
    const extension = extname(file.name)
    const canCompress = COMPRESSED.has(extension)
    const headers = {
      'Content-Type': TYPES[extension] ?? 'application/octet-stream',
      'Cache-Control': HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      'Last-Modified': new Date(file.mtimeMs).toUTCString(),
      'Accept-Ranges': 'bytes',
      'Content-Security-Policy': await policyOf(folder, path),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      ...(canCompress ? { Vary: 'Accept-Encoding' } : {}),
    }
    const tag = `"${file.size.toString(36)}-${Math.round(file.mtimeMs).toString(36)}"`
    const range = rangeOf(request.headers, tag, headers['Last-Modified'], file.size)
    if (range === 'unsatisfiable') return refuse(response, 416, { 'Content-Range': `bytes */${file.size}` })
    if (range) {
      Object.assign(headers, { ETag: tag, 'Content-Range': `bytes ${range.start}-${range.end}/${file.size}` })
      return send(request, response, 206, headers, file.name, range.start, range.end)
    }
    const zips = canCompress && /\bgzip\b(?!;q=0(\.0*)?(,|$))/.test(request.headers['accept-encoding'] ?? '')
    headers.ETag = zips ? tag.replace(/"$/, '-gz"') : tag
    if ((request.headers['if-none-match'] ?? '').split(/\s*,\s*/).some((known) => known.replace(/^W\//, '') === headers.ETag)) {
      response.writeHead(304, headers)
      return response.end()
    }
    if (!zips) return send(request, response, 200, headers, file.name, 0, file.size - 1)
    const bytes = await zipped(file)
    response.writeHead(200, { ...headers, 'Content-Encoding': 'gzip', 'Content-Length': bytes.length })
    response.end(request.method === 'HEAD' ? undefined : bytes)
  }

  /** A neighbour file.gz that is not older, else compressed once and kept. */
  async function zipped(file) {
    const kept = compressed.get(file.name)
    if (kept?.mtimeMs === file.mtimeMs && kept.size === file.size) return kept.bytes
    const neighbour = await stat(`${file.name}.gz`).catch(() => null)
    const isFresh = neighbour !== null && neighbour.mtimeMs >= file.mtimeMs
    const bytes = isFresh ? await readFile(`${file.name}.gz`) : await compress(await readFile(file.name), { level: 6 })
    compressed.set(file.name, { mtimeMs: file.mtimeMs, size: file.size, bytes })
    return bytes
  }

  return createServer((request, response) => {
    answer(request, response).catch((error) => {
      // taken away while it was asked for
      const isGone = error?.code === 'ENOENT'
      if (!isGone) console.error(error)
      if (response.headersSent) response.destroy()
      else refuse(response, isGone ? 404 : 500)
    })
  })
}

function refuse(response, status, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff', ...headers })
  response.end(`${status}\n`)
}

function send(request, response, status, headers, name, start, end) {
  response.writeHead(status, { ...headers, 'Content-Length': end - start + 1 })
  if (request.method === 'HEAD' || end < start) return response.end()
  const stream = createReadStream(name, { start, end })
  stream.on('error', () => response.destroy())
  response.on('close', () => stream.destroy())
  stream.pipe(response)
}

/** The decoded path, or null when it cannot be one of ours. */
function pathOf(url = '/') {
  try {
    const path = decodeURIComponent(url.split(/[?#]/, 1)[0])
    const isOurs = path.startsWith('/') && !/[\0\\]/.test(path) && !path.split('/').some((part) => part.startsWith('.'))
    return isOurs ? path : null
  } catch {
    return null
  }
}

async function find(folder, path) {
  const wanted = join(folder, path.endsWith('/') ? `${path}index.html` : path)
  // a link inside the folder must not lead out of it
  const name = await realpath(wanted).catch(() => null)
  if (!name?.startsWith((await realpath(folder)) + sep)) return null
  const found = await stat(name)
  return found.isFile() ? { name, size: found.size, mtimeMs: found.mtimeMs } : null
}

/** RFC 9110 §14: one range; several are answered with the whole file, as the standard allows. */
function rangeOf(headers, tag, modified, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '')
  if (!match || (!match[1] && !match[2])) return null
  const condition = headers['if-range']
  if (condition && condition !== tag && condition !== modified) return null
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]))
  const end = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1
  return start >= size || end < start ? 'unsatisfiable' : { start, end }
}

/** Listens on `port`, or on the next one that is free. */
export async function listen(server, { port = DEFAULT_PORT, host = '127.0.0.1', attempts = 20 } = {}) {
  for (let candidate = port; ; candidate++) {
    const error = await new Promise((settle) => {
      server.once('error', settle)
      server.listen(candidate, host, () => {
        server.off('error', settle)
        settle(null)
      })
    })
    if (!error) return server.address().port
    if (error.code !== 'EADDRINUSE' || candidate >= port + attempts - 1) throw error
  }
}

export async function serveFromCommandLine(args) {
  const { values } = parseArgs({
    args,
    options: { root: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' } },
  })
  const root = values.root ?? join(import.meta.dirname, '../dist')
  const host = values.host ?? '127.0.0.1'
  const wanted = Number(values.port ?? process.env.PORT ?? DEFAULT_PORT)
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65535) throw new Error(`not a port: ${values.port ?? process.env.PORT}`)
  const server = createStaticServer({ root })
  const port = await listen(server, { port: wanted, host })
  console.log(`\n  一张图 One Map   http://${host === '0.0.0.0' ? 'localhost' : host}:${port}/\n  Ctrl+C 结束 to stop\n`)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await serveFromCommandLine(process.argv.slice(2))
