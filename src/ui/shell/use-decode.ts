import { useCallback } from 'react'
import type { Layer } from '../../app/state.ts'
import { useApp, useLocale } from './app-context.ts'
import { decodeValue } from './decode-value.ts'

/** A field's value in words: code with its name where the field has a code list. */
export function useDecode(): (layer: Pick<Layer, 'fields'>, field: string, value: string) => string {
  const { codeLists } = useApp()
  const locale = useLocale()
  return useCallback(
    (layer: Pick<Layer, 'fields'>, field: string, value: string) =>
      decodeValue(
        layer.fields.find(({ name }) => name === field),
        value,
        codeLists,
        locale,
      ),
    [codeLists, locale],
  )
}
