import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findChromium } from './find-chromium.mjs'

const isOnPath = (name) =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].some((folder) => existsSync(join(folder, name)))
const hasChineseFont = () => spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).stdout?.trim().length > 0
const hasPostgis = () => {
  const shared = '/usr/share/postgresql'
  return (
    existsSync(shared) && readdirSync(shared).some((version) => existsSync(join(shared, version, 'extension/postgis.control')))
  )
}

/** Programs of the system that tests use, with the names of their Debian packages; `without` the optional ones something is not tested. */
export const PROGRAMS = [
  { name: 'Chromium', packages: ['chromium', 'fonts-noto-cjk'], isHere: () => findChromium() !== null, without: null },
  {
    name: 'a Chinese font',
    packages: ['fonts-noto-cjk', 'fontconfig'],
    isHere: () => process.platform !== 'linux' || hasChineseFont(),
    without: 'screenshots show boxes for Chinese',
  },
  { name: 'nginx', packages: ['nginx-light'], isHere: () => isOnPath('nginx'), without: 'docs/deploy/nginx.conf is not tested' },
  { name: 'Caddy', packages: ['caddy'], isHere: () => isOnPath('caddy'), without: 'docs/deploy/Caddyfile is not tested' },
  { name: 'GDAL', packages: ['gdal-bin'], isHere: () => isOnPath('ogrinfo'), without: 'written files are not read by GDAL' },
  { name: 'GDAL', packages: ['gdal-bin'], isHere: () => isOnPath('ogr2ogr'), without: 'files are not compared with GDAL' },
  {
    name: 'PostgreSQL with PostGIS',
    packages: ['postgresql', 'postgresql-postgis'],
    isHere: hasPostgis,
    without: 'SQL is tested in the embedded database only',
  },
]

/** The command that installs these packages on Debian. @param {readonly string[]} packages */
export const installCommand = (packages) => `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`

/** Whether this system lets us install its packages: Debian, as root. */
export function canInstall() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return /^ID=debian$/m.test(release) && process.getuid?.() === 0
}

/**
 * Installs what is missing: for CI all that a test can use, elsewhere only what no test of its kind can do without.
 * @param {{ programs?: typeof PROGRAMS; isComplete: boolean; mayInstall?: boolean; run: (command: string) => Promise<void>; say: (line: string) => void }} options
 * @throws {Error} when a needed program is still missing afterwards
 */
export async function provide({ programs = PROGRAMS, isComplete, mayInstall = canInstall(), run, say }) {
  const missing = programs.filter(({ isHere }) => !isHere())
  const wanted = missing.filter(({ without }) => without === null || isComplete)
  if (wanted.length > 0 && mayInstall) {
    const all = installCommand([...new Set(wanted.flatMap(({ packages }) => packages))])
    await run(all).catch(async (error) => {
      say(`  ${error.message}`)
      // one package that this release lacks must not keep the others away
      for (const { packages } of wanted) await run(installCommand(packages)).catch(({ message }) => say(`  ${message}`))
    })
  }
  for (const { name, packages, isHere, without } of missing) {
    if (isHere()) continue
    const remedy = `on Debian, as root: ${installCommand(packages)}`
    if (without === null)
      throw new Error(`${name} was not found. Install it, ${remedy}; or name it: CHROMIUM_PATH=/path/to/chromium npm test`)
    say(`  ${name} was not found: ${without}; ${remedy}`)
  }
}
