/** Where a run reads from and writes to, so that a test can stand in for the terminal. */
export interface Streams {
  /** results and nothing else */
  out(text: string): void
  /** progress, notes and errors in words */
  err(text: string): void
  /** stderr is a terminal: lines may rewrite themselves */
  readonly isTerminal: boolean
}
