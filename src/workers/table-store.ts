import { openDB } from 'idb'
import { pieceKey, type StoredPieces } from '../core/stored-pieces.ts'
import type { Task } from '../core/task.ts'

/** The object store that app/storage.ts makes. */
const STORE = 'tables'

/** Keeps bytes in the page's database, piece by piece, so that neither a thread nor the memory has to hold them twice at once. */
export async function keepPieces(database: string, id: string, pieces: Iterable<Uint8Array>, task: Task): Promise<void> {
  const db = await openDB(database)
  try {
    let count = 0
    let bytes = 0
    for (const piece of pieces) {
      // a view would take its whole buffer along
      await db.put(STORE, piece.byteLength === piece.buffer.byteLength ? piece : piece.slice(), pieceKey(id, count))
      count++
      bytes += piece.length
      await task.breathe()
    }
    await db.put(STORE, { pieces: count, bytes } satisfies StoredPieces, id)
  } finally {
    db.close()
  }
}

/** What `keepPieces` has kept, as one buffer; null: nothing, or only a part of it. */
export async function readPieces(database: string, id: string, task: Task): Promise<ArrayBuffer | null> {
  const db = await openDB(database)
  try {
    const entry: unknown = await db.get(STORE, id)
    // kept as a whole by an earlier version
    if (entry instanceof ArrayBuffer) return entry
    if (!isStoredPieces(entry)) return null
    const whole = new Uint8Array(entry.bytes)
    let at = 0
    for (let i = 0; i < entry.pieces; i++) {
      const piece: unknown = await db.get(STORE, pieceKey(id, i))
      if (!(piece instanceof Uint8Array) || at + piece.length > whole.length) return null
      whole.set(piece, at)
      at += piece.length
      await task.breathe()
    }
    return at === whole.length ? whole.buffer : null
  } finally {
    db.close()
  }
}

function isStoredPieces(entry: unknown): entry is StoredPieces {
  return typeof entry === 'object' && entry !== null && 'pieces' in entry && 'bytes' in entry
}
