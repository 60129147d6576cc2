/** Codes of a standard (0508, 05H1): their digits say a class and the classes within it, not a number. */
const CODE = /^0\d/
const DIGIT = /^\d/

/** The order of words in a language, digits as numbers (2 before 10); words that begin with a code come by its characters, before other numbers. */
export function wordOrder(language: string): (a: string, b: string) => number {
  const byNumbers = new Intl.Collator(language, { numeric: true }).compare
  const byCharacters = new Intl.Collator(language).compare
  return (a, b) => {
    const isCode = CODE.test(a)
    if (isCode !== CODE.test(b)) return DIGIT.test(isCode ? b : a) ? (isCode ? -1 : 1) : byNumbers(a, b)
    return isCode ? byCharacters(a, b) : byNumbers(a, b)
  }
}
