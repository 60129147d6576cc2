/** Names of others as they stand in a sentence of ours: marks that turn the direction of writing would turn the rest of it. */
export function unturned(words: string): string {
  return words.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
}
