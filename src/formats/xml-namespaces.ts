const NO_PREFIX = ''

/** What the prefixes of a document stand for while it is read (Namespaces in XML 1.0, §6). */
export class XmlNamespaces {
  private depth = 0
  /** declarations in force by prefix, the innermost last */
  private readonly uris = new Map<string, string[]>()
  /** the prefixes of those, in the order they came in */
  private readonly declared: { readonly depth: number; readonly prefix: string }[] = []

  open(attributes: Readonly<Record<string, string>>): void {
    this.depth++
    for (const key in attributes) {
      if (!key.startsWith('xmlns')) continue
      const prefix = key === 'xmlns' ? NO_PREFIX : key[5] === ':' ? key.slice(6) : null
      if (prefix === null) continue
      this.declared.push({ depth: this.depth, prefix })
      const known = this.uris.get(prefix)
      if (known) known.push(attributes[key])
      else this.uris.set(prefix, [attributes[key]])
    }
  }
  close(): void {
    while ((this.declared.at(-1)?.depth ?? -1) >= this.depth) this.uris.get(this.declared.pop()!.prefix)?.pop()
    this.depth--
  }
  /** The namespace of an element's name; null where its prefix is not declared. */
  of(name: string): string | null {
    return this.uris.get(prefixOf(name))?.at(-1) ?? null
  }
}

export function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf(':')))
}
