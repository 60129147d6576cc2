export type ValueType = 'number' | 'text' | 'date'
/** NaN is null for numbers and dates. */
export type Scalar = number | string | null

export interface FunctionDefinition {
  readonly name: string
  readonly aliases?: readonly string[]
  /** of each argument; the last stands for all further ones where `most` is greater */
  readonly takes: readonly ValueType[]
  readonly least: number
  readonly most: number
  readonly gives: ValueType
  /** null for a null argument, unless `seesNull` */
  readonly seesNull?: boolean
  readonly run: (...args: never[]) => Scalar
}

const MANY = 20

function define(
  name: string,
  takes: readonly ValueType[],
  gives: ValueType,
  run: (...args: never[]) => Scalar,
  rest: Partial<FunctionDefinition> = {},
): FunctionDefinition {
  return { name, takes, gives, run, least: takes.length, most: takes.length, ...rest }
}

/** Half away from zero on the decimal digits that are seen, as figures are printed. */
function rounded(value: number, decimals: number): number {
  const places = Math.min(15, Math.max(-15, Math.trunc(decimals)))
  const shifted = Number(`${Math.abs(value)}e${places}`)
  if (!Number.isFinite(shifted)) return value
  return Math.sign(value) * Number(`${Math.round(shifted)}e${-places}`)
}

const time = (value: number) => new Date(value)

/** `if` and `coalesce` are known to check.ts and compile.ts, since their types follow their arguments. */
export const FUNCTIONS: readonly FunctionDefinition[] = [
  define('abs', ['number'], 'number', (a: number) => Math.abs(a)),
  define('round', ['number', 'number'], 'number', (a: number, n: number = 0) => rounded(a, n), { least: 1 }),
  define('floor', ['number'], 'number', (a: number) => Math.floor(a)),
  define('ceil', ['number'], 'number', (a: number) => Math.ceil(a)),
  define('sqrt', ['number'], 'number', (a: number) => Math.sqrt(a)),
  define('least', ['number'], 'number', (...all: number[]) => Math.min(...all), { aliases: ['min'], most: MANY }),
  define('greatest', ['number'], 'number', (...all: number[]) => Math.max(...all), { aliases: ['max'], most: MANY }),
  define('len', ['text'], 'number', (a: string) => [...a].length, { aliases: ['length', '长度'] }),
  define('upper', ['text'], 'text', (a: string) => a.toUpperCase()),
  define('lower', ['text'], 'text', (a: string) => a.toLowerCase()),
  define('trim', ['text'], 'text', (a: string) => a.trim()),
  define('left', ['text', 'number'], 'text', (a: string, n: number) => [...a].slice(0, Math.max(0, n)).join('')),
  define('right', ['text', 'number'], 'text', (a: string, n: number) => (n > 0 ? [...a].slice(-n).join('') : '')),
  define(
    'substr',
    ['text', 'number', 'number'],
    'text',
    (a: string, from: number, count: number = Number.POSITIVE_INFINITY) =>
      [...a].slice(Math.max(0, from - 1), Math.max(0, from - 1 + count)).join(''),
    { least: 2, aliases: ['截取'] },
  ),
  define('replace', ['text', 'text', 'text'], 'text', (a: string, what: string, by: string) =>
    what ? a.split(what).join(by) : a,
  ),
  define('concat', ['text'], 'text', (...all: (string | null)[]) => all.map((word) => word ?? '').join(''), {
    most: MANY,
    seesNull: true,
  }),
  define('num', ['text'], 'number', (a: string) => (a.trim() === '' ? Number.NaN : Number(a))),
  define('text', ['number'], 'text', (a: number) => String(a)),
  define('year', ['date'], 'number', (a: number) => time(a).getUTCFullYear(), { aliases: ['年'] }),
  define('month', ['date'], 'number', (a: number) => time(a).getUTCMonth() + 1, { aliases: ['月'] }),
  define('day', ['date'], 'number', (a: number) => time(a).getUTCDate(), { aliases: ['日'] }),
]

const byName = new Map(FUNCTIONS.flatMap((each) => [each.name, ...(each.aliases ?? [])].map((name) => [name, each] as const)))

export function functionOf(name: string): FunctionDefinition | undefined {
  return byName.get(name.toLowerCase())
}
