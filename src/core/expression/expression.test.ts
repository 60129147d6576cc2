import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withAreas } from '../attributes/area-column.ts'
import { AppError } from '../errors.ts'
import { AREA_FIELD, type Column, type FieldInfo, type Table } from '../table.ts'
import { passingRows } from '../tiling/filter.ts'
import { makeFabric } from '../tiling/test-fabric.ts'
import { compileExpression, fieldsOf } from './compile.ts'
import { expressionCondition } from './expression-condition.ts'
import { matchesPattern } from './pattern.ts'
import { printExpression } from './print.ts'
import { readExpression } from './read-expression.ts'
import { schemaOf } from './table-schema.ts'

const text = (name: string, words: readonly (string | null)[]): Column => {
  const dictionary = [...new Set(words)]
  return { name, type: 'text', codes: Uint32Array.from(words, (word) => dictionary.indexOf(word)), dictionary }
}
const number = (name: string, values: readonly (number | null)[]): Column => ({
  name,
  type: 'number',
  values: Float64Array.from(values, (value) => value ?? Number.NaN),
})
const table: Table = {
  ...makeFabric({ columns: 3, lines: 2 }),
  columns: [
    text('DLBM', ['0101', '0305', '1106', '1104A', null, '0101']),
    text('QLR', ['张三', '李四', 'Wang', "O'Neil", '', '100%']),
    number('TBMJ', [1000, 2000, null, 40_000, 5, 0]),
    number('HA', [1, 2, 3, 4, 5, null]),
    { name: 'RQ', type: 'date', values: Float64Array.from([0, Date.UTC(2026, 2, 31), Number.NaN, 1, 2, 3]) },
    { name: 'OK', type: 'boolean', values: Uint8Array.of(1, 0, 255, 1, 0, 1) },
    text('BH', ['2', '10', '9', 'x', null, '100']),
  ],
}
const fields: readonly FieldInfo[] = [
  { name: 'DLBM', label: { zh: '地类', en: 'Land class' }, codes: 'dl' },
  { name: 'QLR', label: { zh: '权利人', en: 'Holder' } },
  { name: 'TBMJ', label: { zh: '图斑面积', en: 'Area' }, unit: 'm2' },
  { name: 'HA', label: { zh: '公顷数', en: 'Hectares' }, unit: 'ha' },
]
const codeLists = {
  dl: {
    id: 'dl',
    title: { zh: '', en: '' },
    entries: [
      { code: '0101', label: { zh: '水田', en: 'Paddy' } },
      { code: '1106', label: { zh: '内陆滩涂', en: 'Inland tidal flat' } },
    ],
  },
}
const schema = schemaOf(table, fields, codeLists)
// 50 mu are 33 333.3 m²
const AREAS = [100_000, 33_000, 34_000, 666.67, 20_000 / 3, Number.NaN]
const whole = withAreas(table, Float64Array.from(AREAS))

const rowsOf = (source: string, by = schema) => {
  const { truth } = compileExpression(readExpression(source, by), whole)
  return [0, 1, 2, 3, 4, 5].filter((row) => truth(row) === 1)
}
const valuesOf = (source: string) => {
  const node = readExpression(source, schema)
  const compiled = compileExpression(node, whole)
  return [0, 1, 2, 3, 4, 5].map((row) => {
    if (node.type === 'text') return compiled.text(row)
    if (node.type === 'boolean') return compiled.truth(row)
    const value = compiled.number(row)
    return Number.isNaN(value) ? null : value
  })
}
const fault = (source: string): readonly [string, unknown] => {
  try {
    readExpression(source, schema)
  } catch (error) {
    if (error instanceof AppError) return [error.code, error.detail.at]
    throw error
  }
  return ['nothing', 0]
}

