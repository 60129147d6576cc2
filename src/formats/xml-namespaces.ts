const NO_PREFIX = ''

/** What the prefixes of a document stand for while it is read (Namespaces in XML 1.0, §6). */
export class XmlNamespaces {
  private depth = 0
  /** declarations in force, the innermost last */
  private readonly declared: { readonly depth: number; readonly prefix: string; readonly uri: string }[] = []

  open(attributes: Readonly<Record<string, string>>): void {
    this.depth++
    for (const key in attributes) {
      if (!key.startsWith('xmlns')) continue
      const prefix = key === 'xmlns' ? NO_PREFIX : key[5] === ':' ? key.slice(6) : null
      if (prefix !== null) this.declared.push({ depth: this.depth, prefix, uri: attributes[key] })
    }
  }
  close(): void {
    while ((this.declared.at(-1)?.depth ?? -1) >= this.depth) this.declared.pop()
    this.depth--
  }
  /** The namespace of an element's name; null where its prefix is not declared. */
  of(name: string): string | null {
    const prefix = prefixOf(name)
    return this.declared.findLast((each) => each.prefix === prefix)?.uri ?? null
  }
}

export function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf(':')))
}
