import type { Mark } from './marks.ts'

/** Marks from the upper left corner. */
export interface Drawing {
  readonly widthMm: number
  readonly heightMm: number
  readonly marks: readonly Mark[]
}
