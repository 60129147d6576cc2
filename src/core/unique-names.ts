/** Column names must differ; the second `a` becomes `a_2`. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((given) => {
    let name = given
    for (let i = 2; taken.has(name); i++) name = `${given}_${i}`
    taken.add(name)
    return name
  })
}
