import { AppError, type Detail } from '../core/errors.ts'

/** What a program that calls the command line can tell from the exit code alone. */
export const EXIT = { done: 0, badInput: 1, wrongUsage: 2, programError: 3, cancelled: 130 } as const

/** Something that only the command line can find wrong; its words are in words.ts. */
export class CliError extends AppError {
  constructor(
    code: string,
    detail: Detail = {},
    /** the command was written wrongly, so that no input was even looked at */
    readonly isUsage = false,
  ) {
    super(code, detail)
  }
}

export function usage(code: string, detail: Detail = {}): CliError {
  return new CliError(code, detail, true)
}
