import { useEffect } from 'react'
import { type FieldMode, useField } from './field-context.ts'

/** Esc in field mode: from a point to the points of its parcel, from them to the choice of a parcel, from each action to 查. */
export function useFieldLevels(mode: FieldMode, setMode: (mode: FieldMode) => void): void {
  const field = useField()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      const { open } = field.store.getState()
      if (mode === 'look') return
      event.preventDefault()
      // what is being typed is kept when its field loses the focus
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      if (mode === 'check' && open) field.show(open.point === null ? null : { ...open, point: null })
      else setMode('look')
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [field, mode, setMode])
}