describe('conditions', () => {
  it('reads the question of the search box', () => {
    expect(rowsOf('亩 > 50 and 地类 = 1106')).toEqual([2])
    expect(rowsOf('亩>50和地类=1106')).toEqual([2])
    expect(rowsOf('area_mu >= 10 or DLBM = 1104A')).toEqual([0, 1, 2, 3, 4])
    expect(rowsOf('图形面积 > 3.4 公顷')).toEqual([0])
    expect(rowsOf('公顷 ≥ 3.4')).toEqual([0, 2])
  })
  it('takes a figure as it stands on the screen, in groups of three, and no other gap in a number', () => {
    for (const space of ['\u202f', '\u2009', '\u00a0'])
      expect(readExpression(`TBMJ > 1${space}500.5 and TBMJ < 1${space}000${space}000`, schema)).toEqual(
        readExpression('TBMJ > 1500.5 and TBMJ < 1000000', schema),
      )
    expect(() => readExpression('TBMJ > 1 500', schema)).toThrow()
    expect(() => readExpression('TBMJ > 1\u202f50', schema)).toThrow()
  })
  it('takes codes as text with their zeros, and the name of a code for the code', () => {
    expect(rowsOf('地类 = 0101')).toEqual([0, 5])
    expect(rowsOf('地类 = 101')).toEqual([])
    expect(rowsOf('地类 in (0305, 1104A，内陆滩涂)')).toEqual([1, 2, 3])
    expect(rowsOf("[Land class] = 'paddy'")).toEqual([0, 5])
    expect(rowsOf('地类 != 水田')).toEqual([1, 2, 3])
  })
  it('keeps what is missing out of both sides of a question', () => {
    expect(rowsOf('TBMJ > 500')).toEqual([0, 1, 3])
    expect(rowsOf('not TBMJ > 500')).toEqual([4, 5])
    expect(rowsOf('TBMJ is null')).toEqual([2])
    expect(rowsOf('图斑面积 不为空 且 权利人 为空')).toEqual([4])
    expect(rowsOf('TBMJ = null')).toEqual([])
    expect(rowsOf('OK')).toEqual([0, 3, 5])
    expect(rowsOf('not OK or TBMJ is null')).toEqual([1, 2, 4])
  })
  it('knows between, like, contains, dates and numbers written as text', () => {
    expect(rowsOf('TBMJ between 5 and 1000')).toEqual([0, 4])
    expect(rowsOf('TBMJ not between 5 and 1000')).toEqual([1, 3, 5])
    expect(rowsOf("地类 like '01%'")).toEqual([0, 5])
    expect(rowsOf("权利人 like '%三'")).toEqual([0])
    expect(rowsOf('权利人 包含 wa')).toEqual([2])
    expect(rowsOf("权利人 = 'O''Neil'")).toEqual([3])
    expect(rowsOf("RQ >= '2026-03-31'")).toEqual([1])
    expect(rowsOf('BH > 9')).toEqual([1, 5])
    expect(rowsOf('BH = 10')).toEqual([1])
    expect(rowsOf('num(BH) > 9')).toEqual([1, 5])
  })
  it('a day holds all of its moments, from either side and when read again', () => {
    // rows 0, 3, 4 and 5: midnight and the first three milliseconds of 1 January 1970; row 1: 31 March 2026
    for (const [words, rows] of [
      ["RQ = '1970-01-01'", [0, 3, 4, 5]],
      ["RQ <= '1970-01-01'", [0, 3, 4, 5]],
      ["'1970-01-01' >= RQ", [0, 3, 4, 5]],
      ["RQ > '1970-01-01'", [1]],
      ["'1970-01-01' < RQ", [1]],
      ["RQ != '1970-01-01'", [1]],
      ["RQ between '1969-12-31' and '1970-01-01'", [0, 3, 4, 5]],
      ["RQ in ('1970-01-01', '2026-03-31')", [0, 1, 3, 4, 5]],
      ["RQ < '1970-01-01'", []],
      ['RQ = RQ', [0, 1, 3, 4, 5]],
    ] as const) {
      expect(rowsOf(words), words).toEqual(rows)
      expect(rowsOf(printExpression(readExpression(words, schema))), words).toEqual(rows)
    }
  })
  it('weighs and before or, brackets first', () => {
    expect(rowsOf('TBMJ = 5 or TBMJ = 1000 and OK')).toEqual([0, 4])
    expect(rowsOf('(TBMJ = 5 or TBMJ = 1000) and not OK')).toEqual([4])
  })
})

