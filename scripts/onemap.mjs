// onemap info|analyze|convert …: the command line. Bundles src for Node into .cache/cli when a source has changed, then runs it.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildCli, checkNode, ROOT } from './steps.mjs'

let script
try {
  checkNode()
  if (!existsSync(join(ROOT, 'node_modules/vite')))
    throw new Error('依赖尚未安装，请先运行 npm ci · not installed yet: run npm ci first')
  script = await buildCli()
} catch (error) {
  if (process.argv.includes('--json'))
    process.stdout.write(`${JSON.stringify({ error: { code: 'cli.build', detail: { message: error.message } } })}\n`)
  process.stderr.write(`${error.message}\n`)
  process.exit(3)
}
await import(pathToFileURL(script).href)
