// npm start [-- --port 8080 --host 0.0.0.0]: installs, builds what is missing, serves the production build.
import { buildApp, buildLayers, checkNode, install } from './steps.mjs'

try {
  checkNode()
  if (await step('安装依赖 · installing', install)) console.log('  ✓')
  if (await step('生成示例图层 · building the demonstration layers', buildLayers)) console.log('  ✓')
  if (await step('构建 · building', buildApp)) console.log('  ✓')
  const { serveFromCommandLine } = await import('./serve.mjs')
  await serveFromCommandLine(process.argv.slice(2))
} catch (error) {
  console.error(`\n✗ ${error.message}\n`)
  process.exitCode = 1
}

/** Says what is being waited for, once it takes long enough to wonder. */
async function step(title, work) {
  const timer = setTimeout(() => console.log(`${title} …`), 300)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
  }
}
