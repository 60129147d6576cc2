/** Values that explain an error or a note; words are made of them in i18n/errors.ts. */
export type Detail = Readonly<Record<string, string | number | boolean | null>>

/** Something the user can act on. Any other exception is our own bug and is shown as one. */
export class AppError extends Error {
  override readonly name = 'AppError'
  constructor(
    readonly code: string,
    readonly detail: Detail = {},
  ) {
    super(`${code} ${JSON.stringify(detail)}`)
  }
}

/** What was found, assumed, repaired or skipped. Kept with the layer or result and printed with it. */
export interface Note {
  readonly code: string
  readonly detail: Detail
  readonly level: 'info' | 'warning'
}
