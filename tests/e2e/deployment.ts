import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createStaticServer, listen } from '../../scripts/serve.mjs'

const DIST = join(import.meta.dirname, '../../dist')

export interface Deployment {
  readonly url: string
  readonly root: string
  /** as an office would with a text editor, while the server runs */
  write(path: string, content: string): void
  /** The server is gone; the folder stays. */
  stop(): Promise<void>
  /** It is back, at the same address. */
  restart(): Promise<void>
  close(): Promise<void>
}

/**
 * What an office does: takes the built folder, puts its own files over it, and serves it.
 * @param overlay folder whose files replace those of the build; the shipped layers are left out
 */
export async function deploy(overlay: string | null, files: Readonly<Record<string, string>> = {}): Promise<Deployment> {
  const root = mkdtempSync(join(tmpdir(), 'deployment-'))
  cpSync(DIST, root, { recursive: true, filter: (path) => path !== join(DIST, 'layers') })
  if (overlay) cpSync(overlay, root, { recursive: true })
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  for (const [path, content] of Object.entries(files)) write(path, content)
  let server = createStaticServer({ root })
  const port = await listen(server, { port: 0 })
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return {
    url: `http://127.0.0.1:${port}/`,
    root,
    write,
    stop,
    async restart() {
      server = createStaticServer({ root })
      if ((await listen(server, { port })) !== port) throw new Error(`port ${port} was taken meanwhile`)
    },
    async close() {
      await stop()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
