/** Runs a script's own functions and events against a world that a test makes up. */

import type { Expression, LslFunction, LslScript, Statement, Type } from './lsl-check.js'

/** A float prints six decimals and an integer none, so the two types are kept apart. */
export class Float {
  constructor(readonly number: number) {}
}

export interface Vector {
  readonly x: number
  readonly y: number
  readonly z: number
  readonly s?: number
}

/** Integers are numbers, keys are strings. */
export type Value = number | Float | string | Vector | readonly Value[]

export interface LslWorld {
  /** What the library's functions do; each gets its arguments. */
  readonly functions: Readonly<Record<string, (...args: Value[]) => Value | undefined>>
  readonly constants: Readonly<Record<string, Value>>
}

export interface RunningScript {
  call(name: string, ...args: Value[]): Value | undefined
  /** Nothing happens where the script has no such event. */
  event(name: string, ...args: Value[]): void
  set(global: string, value: Value): void
}

type Scope = Map<string, Value>
/** The value that a `return` carries. */
type Left = { readonly value: Value | undefined } | undefined

const defaults: Record<Type, Value> = {
  integer: 0,
  float: new Float(0),
  string: '',
  key: '',
  vector: { x: 0, y: 0, z: 0 },
  rotation: { x: 0, y: 0, z: 0, s: 1 },
  list: [],
}

export function runLsl(script: LslScript, world: LslWorld): RunningScript {
  const globals: Scope = new Map()
  for (const { name, type, value } of script.globals) {
    globals.set(name, value ? convert(type, evaluate(value, [globals])) : defaults[type])
  }

  function invoke({ parameters, body }: LslFunction, args: readonly Value[]): Value | undefined {
    const entries = parameters.map(({ name, type }, index) => {
      return [name, convert(type, args[index] ?? defaults[type])] as const
    })
    return execute(body, [globals, new Map(entries)])?.value
  }

  function execute(statement: Statement, scopes: Scope[]): Left {
    switch (statement.kind) {
      case 'block': {
        const inner = [...scopes, new Map<string, Value>()]
        for (const one of statement.body) {
          const left = execute(one, inner)
          if (left) return left
        }
        return undefined
      }
      case 'declare': {
        const { name, type, value } = statement
        scopes.at(-1)?.set(name, value ? convert(type, evaluate(value, scopes)) : defaults[type])
        return undefined
      }
      case 'if':
        if (isTrue(evaluate(statement.test, scopes))) return execute(statement.then, scopes)
        return statement.otherwise && execute(statement.otherwise, scopes)
      case 'while':
        while (isTrue(evaluate(statement.test, scopes))) {
          const left = execute(statement.body, scopes)
          if (left) return left
        }
        return undefined
      case 'for':
        for (
          evaluate(statement.first, scopes);
          isTrue(evaluate(statement.test, scopes));
          evaluate(statement.next, scopes)
        ) {
          const left = execute(statement.body, scopes)
          if (left) return left
        }
        return undefined
      case 'return':
        return { value: statement.value && evaluate(statement.value, scopes) }
      case 'expression':
        perform(statement.value, scopes)
        return undefined
    }
  }

  /** A call may return nothing where no value is needed. */
  function perform(expression: Expression, scopes: Scope[]): Value | undefined {
    if (expression.kind !== 'call') return evaluate(expression, scopes)
    const { name } = expression
    const args = expression.args.map((arg) => evaluate(arg, scopes))
    const own = script.functions.get(name)
    if (own) return invoke(own, args)
    const library = world.functions[name]
    if (!library) throw new Error(`the world has no ${name}`)
    return library(...args)
  }

  function evaluate(expression: Expression, scopes: Scope[]): Value {
    switch (expression.kind) {
      case 'literal':
        if (expression.type === 'string') return expression.text
        return expression.type === 'float' ? new Float(Number(expression.text)) : Number(expression.text)
      case 'name':
        return lookUp(expression.name, scopes)
      case 'member':
        return memberOf(evaluate(expression.of, scopes), expression.name)
      case 'list':
        return expression.items.map((item) => evaluate(item, scopes))
      case 'cast':
        return cast(expression.type, evaluate(expression.of, scopes))
      case 'unary':
        return unary(expression.operator, expression.of, scopes)
      case 'binary':
        return binary(expression, scopes)
      case 'call': {
        const value = perform(expression, scopes)
        if (value === undefined) throw new Error(`${expression.name} gives nothing`)
        return value
      }
    }
  }

  function binary(expression: Extract<Expression, { kind: 'binary' }>, scopes: Scope[]): Value {
    const { operator, left, right } = expression
    // LSL always evaluates the right side first.
    const value = evaluate(right, scopes)
    if (!operator.endsWith('=') || ['==', '!=', '<=', '>='].includes(operator)) {
      return operate(operator, evaluate(left, scopes), value)
    }
    if (left.kind !== 'name') throw new Error('only plain variables are assigned to here')
    const next = operator === '=' ? value : operate(operator.slice(0, -1), lookUp(left.name, scopes), value)
    return assign(left.name, next, scopes)
  }

  function unary(operator: string, of: Expression, scopes: Scope[]): Value {
    const value = evaluate(of, scopes)
    if (operator === '!') return isTrue(value) ? 0 : 1
    if (operator === '-') return value instanceof Float ? new Float(-value.number) : -numberOf(value)
    if (operator === '~') return ~numberOf(value)
    if (of.kind !== 'name') throw new Error(`${operator} needs a variable`)
    return assign(of.name, operate(operator === '++' ? '+' : '-', value, 1), scopes)
  }

  function scopeOf(name: string, scopes: Scope[]): Scope | undefined {
    return scopes.findLast((scope) => scope.has(name))
  }
  function lookUp(name: string, scopes: Scope[]): Value {
    const value = scopeOf(name, scopes)?.get(name) ?? world.constants[name]
    if (value === undefined) throw new Error(`the world has no ${name}`)
    return value
  }
  function assign(name: string, value: Value, scopes: Scope[]): Value {
    const scope = scopeOf(name, scopes)
    const before = scope?.get(name)
    if (typeof before !== typeof value || before instanceof Float !== value instanceof Float) {
      throw new Error(`${name} gets a value of another type`)
    }
    scope?.set(name, value)
    return value
  }

  return {
    call(name, ...args) {
      const own = script.functions.get(name)
      if (!own) throw new Error(`the script has no ${name}`)
      return invoke(own, args)
    },
    event(name, ...args) {
      const handler = script.events.get(name)
      if (handler) invoke(handler, args)
    },
    set(global, value) {
      assign(global, value, [globals])
    },
  }
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value)
}

