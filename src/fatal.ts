import './fatal.css'
import { AppError } from './core/errors.ts'
import type { Text } from './core/text.ts'

/**
 * What is shown when the application cannot start: plain elements and both languages at once, since neither the screens
 * nor the configured language are there yet. Text only ever enters as text.
 */
export function showFatal(error: unknown, page: Document = document): void {
  const root = page.getElementById('root') ?? page.body
  const main = page.createElement('main')
  main.className = 'fatal'
  main.setAttribute('role', 'alert')
  const facts = page.createElement('dl')
  for (const [label, value] of factsOf(error)) {
    const term = page.createElement('dt')
    term.textContent = `${label.zh} ${label.en}`
    const description = page.createElement('dd')
    description.textContent = value
    facts.append(term, description)
  }
  const { headline, remedy } = wordsOf(error)
  main.append(element(page, 'h1', headline.zh), element(page, 'p', headline.en, 'en'), facts)
  main.append(element(page, 'p', remedy.zh), element(page, 'p', remedy.en, 'en'))
  root.replaceChildren(main)
}

function element(page: Document, tag: 'h1' | 'p', text: string, lang?: string): HTMLElement {
  const made = page.createElement(tag)
  made.textContent = text
  if (lang) made.lang = lang
  return made
}

/** Label and value of all that is known, for the person who edited the file. */
export function factsOf(error: unknown): (readonly [Text, string])[] {
  if (!(error instanceof AppError)) return [[{ zh: '原因', en: 'Cause' }, error instanceof Error ? error.message : String(error)]]
  const { file, namedIn, line, column, path, reason, expected, found, more } = error.detail
  const facts: (readonly [Text, string])[] = []
  const add = (label: Text, value: unknown) => {
    if (value !== undefined && value !== null && value !== '') facts.push([label, String(value)])
  }
  const isAt = line !== undefined && line !== null
  const place = isAt ? `第 ${line} 行，第 ${column} 列 · line ${line}, column ${column}` : null
  add({ zh: '文件', en: 'File' }, file)
  // of a file that is not there, the place is where another names it
  if (namedIn) add({ zh: '写在', en: 'Named in' }, [namedIn, place].filter(Boolean).join('  '))
  else add({ zh: '位置', en: 'Place' }, place)
  add({ zh: '路径', en: 'Path' }, path)
  const why = own(REASONS, reason)
  add({ zh: '问题', en: 'Problem' }, why && `${why.zh} · ${why.en}`)
  add({ zh: '应为', en: 'Expected' }, withWords(expected))
  const isEnd = error.code === 'config.syntax' && !found
  add({ zh: '实为', en: 'Found' }, isEnd ? (expected === '{' ? EMPTY : END) : withWords(found))
  add({ zh: '其他问题', en: 'Further problems' }, more === 0 ? '' : more)
  if (!isAt && !file) add({ zh: '代码', en: 'Code' }, `${error.code} ${JSON.stringify(error.detail)}`)
  return facts
}

const REASONS: Readonly<Record<string, Text>> = {
  'unknown-key': { zh: '没有这个键', en: 'there is no such key' },
  'missing-key': { zh: '缺少此键', en: 'the key is missing' },
  'wrong-value': { zh: '值不符合要求', en: 'the value is not as required' },
  'host-not-allowed': { zh: '该主机未列入 allowedHosts', en: 'the host is not listed in allowedHosts' },
  'unknown-layer': { zh: '没有这个图层', en: 'there is no such layer' },
  'unknown-code-list': { zh: '没有这个代码表', en: 'there is no such code list' },
  'unknown-field': { zh: '图层没有这个字段', en: 'the layer has no such field' },
  repeated: { zh: '重复出现', en: 'it appears twice' },
}

const END = '文件到此结束 · the file ends here'
const EMPTY = '空文件 · an empty file'

/** A lone comma is easily overlooked, and `number` is no word to an office clerk. */
const SIGNS: Readonly<Record<string, Text>> = {
  ',': { zh: '逗号', en: 'comma' },
  ':': { zh: '冒号', en: 'colon' },
  '{': { zh: '左花括号', en: 'opening brace' },
  '}': { zh: '右花括号', en: 'closing brace' },
  ']': { zh: '右方括号', en: 'closing bracket' },
  catalog: {
    zh: '图层目录，由 npm run layers 或 onemap layers 写出的 JSON 文件',
    en: 'the catalog of layers, the JSON file that npm run layers or onemap layers writes',
  },
  number: { zh: '数值，不加引号', en: 'a number, without quotes' },
  string: { zh: '文字，加引号', en: 'a text, in quotes' },
  boolean: { zh: 'true 或 false，不加引号', en: 'true or false, without quotes' },
  Object: { zh: '一组键和值 { }', en: 'keys with values { }' },
  Array: { zh: '列表 [ ]', en: 'a list [ ]' },
  'HTTP 404': { zh: '没有这个文件', en: 'there is no such file' },
}

/** What a configuration says may be the name of what every object has. */
const own = (texts: Readonly<Record<string, Text>>, key: unknown) =>
  Object.hasOwn(texts, String(key)) ? texts[String(key)] : undefined

function withWords(value: unknown): unknown {
  const words = own(SIGNS, value)
  return words ? `${value}  ${words.zh} · ${words.en}` : value
}

function wordsOf(error: unknown): { headline: Text; remedy: Text } {
  const code = error instanceof AppError ? error.code : ''
  if (code === 'config.missing')
    return {
      headline: { zh: '读不到配置文件', en: 'The configuration file cannot be read' },
      remedy: {
        zh: '请确认该文件在部署目录内，并且网页服务器可以读取。',
        en: 'Check that the file is in the deployed folder and that the web server may read it.',
      },
    }
  if (code.startsWith('config.'))
    return {
      headline: { zh: '配置文件有误，系统未启动', en: 'The configuration file has a mistake; the application did not start' },
      remedy: {
        zh: '请用文本编辑器改正后刷新本页，无需重新构建。',
        en: 'Correct it with a text editor and reload this page; no build is needed.',
      },
    }
  return {
    headline: { zh: '系统未能启动', en: 'The application could not start' },
    remedy: {
      zh: '请刷新本页；若仍不能启动，请将以上内容告知管理员。',
      en: 'Reload this page; if that does not help, send the text above to the administrator.',
    },
  }
}
