/** Longest expression that is read, in characters: bounds time and depth of everything that follows. */
export const MAX_EXPRESSION = 4000
/** How deep brackets, signs, negations and functions may nest. */
export const MAX_DEPTH = 50
/** Signs in one sum or product, which is a tree as deep as it is long. */
export const MAX_LINKS = 400
