import { useState } from 'react'
import type { Layer } from '../../app/state.ts'
import { queryToLayer } from '../../commands/query-to-layer.ts'
import { AppError } from '../../core/errors.ts'
import { readExpression } from '../../core/expression/read-expression.ts'
import { schemaOf } from '../../core/expression/table-schema.ts'
import type { Table } from '../../core/table.ts'
import { messageOf } from '../../i18n/errors.ts'
import { queryText } from '../../i18n/query.ts'
import { Button } from '../parts/button.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useApp, useLocale, useRun, useText } from '../shell/app-context.ts'
import styles from './query.module.css'

/** 计算字段: a new layer with one more column, reckoned by an expression for each row that the layer's filter leaves. */
export function CalculatedField({ layer, table }: { readonly layer: Layer; readonly table: Table }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const locale = useLocale()
  const [name, setName] = useState('')
  const [written, setWritten] = useState('')
  const fault = written.trim() ? faultOf(written) : null
  function faultOf(source: string): string | null {
    try {
      readExpression(source, schemaOf(table, layer.fields, app.codeLists))
      return null
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return messageOf(error.code, error.detail, locale)
    }
  }
  const make = async () => {
    const rows = layer.filter.length > 0 ? await app.tiles.filterRows({ table: layer.table, filter: layer.filter }) : null
    run(queryToLayer, {
      layer: layer.id,
      title: text(queryText.resultTitle, { layer: text(layer.title) }),
      rows,
      field: { name: name.trim(), written: written.trim() },
      question: '',
    })
  }
  return (
    <Disclosure title={text(queryText.calculated)}>
      <div className={styles.group}>
        <TextField label={text(queryText.calculatedName)} value={name} onChange={setName} />
        <TextField
          label={text(queryText.calculatedValue)}
          rows={2}
          value={written}
          onChange={setWritten}
          help={text(queryText.calculatedHelp)}
          error={fault}
        />
        <Button isDisabled={!name.trim() || !written.trim() || fault !== null} onPress={() => void make()}>
          {text(queryText.toLayer)}
        </Button>
      </div>
    </Disclosure>
  )
}