describe('values', () => {
  it('reckons with signs in their order, never with an infinity', () => {
    expect(valuesOf('1 + 2 * 3 - -4 / 2')[0]).toBe(9)
    expect(valuesOf('TBMJ / (HA - 1)')).toEqual([null, 2000, null, 40_000 / 3, 1.25, null])
    expect(valuesOf('-TBMJ % 3')[0]).toBe(-1)
  })
  it('brings areas of different units together, and leaves bare numbers in the unit beside them', () => {
    expect(valuesOf('TBMJ + HA')).toEqual([11_000, 22_000, null, 80_000, 50_005, null])
    expect(rowsOf('HA > 30 亩')).toEqual([2, 3, 4])
    expect(rowsOf('HA > 3')).toEqual([3, 4])
    expect(valuesOf('TBMJ / HA')[0]).toBe(1000)
  })
  it('has functions', () => {
    expect(valuesOf('round(2.345, 2)')[0]).toBe(2.35)
    expect(valuesOf('round(-2.5)')[0]).toBe(-3)
    expect(valuesOf('abs(-3) + len(权利人)')).toEqual([5, 5, 7, 9, null, 7])
    expect(valuesOf('substr(地类, 1, 2)')).toEqual(['01', '03', '11', '11', null, '01'])
    expect(valuesOf("coalesce(地类, 'none')")[4]).toBe('none')
    expect(valuesOf('if(TBMJ > 1000, 2, 1)')).toEqual([1, 2, 1, 2, 1, 1])
    expect(valuesOf("upper(权利人) + '-' + 地类")[2]).toBe('WANG-1106')
    expect(valuesOf('year(RQ)')).toEqual([1970, 2026, null, 1970, 1970, 1970])
    expect(valuesOf('greatest(TBMJ, 1500)')).toEqual([1500, 2000, null, 40_000, 1500, 1500])
    expect(valuesOf('亩')[0]).toBeCloseTo(150, 9)
  })
})

describe('faults', () => {
  it('say where they are and what was expected there', () => {
    expect(fault('TBMJ >')).toEqual(['expression.expected.value', 7])
    expect(fault('TBMJ > 5 6')).toEqual(['expression.expected.operator', 10])
    expect(fault('(TBMJ > 5')).toEqual(['expression.expected.close', 10])
    expect(fault('地类 in 0101')).toEqual(['expression.expected.open', 7])
    expect(fault('TBMJ between 1 or 2')).toEqual(['expression.expected.and', 16])
    expect(fault("权利人 = 'x")).toEqual(['expression.unclosed', 7])
    expect(fault('TBMJ > 5 # 6')).toEqual(['expression.character', 10])
    // what is near is named, and only where something is
    expect(fault('面 > 5')).toEqual(['expression.misspeltField', 1])
    expect(fault('天宁湖亩 > 200')).toEqual(['expression.unknownField', 1])
    expect(fault('foo(1)')).toEqual(['expression.unknownFunction', 1])
    expect(fault('abs(1, 2)')).toEqual(['expression.arguments', 1])
    expect(fault("abs('x')")).toEqual(['expression.wants.number', 5])
    expect(fault('TBMJ and OK')).toEqual(['expression.wants.boolean', 1])
    expect(fault("RQ > '31.3.2026'")).toEqual(['expression.date', 6])
    expect(fault('OK = 5')).toEqual(['expression.wants.same', 6])
  })
  it('bound length and depth', () => {
    expect(fault('1'.repeat(5000))[0]).toBe('expression.tooLong')
    expect(fault(`${'('.repeat(200)}1${')'.repeat(200)}`)[0]).toBe('expression.tooDeep')
    expect(fault(`${'not '.repeat(200)}OK`)[0]).toBe('expression.tooDeep')
    expect(fault(`${'-'.repeat(200)}1`)[0]).toBe('expression.tooDeep')
    expect(fault(Array(600).fill('1').join('+'))[0]).toBe('expression.tooDeep')
  })
  it('nesting does not multiply the work', () => {
    const nested = (inner: string, outer: (inner: string) => string) => Array.from({ length: 45 }).reduce<string>(outer, inner)
    for (const source of [
      nested('TBMJ', (inner) => `abs(1 + ${inner})`),
      nested('OK', (inner) => `if(${inner} = OK, OK, OK)`),
      nested('TBMJ', (inner) => `if(${inner} between 1 and 2, 1, 2)`),
      nested('TBMJ', (inner) => `if(${inner} in (1, 2, 3), 1, 2)`),
      nested('TBMJ', (inner) => `coalesce(${inner}, 1)`),
    ]) {
      const kept = printExpression(readExpression(source, schema))
      expect(kept.length).toBeLessThan(4000)
      compileExpression(readExpression(kept, schemaOf(table)), table).number(0)
    }
  })
  it('are all there is: no text does anything else', () => {
    const part = fc.oneof(
      fc.constantFrom(
        'TBMJ',
        '地类',
        '亩',
        '(',
        ')',
        ',',
        '=',
        '<',
        'and',
        'or',
        'not',
        'in',
        'between',
        "'a'",
        '0101',
        '5',
        '+',
        'if(',
        'is null',
        '[',
        '__proto__',
        'constructor',
        'toString(',
      ),
      fc.string({ maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const [code] = fault(parts.join(' '))
        expect(code).toMatch(/^(nothing|expression\..+)$/)
      }),
      { numRuns: 3000 },
    )
  })
  it('nothing of the program can be reached by a name', () => {
    expect(fault('constructor')).toEqual(['expression.unknownField', 1])
    expect(fault('constructor(1)')).toEqual(['expression.unknownFunction', 1])
    expect(fault('__proto__ = 1')).toEqual(['expression.unknownField', 1])
  })
})

