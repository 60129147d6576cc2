import type { Pointing } from './tool.ts'

/** How far a vertex or an edge attracts, and how near to a handle a press means it, CSS pixels. */
const REACH = { mouse: 12, touch: 24 }

export const reachOf = ({ isTouch }: Pick<Pointing, 'isTouch'>): number => (isTouch ? REACH.touch : REACH.mouse)
