import type { Expression } from './check.ts'

/** How tightly a node holds together; what holds less tightly than its place needs goes in brackets. */
const OR = 1
const AND = 2
const NOT = 3
const TEST = 4
const SUM = 5
const PRODUCT = 6
const ATOM = 7

/**
 * The expression as it is kept: fields by their names in the table, units reckoned out, codes as text. Read again it means the same,
 * without labels or code lists. No more brackets than it needs, so that long sums stay flat.
 */
export function printExpression(node: Expression, least: number = OR): string {
  const [words, holds] = printed(node)
  return holds < least ? `(${words})` : words
}

function printed(node: Expression): readonly [words: string, holds: number] {
  switch (node.kind) {
    case 'constant':
      return [constant(node), ATOM]
    case 'field':
      return [`[${node.name.replaceAll(']', ']]')}]`, ATOM]
    case 'call':
      return [`${node.definition.name}(${listed(node.args, OR)})`, ATOM]
    case 'if':
      return [`if(${listed([node.condition, node.then, node.otherwise], OR)})`, ATOM]
    case 'coalesce':
      return [`coalesce(${listed(node.args, OR)})`, ATOM]
    case 'arithmetic': {
      const own = node.sign === '+' || node.sign === '-' ? SUM : PRODUCT
      return [`${printExpression(node.left, own)} ${node.sign} ${printExpression(node.right, own + 1)}`, own]
    }
    case 'compare':
      return [`${printExpression(node.left, SUM)} ${node.sign} ${printExpression(node.right, SUM)}`, TEST]
    case 'like':
    case 'contains':
      return [`${printExpression(node.left, SUM)} ${node.kind} ${printExpression(node.right, SUM)}`, TEST]
    case 'between':
      return [
        `${printExpression(node.left, SUM)} between ${printExpression(node.from, SUM)} and ${printExpression(node.to, SUM)}`,
        TEST,
      ]
    case 'in':
      return [`${printExpression(node.left, SUM)} in (${listed(node.list, SUM)})`, TEST]
    case 'isNull':
      return [`${printExpression(node.of, SUM)} is null`, TEST]
    case 'not':
      return [`not ${printExpression(node.of, NOT)}`, NOT]
    case 'and':
      return [node.parts.map((part) => printExpression(part, NOT)).join(' and '), AND]
    case 'or':
      return [node.parts.map((part) => printExpression(part, AND)).join(' or '), OR]
  }
}

function listed(nodes: readonly Expression[], least: number): string {
  return nodes.map((node) => printExpression(node, least)).join(', ')
}

function constant({ value, type }: Extract<Expression, { kind: 'constant' }>): string {
  if (value === null) return 'null'
  if (type === 'date') return `date('${new Date(Number(value)).toISOString().slice(0, 10)}')`
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  return typeof value === 'number' && value < 0 ? `(-${-value})` : String(value)
}
