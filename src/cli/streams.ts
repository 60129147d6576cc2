/** Where a run reads from and writes to, so that a test can stand in for the terminal. */
export interface Streams {
  /** results and nothing else; settles when the text is written, so that a long one need not wait in memory */
  out(text: string): Promise<void> | void
  /** progress, notes and errors in words */
  err(text: string): void
  /** a file beside its place that is not whole yet, to be removed when the run is ended from outside; null: there is none */
  writing?(part: string | null): void
  /** all files of the run stand whole in their places: from now on it can only be said, not cancelled */
  placed?(): void
  /** stderr is a terminal: lines may rewrite themselves */
  readonly isTerminal: boolean
}
