import { FIELD } from './field.ts'
import { FIGURES } from './figures.ts'
import { LOOK_AND_ASK } from './look-and-ask.ts'
import { MEASURE_AND_DRAW } from './measure-and-draw.ts'
import type { ManualPage } from './page.ts'
import { ROWS } from './rows.ts'
import { SHOW_AND_PRINT } from './show-and-print.ts'

/** 使用手册, in the order in which it is read. */
export const MANUAL: readonly ManualPage[] = [
  ...LOOK_AND_ASK,
  ...ROWS,
  ...MEASURE_AND_DRAW,
  ...FIGURES,
  ...SHOW_AND_PRINT,
  ...FIELD,
]
