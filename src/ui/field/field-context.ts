import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { App } from '../../app/app.ts'
import { createField, type Field } from '../../app/field/create-field.ts'
import type { FieldState } from '../../app/field/field-state.ts'
import { openFieldStore } from '../../app/field/field-store.ts'
import { useApp } from '../shell/app-context.ts'

export type FieldMode = 'look' | 'walk' | 'check' | 'records'

const fields = new WeakMap<App, Field>()

/** One for the application, made when field mode is first opened: leaving it forgets nothing. */
function fieldOf(app: App): Field {
  let field = fields.get(app)
  if (!field) {
    field = createField({
      app,
      openStore: () => openFieldStore(app.config.district.code),
      monotonic: () => performance.now(),
    })
    fields.set(app, field)
  }
  return field
}

export function useField(): Field {
  return fieldOf(useApp())
}
export function useFieldState<T>(select: (state: FieldState) => T): T {
  return useStore(useField().store, select)
}

/** Which of the four main actions is shown, and how to go to another. */
export const ModeContext = createContext<(mode: FieldMode) => void>(() => {})
export function useMode(): (mode: FieldMode) => void {
  return useContext(ModeContext)
}