describe('what is kept', () => {
  it('means the same without labels, units and code lists', () => {
    const plain = schemaOf(whole)
    for (const source of [
      '亩 > 50 and 地类 = 内陆滩涂',
      'HA > 30 亩',
      'TBMJ + HA > 3 公顷 or not OK',
      "地类 in (水田, '0305') and RQ < '2026-03-31'",
      "权利人 = 'O''Neil' or 权利人 like '1%'",
      'if(TBMJ > 1000, TBMJ, -5) < 0',
      'coalesce(TBMJ, 0) = 0',
      'BH between 1 and 5',
    ]) {
      const kept = printExpression(readExpression(source, schema))
      expect(kept).not.toMatch(/地类|亩/)
      expect(rowsOf(kept, plain), source).toEqual(rowsOf(source))
      expect(printExpression(readExpression(kept, plain))).toBe(kept)
    }
  })
  it('can be read again however long its sums are', () => {
    const long = Array.from({ length: 300 }, () => 'TBMJ').join(' + ')
    const kept = printExpression(readExpression(`${long} > 3 公顷 and not (OK or OK)`, schema))
    expect(rowsOf(kept, schemaOf(whole))).toEqual(rowsOf(`${long} > 30000 and not OK`))
  })
  it('is what a filter holds; a value is no condition', () => {
    const condition = expressionCondition(' 亩 > 50 and 地类 = 1106 ', schema)
    expect(condition).toEqual({
      field: '',
      values: [],
      written: '亩 > 50 and 地类 = 1106',
      expression: "[@area] / 666.6666666666666 > 50 and [DLBM] = '1106'",
    })
    expect(Array.from(passingRows(whole, [condition]))).toEqual([2])
    expect(Array.from(passingRows(whole, [condition, { field: 'OK', values: ['true'] }]))).toEqual([])
    expect(Array.from(passingRows(whole, [{ ...condition, expression: '[GONE] = 1' }]))).toEqual([])
    expect(() => expressionCondition('TBMJ + 1', schema)).toThrow('expression.wants.boolean')
    const many = Array.from({ length: 600 }, () => '内陆滩').join(',')
    expect(() => expressionCondition(`地类 in (${many})`, schema)).toThrow('expression.tooLong')
  })
  it('names the fields that it reads', () => {
    expect(fieldsOf(readExpression('亩 > 50 and 地类 = 1106', schema))).toEqual([AREA_FIELD, 'DLBM'])
  })
})

describe('matchesPattern', () => {
  it('agrees with the regular expression that the pattern stands for', () => {
    const letters = fc.stringMatching(/^[ab%_]{0,8}$/)
    fc.assert(
      fc.property(fc.stringMatching(/^[abAB]{0,8}$/), letters, (word, pattern) => {
        const same = new RegExp(`^${pattern.replaceAll('%', '.*').replaceAll('_', '.')}$`, 'i')
        expect(matchesPattern(word, pattern)).toBe(same.test(word))
      }),
      { numRuns: 2000 },
    )
  })
  it('is not slowed by a pattern made to be slow', () => {
    const started = performance.now()
    expect(matchesPattern('a'.repeat(4000), `${'%a'.repeat(400)}%b`)).toBe(false)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
