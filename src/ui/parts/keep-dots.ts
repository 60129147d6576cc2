/** Words with middle dots between them, where a dot goes into the next line with what follows it: at a line's end the words seemed cut off. */
export function keepDots(words: string): string {
  return words.replaceAll(' · ', ' ·\u00a0')
}
