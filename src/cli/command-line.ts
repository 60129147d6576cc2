import { usage } from './cli-error.ts'

export interface CommandLine {
  readonly command: 'info' | 'analyze' | 'convert' | 'layers' | 'help' | 'version'
  /** the words that are no options, in order, without the command itself */
  readonly words: readonly string[]
  /** name → values in the order given, from --set name=value */
  readonly sets: ReadonlyMap<string, readonly string[]>
  readonly out: readonly string[]
  readonly isJson: boolean
  /** null: both languages in help, English elsewhere */
  readonly language: 'zh' | 'en' | null
  readonly unit: 'm2' | 'ha' | 'mu'
  readonly geometry: 'dissolved' | 'collected'
  readonly engine: 'local' | 'sql' | 'postgis'
  readonly dialect: 'postgis' | 'sedona'
  readonly connect: string | null
  readonly toCrs: string | null
  /** null: one a processor */
  readonly threads: number | null
  readonly doesRepair: boolean
  /** how to read the files, where they do not say it themselves; '' as key: all files, else the name of a parameter */
  readonly crs: ReadonlyMap<string, string>
  readonly encoding: ReadonlyMap<string, string>
  /** options of the command layers that were given */
  readonly named: ReadonlyMap<string, string>
}

const COMMANDS = ['info', 'analyze', 'convert', 'layers', 'help', 'version'] as const
const CHOICES = {
  '--lang': ['zh', 'en'],
  '--unit': ['m2', 'ha', 'mu'],
  '--geometry': ['dissolved', 'collected'],
  '--engine': ['local', 'sql', 'postgis'],
  '--dialect': ['postgis', 'sedona'],
} as const
/** Of the command layers: where, under which name, and what the catalog says of it. */
const NAMED = [
  '--id',
  '--folder',
  '--group',
  '--title-zh',
  '--title-en',
  '--source-zh',
  '--source-en',
  '--licence',
  '--columns',
  '--date',
] as const
const WITH_VALUE: readonly string[] = [
  '--set',
  '--out',
  '--to-crs',
  '--crs',
  '--encoding',
  '--connect',
  '--threads',
  ...NAMED,
  ...Object.keys(CHOICES),
]

/** Whether the answer is to be JSON, asked before anything else can go wrong. */
export function wantsJson(words: readonly string[]): boolean {
  return words.includes('--json')
}

/**
 * `--name value` and `--name=value`; `--` ends the options. Nothing is guessed: an unknown option or a missing value is wrong usage.
 * @throws CliError cli.noCommand, cli.command, cli.option, cli.value, cli.set, cli.choice, cli.threads
 */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const words: string[] = []
  const options = new Map<string, string[]>()
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]
    if (word === '--') {
      words.push(...argv.slice(i + 1))
      break
    }
    if (word === '-h' || word === '-V') options.set(word === '-h' ? '--help' : '--version', [])
    else if (!word.startsWith('-') || word === '-') words.push(word)
    else {
      const equals = word.indexOf('=')
      const name = equals < 0 ? word : word.slice(0, equals)
      if (['--json', '--help', '--version', '--repair'].includes(name) && equals < 0) options.set(name, [])
      else if (!WITH_VALUE.includes(name)) throw usage('cli.option', { option: name })
      else {
        const value = equals < 0 ? argv[++i] : word.slice(equals + 1)
        // '--out --json' is a forgotten value, not a file of that name
        if (value === undefined || value === '' || (equals < 0 && value.startsWith('--')))
          throw usage('cli.value', { option: name })
        options.set(name, [...(options.get(name) ?? []), value])
      }
    }
  }
  const pairs = (name: string) => (options.get(name) ?? []).map(splitPair)
  const choice = <N extends keyof typeof CHOICES>(name: N): (typeof CHOICES)[N][number] | null => {
    const value = options.get(name)?.at(-1)
    if (value === undefined) return null
    const allowed: readonly string[] = CHOICES[name]
    if (!allowed.includes(value)) throw usage('cli.choice', { option: name, value, allowed: allowed.join(' ') })
    return value as (typeof CHOICES)[N][number]
  }
  return {
    command: commandOf(words.shift(), options),
    words,
    sets: groupSets(options.get('--set') ?? []),
    out: options.get('--out') ?? [],
    isJson: options.has('--json'),
    language: choice('--lang'),
    unit: choice('--unit') ?? 'm2',
    geometry: choice('--geometry') ?? 'dissolved',
    engine: choice('--engine') ?? (options.has('--connect') ? 'postgis' : 'local'),
    dialect: choice('--dialect') ?? 'postgis',
    connect: options.get('--connect')?.at(-1) ?? null,
    threads: threadsOf(options.get('--threads')?.at(-1)),
    doesRepair: options.has('--repair'),
    toCrs: options.get('--to-crs')?.at(-1) ?? null,
    crs: new Map(pairs('--crs')),
    encoding: new Map(pairs('--encoding')),
    named: new Map(
      NAMED.flatMap((name) => (options.get(name)?.at(-1) === undefined ? [] : [[name, options.get(name)?.at(-1) as string]])),
    ),
  }
}

const MOST_THREADS = 64

function threadsOf(value: string | undefined): number | null {
  if (value === undefined) return null
  const threads = Number(value)
  if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS)
    throw usage('cli.threads', { value, most: MOST_THREADS })
  return threads
}

function commandOf(word: string | undefined, options: ReadonlyMap<string, unknown>): CommandLine['command'] {
  if (options.has('--help')) return 'help'
  if (options.has('--version')) return 'version'
  if (word === undefined) throw usage('cli.noCommand')
  const command = COMMANDS.find((each) => each === word)
  if (!command) throw usage('cli.command', { command: word, allowed: COMMANDS.slice(0, 4).join(' ') })
  return command
}

function groupSets(values: readonly string[]): Map<string, string[]> {
  const sets = new Map<string, string[]>()
  for (const value of values) {
    const at = value.indexOf('=')
    if (at < 1) throw usage('cli.set', { value })
    const name = value.slice(0, at)
    sets.set(name, [...(sets.get(name) ?? []), value.slice(at + 1)])
  }
  return sets
}

/** 'subject=EPSG:4528' is for the parameter subject, 'EPSG:4528' for all. A PROJ string holds '=' but begins with '+'. */
function splitPair(value: string): [string, string] {
  const at = value.startsWith('+') ? -1 : value.indexOf('=')
  return at < 1 ? ['', value] : [value.slice(0, at), value.slice(at + 1)]
}
