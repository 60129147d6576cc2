import { describe, expect, it } from 'vitest'
import { provide } from './system-programs.mjs'

/** A machine without programs, on which a package brings the program of its name when `has` lists it. */
function machine(has: readonly string[], mayInstall = true) {
  const present = new Set<string>()
  const commands: string[] = []
  const said: string[] = []
  const program = (name: string, without: string | null) => ({ name, packages: [name], isHere: () => present.has(name), without })
  return {
    commands,
    said,
    options: {
      programs: [program('chromium', null), program('nginx', 'no nginx'), program('caddy', 'no caddy')],
      mayInstall,
      say: (line: string) => void said.push(line),
      async run(command: string) {
        commands.push(command)
        const packages = command.replace(/^.*--no-install-recommends /, '').split(' ')
        if (packages.some((name) => !has.includes(name))) throw new Error('unable to locate package')
        for (const name of packages) present.add(name)
      },
    },
  }
}

describe('provide', () => {
  it('installs only what no test can do without, and all of it for CI, in one go', async () => {
    const desk = machine(['chromium', 'nginx', 'caddy'])
    await provide({ ...desk.options, isComplete: false })
    expect(desk.commands).toEqual(['apt-get update && apt-get install -y --no-install-recommends chromium'])
    expect(desk.said).toHaveLength(2)
    expect(desk.said[0]).toContain('nginx was not found: no nginx')

    const ci = machine(['chromium', 'nginx', 'caddy'])
    await provide({ ...ci.options, isComplete: true })
    expect(ci.commands).toEqual(['apt-get update && apt-get install -y --no-install-recommends chromium nginx caddy'])
    expect(ci.said).toEqual([])
    await provide({ ...ci.options, isComplete: true })
    expect(ci.commands).toHaveLength(1)
  })

  it('goes on without an optional program that cannot be had', async () => {
    const ci = machine(['chromium', 'caddy'])
    await provide({ ...ci.options, isComplete: true })
    expect(ci.commands).toHaveLength(4)
    expect(ci.said.at(-1)).toContain('nginx was not found')
  })

  it('says which command to run where it may not install', async () => {
    const desk = machine(['chromium'], false)
    await expect(provide({ ...desk.options, isComplete: false })).rejects.toThrow(
      'apt-get install -y --no-install-recommends chromium',
    )
    expect(desk.commands).toEqual([])
  })
})
