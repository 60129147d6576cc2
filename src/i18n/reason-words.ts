import type { Locale, Text } from '../core/text.ts'
import { shownNumber } from '../core/units.ts'

/**
 * What a reader says is wrong, in words: its own tokens, and the sentences of the libraries that it leans on, which are English only.
 * What is not listed stands as it is.
 */
const REASONS: readonly (readonly [pattern: RegExp, words: Text])[] = [
  // JSON
  [/^value$/, { zh: '一个值', en: 'a value' }],
  [/^string$/, { zh: '带引号的文字', en: 'a quoted text' }],
  [/^number$/, { zh: '一个数', en: 'a number' }],
  [/^, (.)$/, { zh: '“,”或“$1”', en: '“,” or “$1”' }],
  [/^([^\w\s])$/, { zh: '“$1”', en: '“$1”' }],
  // projects
  [/^JSON$/, { zh: '合法的 JSON', en: 'valid JSON' }],
  [/^Object$/, { zh: '一组值', en: 'a set of values' }],
  [/^Array$/, { zh: '一个列表', en: 'a list' }],
  [/^boolean$/, { zh: 'true 或 false', en: 'true or false' }],
  [/^member$/, { zh: '与校验和相符的数据', en: 'data that agree with their checksum' }],
  // XML
  [/^unclosed tag: (.+?)\.?$/, { zh: '标签 $1 没有结束', en: 'tag $1 is not closed' }],
  [
    /^(?:unmatched|unexpected) clos(?:e|ing) tag(?:: (.+?))?\.?$/,
    { zh: '结束标签 $1 没有对应的开始', en: 'closing tag $1 closes nothing' },
  ],
  [/^unexpected end\.?$/, { zh: '文件到此中断', en: 'the file ends here' }],
  [/^text data outside of root node\.?$/, { zh: '根元素之外还有文字', en: 'text outside the root element' }],
  [/^document must contain a root element\.?$/, { zh: '没有根元素', en: 'there is no root element' }],
  [/^documents may contain only one root\.?$/, { zh: '有不止一个根元素', en: 'there is more than one root element' }],
  [
    /^undefined entity\.?$/,
    { zh: '用了未定义的实体（& 应写作 &amp;）', en: 'an entity that is not defined (& is written &amp;)' },
  ],
  [/^malformed character entity\.?$/, { zh: '“&…;”写法不对（& 应写作 &amp;）', en: 'a malformed “&…;” (& is written &amp;)' }],
  [/^unbound namespace prefix: "?(.+?)"?\.?$/, { zh: '前缀 $1 没有声明', en: 'prefix $1 is not declared' }],
  [/^duplicate attribute: (.+?)\.?$/, { zh: '属性 $1 重复', en: 'attribute $1 stands twice' }],
  [
    /^(?:attribute without value|unquoted attribute value|no whitespace between attributes|value must be quoted|disallowed character in attribute name)\.?$/,
    { zh: '属性的写法不对', en: 'an attribute is malformed' },
  ],
  [/^disallowed character(?: in .*)?\.?$/, { zh: '有不允许的字符', en: 'a character that is not allowed' }],
  [/^malformed name: (.+?)\.?$/, { zh: '名称 $1 不合规则', en: 'malformed name $1' }],
  [
    /XML declaration/,
    { zh: 'XML 声明（<?xml …?>）不完整或不在文件开头', en: 'the XML declaration is incomplete or not at the beginning' },
  ],
  // TIFF
  [
    /^(Tile|Strip)Offsets: (\d+) ≥ (\d+)$/,
    { zh: '像元写在第 $2 字节，而文件只有 $3 字节', en: 'cells lie at byte $2 of a file of $3 bytes' },
  ],
  [/^(Tile|Strip)Offsets: (\d+) < (\d+)$/, { zh: '像元应有 $3 块，只列出 $2 块', en: '$2 of $3 blocks of cells are listed' }],
  // TopoJSON
  [/^type, objects, arcs$/, { zh: '缺少 type、objects 或 arcs', en: 'type, objects or arcs is missing' }],
  [/^objects$/, { zh: 'objects 里没有图层', en: 'objects holds no layer' }],
  // SQLite
  [/^.*database disk image is malformed.*$/, { zh: '内部结构已损坏', en: 'its pages are damaged' }],
  [/^.*file is not a database.*$/, { zh: '文件开头已损坏', en: 'its beginning is damaged' }],
]

export function reasonWords(reason: string, locale: Locale): string {
  for (const [pattern, words] of REASONS)
    if (pattern.test(reason))
      return reason
        .replace(pattern, words[locale])
        .replace(/ {2,}/g, ' ')
        .replace(/\d{5,15}/g, (digits) => shownNumber(Number(digits), 0))
  return reason
}
