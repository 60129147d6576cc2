import { useEffect, useState } from 'react'

/**
 * Words for a screen reader alone. The region is there before its words, since one that comes with them is not read by every reader.
 * @param of what they are about: the same words of another thing are said again
 */
export function Spoken({
  words,
  of = '',
  delayMs = 150,
}: {
  readonly words: string
  readonly of?: string
  readonly delayMs?: number
}) {
  const [said, setSaid] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: of another thing the same words are new
  useEffect(() => {
    setSaid('')
    const timer = setTimeout(() => setSaid(words), delayMs)
    return () => clearTimeout(timer)
  }, [words, of, delayMs])
  return (
    <div className="visually-hidden" role="status">
      {said}
    </div>
  )
}
