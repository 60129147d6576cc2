/** A moment as ISO 8601: the day alone where it is midnight UTC. */
export function dateText(ms: number): string {
  const text = new Date(ms).toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.replace('.000Z', 'Z')
}
