export interface NamedBlob {
  readonly name: string
  readonly blob: Blob
}

/** Files of a drop or paste; folders are opened, since a Shapefile often comes as one. */
export async function filesOf(transfer: DataTransfer): Promise<NamedBlob[]> {
  // entries must be asked for before the first await: afterwards the browser has emptied the transfer
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null)
  const files = [...transfer.files].map((file) => ({ name: file.name, blob: file }))
  if (!entries.some((entry) => entry?.isDirectory)) return files
  const found = await Promise.all(entries.map((entry) => (entry ? filesIn(entry) : [])))
  return found.flat()
}

async function filesIn(entry: FileSystemEntry): Promise<NamedBlob[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))
    return [{ name: file.name, blob: file }]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const inside: FileSystemEntry[] = []
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (batch.length === 0) break
    inside.push(...batch)
  }
  const found = await Promise.all(inside.filter(({ name }) => !name.startsWith('.')).map(filesIn))
  return found.flat()
}
