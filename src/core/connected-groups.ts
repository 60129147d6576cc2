/** Things that hang together by pairs: each group ascending, groups by their smallest. Those in no pair are left out. */
export function connectedGroups({ first, second }: { first: ArrayLike<number>; second: ArrayLike<number> }): number[][] {
  const parent = new Map<number, number>()
  const rootOf = (row: number): number => {
    let root = row
    while (parent.get(root) !== root) root = parent.get(root) as number
    for (let at = row; at !== root; ) {
      const up = parent.get(at) as number
      parent.set(at, root)
      at = up
    }
    return root
  }
  for (let i = 0; i < first.length; i++) {
    for (const row of [first[i], second[i]]) if (!parent.has(row)) parent.set(row, row)
    const [a, b] = [rootOf(first[i]), rootOf(second[i])]
    parent.set(Math.max(a, b), Math.min(a, b))
  }
  const groups = new Map<number, number[]>()
  for (const row of [...parent.keys()].sort((a, b) => a - b)) {
    const root = rootOf(row)
    const members = groups.get(root)
    if (members) members.push(row)
    else groups.set(root, [row])
  }
  return [...groups.values()]
}
