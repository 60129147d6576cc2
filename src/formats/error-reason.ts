/** What a library says of a damaged file. Where it stumbled itself its words are about its code, and mean nothing to who has the file. */
export function reasonOf(error: unknown): string {
  if (error instanceof TypeError || error instanceof RangeError) return 'structure'
  return (error instanceof Error ? error.message : String(error)).slice(0, 200)
}
