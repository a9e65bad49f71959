/** Parses LSL into a tree, and refuses what OpenSimulator's engine would refuse: the front half of a small compiler. */

export type Type = 'integer' | 'float' | 'string' | 'key' | 'vector' | 'rotation' | 'list'

export type Expression =
  | { readonly kind: 'literal'; readonly type: 'integer' | 'float' | 'string'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: Expression[] }
  | { readonly kind: 'cast'; readonly type: Type; readonly of: Expression }
  | { readonly kind: 'list'; readonly items: Expression[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
  | {
      readonly kind: 'binary'
      readonly operator: string
      readonly left: Expression
      readonly right: Expression
    }

export type Statement =
  | { readonly kind: 'block'; readonly body: Statement[] }
  | {
      readonly kind: 'declare'
      readonly type: Type
      readonly name: string
      readonly value: Expression | undefined
    }
  | {
      readonly kind: 'if'
      readonly test: Expression
      readonly then: Statement
      readonly otherwise: Statement | undefined
    }
  | { readonly kind: 'while'; readonly test: Expression; readonly body: Statement }
  | {
      readonly kind: 'for'
      readonly first: Expression
      readonly test: Expression
      readonly next: Expression
      readonly body: Statement
    }
  | { readonly kind: 'return'; readonly value: Expression | undefined }
  | { readonly kind: 'expression'; readonly value: Expression }

export interface LslFunction {
  readonly returns: Type | undefined
  readonly parameters: readonly { readonly type: Type; readonly name: string }[]
  readonly body: Statement
}

export interface LslScript {
  readonly globals: readonly Extract<Statement, { kind: 'declare' }>[]
  readonly functions: ReadonlyMap<string, LslFunction>
  readonly events: ReadonlyMap<string, LslFunction>
}

/** What a script may use of the language's library. */
export interface LslLibrary {
  /** The number of arguments of each function. */
  readonly functions: Readonly<Record<string, number>>
  readonly constants: ReadonlySet<string>
  /** The types of each event's parameters. */
  readonly events: Readonly<Record<string, readonly Type[]>>
}

const TYPES: readonly string[] = ['integer', 'float', 'string', 'key', 'vector', 'rotation', 'list']
const isType = (text: string): text is Type => TYPES.includes(text)

const TOKEN =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|\d+\.\d*|\.\d+|\d+|[A-Za-z_]\w*|[+\-*/%]=|==|!=|<=|>=|&&|\|\||\+\+|--|<<|>>|[-+*/%=<>!&|^~(){}[\],;.@]/y

/** From weakest to strongest; assignment is right-associative. */
const BINARY = [
  ['||', '&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
]
const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=']

/**
 * The tree of a script with one state.
 * @throws Error with the line of the fault: an unbalanced bracket, a missing semicolon, a name that is not
 *   declared, a function with too many or too few arguments
 */
export function readLsl(source: string, library: LslLibrary): LslScript {
  const tokens = tokenize(source)
  let at = 0
  const globals: Extract<Statement, { kind: 'declare' }>[] = []
  const functions = new Map<string, LslFunction>()
  const events = new Map<string, LslFunction>()
  const calls: { name: string; count: number; line: number }[] = []
  /** Names in scope, the innermost block last. */
  const scopes: Set<string>[] = [new Set()]

  const peek = (ahead = 0) => tokens[at + ahead]?.text ?? 'the end'
  const line = () => tokens[at]?.line ?? tokens.at(-1)?.line ?? 0

  function fail(what: string): never {
    throw new Error(`line ${line()}: ${what}`)
  }
  function take(expected?: string): string {
    const token = tokens[at]
    if (!token || (expected !== undefined && token.text !== expected)) {
      fail(`expected ${expected ?? 'more'}, found ${peek()}`)
    }
    at += 1
    return token.text
  }
  function accept(text: string): boolean {
    if (peek() !== text) return false
    at += 1
    return true
  }
  function takeType(): Type {
    const text = take()
    return isType(text) ? text : fail(`${text} is not a type`)
  }
  function takeName(): string {
    const name = take()
    if (!/^[A-Za-z_]\w*$/.test(name) || isType(name)) fail(`${name} is not a name`)
    return name
  }
  function declare(name: string): void {
    if (scopes.at(-1)?.has(name)) fail(`${name} is declared twice`)
    scopes.at(-1)?.add(name)
  }
  function inScope<T>(read: () => T): T {
    scopes.push(new Set())
    const result = read()
    scopes.pop()
    return result
  }

  function expression(): Expression {
    const left = binary(0)
    if (!ASSIGNMENTS.includes(peek())) return left
    if (left.kind !== 'name' && left.kind !== 'member') fail('only a variable can be assigned to')
    const operator = take()
    return { kind: 'binary', operator, left, right: expression() }
  }
  function binary(level: number): Expression {
    const operators = BINARY[level]
    if (!operators) return unary()
    let left = binary(level + 1)
    while (operators.includes(peek()))
      left = { kind: 'binary', operator: take(), left, right: binary(level + 1) }
    return left
  }
  function unary(): Expression {
    if (['-', '!', '~', '++', '--'].includes(peek())) return { kind: 'unary', operator: take(), of: unary() }
    const type = peek(1)
    if (peek() === '(' && isType(type) && peek(2) === ')') {
      at += 3
      return { kind: 'cast', type, of: unary() }
    }
    let value = primary()
    while (accept('.')) value = { kind: 'member', of: value, name: takeName() }
    return value
  }
  function primary(): Expression {
    if (accept('(')) {
      const inner = expression()
      take(')')
      return inner
    }
    if (accept('[')) return { kind: 'list', items: listUntil(']') }
    const text = peek()
    if (text.startsWith('"')) return { kind: 'literal', type: 'string', text: unescapeText(take()) }
    if (/^[\d.]+$/.test(text))
      return { kind: 'literal', type: text.includes('.') ? 'float' : 'integer', text: take() }
    const nameLine = line()
    const name = takeName()
    if (accept('(')) {
      const args = listUntil(')')
      calls.push({ name, count: args.length, line: nameLine })
      return { kind: 'call', name, args }
    }
    if (!library.constants.has(name) && !scopes.some((scope) => scope.has(name)))
      fail(`${name} is not declared`)
    return { kind: 'name', name }
  }
  function listUntil(end: string): Expression[] {
    const items: Expression[] = []
    if (accept(end)) return items
    do items.push(expression())
    while (accept(','))
    take(end)
    return items
  }

  function declaration(): Extract<Statement, { kind: 'declare' }> {
    const type = takeType()
    const name = takeName()
    const value = accept('=') ? expression() : undefined
    declare(name)
    take(';')
    return { kind: 'declare', type, name, value }
  }
  function block(): Statement {
    return inScope(() => {
      take('{')
      const body: Statement[] = []
      while (!accept('}')) body.push(statement())
      return { kind: 'block', body }
    })
  }
  function condition(): Expression {
    take('(')
    const test = expression()
    take(')')
    return test
  }
  function statement(): Statement {
    const text = peek()
    if (text === '{') return block()
    if (isType(text)) return declaration()
    if (accept('if')) {
      const test = condition()
      const then = statement()
      return { kind: 'if', test, then, otherwise: accept('else') ? statement() : undefined }
    }
    if (accept('while')) return { kind: 'while', test: condition(), body: statement() }
    if (accept('for')) {
      take('(')
      const first = expression()
      take(';')
      const test = expression()
      take(';')
      const next = expression()
      take(')')
      return { kind: 'for', first, test, next, body: statement() }
    }
    if (accept('return')) {
      const value = peek() === ';' ? undefined : expression()
      take(';')
      return { kind: 'return', value }
    }
    const value = expression()
    take(';')
    return { kind: 'expression', value }
  }

  function functionRest(returns: Type | undefined): LslFunction {
    return inScope(() => {
      take('(')
      const parameters: { type: Type; name: string }[] = []
      while (!accept(')')) {
        if (parameters.length > 0) take(',')
        const type = takeType()
        const name = takeName()
        declare(name)
        parameters.push({ type, name })
      }
      return { returns, parameters, body: block() }
    })
  }

  while (peek() !== 'default') {
    const returns = isType(peek()) ? peek() : undefined
    const isFunction = peek(returns ? 2 : 1) === '('
    if (!isFunction) globals.push(declaration())
    else {
      const type = returns ? takeType() : undefined
      functions.set(takeName(), functionRest(type))
    }
  }
  take('default')
  take('{')
  while (!accept('}')) {
    const name = takeName()
    const event = functionRest(undefined)
    const types = event.parameters.map(({ type }) => type).join()
    if (library.events[name]?.join() !== types) fail(`there is no event ${name}(${types})`)
    events.set(name, event)
  }
  if (at < tokens.length) fail(`nothing may follow the state, found ${peek()}`)
  for (const { name, count, line: where } of calls) {
    const expected = functions.get(name)?.parameters.length ?? library.functions[name]
    if (expected === undefined) throw new Error(`line ${where}: there is no function ${name}`)
    if (expected !== count)
      throw new Error(`line ${where}: ${name} takes ${expected} arguments, not ${count}`)
  }
  return { globals, functions, events }
}

function tokenize(source: string): { text: string; line: number }[] {
  const tokens: { text: string; line: number }[] = []
  const pattern = new RegExp(TOKEN)
  let line = 1
  for (let index = 0; index < source.length; index = pattern.lastIndex) {
    pattern.lastIndex = index
    const text = pattern.exec(source)?.[0]
    if (text === undefined) throw new Error(`line ${line}: ${JSON.stringify(source[index])} begins nothing`)
    if (!/^(\s|\/\/|\/\*)/.test(text)) tokens.push({ text, line })
    line += text.split('\n').length - 1
  }
  return tokens
}

function unescapeText(literal: string): string {
  return literal.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => {
    return letter === 'n' ? '\n' : letter === 't' ? '    ' : letter
  })
}
