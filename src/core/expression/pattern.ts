/**
 * LIKE: % stands for any text, _ for one character; capital and small letters are one. Goes through the text once, with one place to
 * come back to, so that no pattern can make it slow.
 */
export function matchesPattern(text: string, pattern: string): boolean {
  const word = [...text.toLowerCase()]
  const wanted = [...pattern.toLowerCase()]
  let [i, j] = [0, 0]
  let [star, from] = [-1, 0]
  while (i < word.length) {
    if (j < wanted.length && wanted[j] === '%') {
      star = j++
      from = i
    } else if (j < wanted.length && (wanted[j] === '_' || wanted[j] === word[i])) {
      i++
      j++
    } else if (star >= 0) {
      j = star + 1
      i = ++from
    } else return false
  }
  while (wanted[j] === '%') j++
  return j === wanted.length
}
