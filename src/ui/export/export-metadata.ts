import type { App } from '../../app/app.ts'
import { applicationName, layerSource, toldCondition } from '../../app/provenance.ts'
import type { Layer } from '../../app/state.ts'
import { crsOf } from '../../core/crs.ts'
import { isoWithOffset, noticeOf } from '../../core/provenance.ts'
import type { Locale } from '../../core/text.ts'
import { messageOf } from '../../i18n/errors.ts'
import { exportText } from '../../i18n/export.ts'
import { t } from '../../i18n/t.ts'

export interface ExportFacts {
  readonly count: number
  readonly scope: 'all' | 'filter' | 'selection'
  readonly crs: string
  readonly columns: readonly string[]
}

/** Label and value of each line that says where the rows come from and what was done to them. */
export function metadataLines(app: App, layer: Layer, facts: ExportFacts, locale: Locale): [label: string, value: string][] {
  const say = (text: { zh: string; en: string }) => t(text, locale)
  const source = layerSource(layer)
  const crs = crsOf(facts.crs)
  const notice = noticeOf([source])
  const lines: [string, string][] = [
    [say(exportText.metaLayer), layer.title[locale]],
    [
      say(exportText.metaSource),
      [layer.source.title[locale], source.file, source.date, source.licence].filter(Boolean).join(' · '),
    ],
    ['SHA-256', source.sha256],
    // a table without shapes has none
    ...(facts.crs
      ? [
          [say(exportText.metaCrs), crs ? `${crs.title[locale]} (${facts.crs})` : facts.crs] as [string, string],
          [say(exportText.metaSourceCrs), source.crs] as [string, string],
        ]
      : []),
    [say(exportText.metaCount), String(facts.count)],
    [say(exportText.metaScope), say(scopeWords(facts.scope))],
    ...(facts.scope === 'filter'
      ? [[say(exportText.metaFilter), JSON.stringify(layer.filter.map(toldCondition))] as [string, string]]
      : []),
    [say(exportText.metaAt), isoWithOffset(app.clock.now())],
    [say(exportText.metaApplication), applicationName(app, locale)],
    ...(notice ? [[say(exportText.metaNotice), notice[locale]] as [string, string]] : []),
    ...source.notes.map((note): [string, string] => [say(exportText.metaNote), messageOf(note.code, note.detail, locale)]),
  ]
  for (const name of facts.columns) {
    const field = layer.fields.find((each) => each.name === name)
    const label = field ? field.label[locale] : name
    lines.push([say(exportText.metaField), [name, label === name ? '' : label, field?.unit ?? ''].filter(Boolean).join(' · ')])
  }
  return lines
}

function scopeWords(scope: ExportFacts['scope']) {
  return { all: exportText.metaAll, filter: exportText.metaFiltered, selection: exportText.metaSelected }[scope]
}

/** The same as an object, for formats that hold metadata: lines of one label are gathered. */
export function metadataObject(lines: readonly (readonly [string, string])[]): Record<string, string | string[]> {
  const object: Record<string, string | string[]> = {}
  for (const [label, value] of lines) {
    const before = object[label]
    object[label] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
  }
  return object
}
