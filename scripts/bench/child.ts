// One engine of one measure in a process of its own: child.ts MEASURE ENGINE N LIMITS; the figure is the last line on stdout.

import { MEASURES } from './catalog.ts'
import type { Limits } from './measure.ts'

const [name, engine, n, limits] = process.argv.slice(2)
const measure = MEASURES.find((each) => each.name === name)
const run = (await measure?.load())?.[engine]
if (!run) throw new Error(`no engine “${engine}” in measure “${name}”`)
console.log(JSON.stringify(await run(Number(n), JSON.parse(limits) as Limits)))