export function numberOf(value: Value | undefined): number {
  if (typeof value === 'number') return value
  if (value instanceof Float) return value.number
  throw new Error(`${JSON.stringify(value)} is not a number`)
}

/** An integer becomes a float implicitly; everything else must be cast. */
function convert(type: Type, value: Value): Value {
  if (type === 'float' && typeof value === 'number') return new Float(value)
  const fits = {
    integer: typeof value === 'number',
    float: value instanceof Float,
    string: typeof value === 'string',
    key: typeof value === 'string',
    vector: typeof value === 'object' && 'x' in value,
    rotation: typeof value === 'object' && 's' in value,
    list: isList(value),
  }
  if (!fits[type]) throw new Error(`${JSON.stringify(value)} is no ${type}`)
  return value
}

function cast(type: Type, value: Value): Value {
  switch (type) {
    case 'string':
    case 'key':
      if (value instanceof Float) return value.number.toFixed(6)
      return String(typeof value === 'string' ? value : numberOf(value))
    case 'float':
      return new Float(typeof value === 'string' ? Number.parseFloat(value) : numberOf(value))
    case 'integer':
      return Math.trunc(typeof value === 'string' ? Number.parseInt(value, 10) : numberOf(value))
    case 'vector': {
      const [x, y, z] = typeof value === 'string' ? value.replace(/[<>]/g, '').split(',').map(Number) : []
      if (x === undefined || y === undefined || z === undefined) throw new Error(`${value} is no vector`)
      return { x, y, z }
    }
    default:
      throw new Error(`no cast to ${type} here`)
  }
}

function memberOf(value: Value, name: string): Value {
  const found: unknown = typeof value === 'object' ? Reflect.get(value, name) : undefined
  if (typeof found !== 'number') throw new Error(`no member ${name}`)
  return new Float(found)
}

function isTrue(value: Value): boolean {
  return numberOf(value) !== 0
}

function operate(operator: string, left: Value, right: Value): Value {
  if (operator === '+' && isList(left)) return isList(right) ? [...left, ...right] : [...left, right]
  if (operator === '==' || operator === '!=') return same(left, right) === (operator === '==') ? 1 : 0
  if (typeof left === 'string' || typeof right === 'string') {
    if (operator !== '+' || typeof left !== typeof right) throw new Error(`${operator} needs two strings`)
    return `${left}${right}`
  }
  const [a, b] = [numberOf(left), numberOf(right)]
  const float = left instanceof Float || right instanceof Float
  const result = (value: number) => (float ? new Float(value) : Math.trunc(value))
  switch (operator) {
    case '+':
      return result(a + b)
    case '-':
      return result(a - b)
    case '*':
      return result(a * b)
    case '/':
      return result(a / b)
    case '%':
      return result(a % b)
    case '<':
      return a < b ? 1 : 0
    case '>':
      return a > b ? 1 : 0
    case '<=':
      return a <= b ? 1 : 0
    case '>=':
      return a >= b ? 1 : 0
    case '&&':
      return a !== 0 && b !== 0 ? 1 : 0
    case '||':
      return a !== 0 || b !== 0 ? 1 : 0
    case '&':
      return a & b
    case '|':
      return a | b
    default:
      throw new Error(`no operator ${operator} here`)
  }
}

function same(left: Value, right: Value): boolean {
  if (typeof left === 'string' || typeof right === 'string') return left === right
  if (isList(left) || isList(right)) throw new Error('lists are compared by their length only')
  if (typeof left === 'object' && 'x' in left) return JSON.stringify(left) === JSON.stringify(right)
  return numberOf(left) === numberOf(right)
}
