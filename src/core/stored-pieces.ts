/**
 * How a large value lies in a key-value store: its bytes under `id#0`, `id#1` …, and, written last, what they make up under `id`
 * itself. A tab that is closed meanwhile leaves pieces without that entry, which is as if nothing had been kept.
 */
export interface StoredPieces {
  readonly pieces: number
  readonly bytes: number
}

export const pieceKey = (id: string, piece: number) => `${id}#${piece}`

/** The id whose entry or piece a key is. */
export const ownerOfKey = (key: string) => key.replace(/#\d+$/, '')
