import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createStaticServer, listen } from '../../scripts/serve.mjs'

const DIST = join(import.meta.dirname, '../../dist')

export interface Deployment {
  readonly url: string
  readonly root: string
  /** as an office would with a text editor, while the server runs */
  write(path: string, content: string): void
  /** Requests for which `isHeld` is true get no answer from now on. */
  hold(isHeld: (path: string, range: string) => boolean): void
  /** The server is gone; the folder stays. */
  stop(): Promise<void>
  /** It is back, at the same address. */
  restart(): Promise<void>
  close(): Promise<void>
}

/**
 * What an office does: takes the built folder, puts its own files over it, and serves it.
 * @param overlay folder whose files replace those of the build; the shipped layers are left out
 * @param at the host's folder in which it is served, with a slash at both ends
 */
export async function deploy(
  overlay: string | null,
  files: Readonly<Record<string, string>> = {},
  at = '/',
): Promise<Deployment> {
  const root = mkdtempSync(join(tmpdir(), 'deployment-'))
  cpSync(DIST, root, { recursive: true, filter: (path) => path !== join(DIST, 'layers') })
  if (overlay) cpSync(overlay, root, { recursive: true })
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  for (const [path, content] of Object.entries(files)) write(path, content)
  let isHeld = (_path: string, _range: string) => false
  const make = (): Server => {
    const made = createStaticServer({ root })
    const [serve] = made.listeners('request')
    made.removeAllListeners('request')
    made.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const { url = '' } = request
      // nothing else is on this host
      if (!url.startsWith(at)) return void response.writeHead(404).end()
      request.url = url.slice(at.length - 1)
      if (!isHeld(request.url, request.headers.range ?? '')) serve.call(made, request, response)
    })
    return made
  }
  let server = make()
  const port = await listen(server, { port: 0 })
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return {
    url: `http://127.0.0.1:${port}${at}`,
    root,
    write,
    hold(next) {
      isHeld = next
    },
    stop,
    async restart() {
      server = make()
      if ((await listen(server, { port })) !== port) throw new Error(`port ${port} was taken meanwhile`)
    },
    async close() {
      await stop()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
