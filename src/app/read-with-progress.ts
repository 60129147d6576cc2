/** The body of an answer, told how far it has come. @param expected bytes @param onShare 0…1 */
export async function readWithProgress(response: Response, expected: number, onShare: (share: number) => void): Promise<Blob> {
  const reader = response.body?.getReader()
  if (!reader) return response.blob()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let received = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return new Blob(chunks)
    chunks.push(value)
    received += value.length
    onShare(Math.min(1, received / Math.max(1, expected)))
  }
}
