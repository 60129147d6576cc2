import type { LayerInput, ReportColumn } from './analysis.ts'
import { decodeValues, textColumn } from './grouping.ts'
import type { Column } from './table.ts'
import type { Text } from './text.ts'

/**
 * Columns of a result for one grouping field: the raw values and, where the field has a code list, their names in both languages
 * beside them; values that are names themselves in English where the layer has English names. Codes stay text.
 * @param values by line; null: no value
 */
export function groupColumns(
  { table, fields, codeLists }: Pick<LayerInput, 'table' | 'fields' | 'codeLists'>,
  name: string,
  values: readonly (string | null)[],
): { readonly columns: readonly Column[]; readonly report: readonly ReportColumn[]; readonly unknown: readonly string[] } {
  const field = fields.find((each) => each.name === name)
  const label = field?.label ?? { zh: name, en: name }
  const { names, unknown, hasCodes, hasEnglish } = decodeValues(values, field, codeLists, table)
  const english = names.map(({ en }, i) => (values[i] === null ? null : en))
  if (!hasCodes)
    return {
      columns: [textColumn(name, values), ...(hasEnglish ? [textColumn(`${name}_en`, english)] : [])],
      report: [{ name, label, kind: 'text', isCode: true, ...(hasEnglish && { english: `${name}_en` }) }],
      unknown,
    }
  return {
    columns: [
      textColumn(name, values),
      textColumn(
        `${name}_name`,
        names.map(({ zh }) => zh),
      ),
      textColumn(
        `${name}_name_en`,
        names.map(({ en }) => en),
      ),
    ],
    report: [
      { name, label: codeLabel(label), kind: 'text', isCode: true },
      { name: `${name}_name`, label, kind: 'text', english: `${name}_name_en` },
    ],
    unknown,
  }
}

/** Of codes beside their names. */
export function codeLabel(label: Text): Text {
  return { zh: `${label.zh}代码`, en: `${label.en} code` }
}
