/**
 * Preloaded into the service by `walks`: writes down which of its files calls which other one, in order, through
 * promises, timers and events. A file is rewritten while it is loaded, so that each of its functions says when it
 * begins and ends.
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import { registerHooks } from 'node:module'
import { parseSync, Visitor } from 'vite'
import type { Entry } from './visits.js'

interface Frame {
  readonly file: string
  readonly caller: Frame | undefined
  ended: boolean
}

interface Probe {
  /** Wraps the body of each function. */
  run<Result>(file: string, isPart: boolean, body: () => Result): Result
  /** @returns what was written down since the last time */
  take(): readonly Entry[]
}

declare global {
  var callOrder: Probe
}

const frames = new AsyncLocalStorage<Frame>()
let entries: Entry[] = []

globalThis.callOrder = {
  run(file, isPart, body) {
    const caller = frames.getStore()
    const frame: Frame = { file, caller, ended: false }
    if (caller?.file !== file || caller.ended) {
      entries.push({ file, from: caller?.file, isPart, isUnderWay: isUnderWay(file, caller) })
    }
    const end = () => {
      frame.ended = true
    }
    let result: unknown
    try {
      const own = frames.run(frame, body)
      result = own
      return own
    } finally {
      if (result instanceof Promise) result.then(end, end)
      else end()
    }
  },
  take() {
    const taken = entries
    entries = []
    return taken
  },
}

function isUnderWay(file: string, frame: Frame | undefined): boolean {
  if (!frame) return false
  return (frame.file === file && !frame.ended) || isUnderWay(file, frame.caller)
}

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    const file = url.match(/\/dist\/(src\/.*)\.js$/)?.[1]
    return file ? { ...loaded, source: watched(String(loaded.source), file) } : loaded
  },
})

/** The same module with a probe in each function, except generators, which end nowhere. */
function watched(code: string, file: string): string {
  const insertions: { readonly at: number; readonly text: string }[] = []
  let depth = 0
  function enter({ async, generator, expression, body }: WrappedFunction): void {
    if (body && !generator) {
      const opening = `globalThis.callOrder.run('${file}', ${depth > 0}, ${async ? 'async ' : ''}() => `
      if (expression) insertions.push({ at: body.start, text: `${opening}(` }, { at: body.end, text: '))' })
      else {
        insertions.push({ at: body.start + 1, text: `return ${opening}{` }, { at: body.end - 1, text: '})' })
      }
    }
    depth += 1
  }
  const exit = () => {
    depth -= 1
  }
  new Visitor({
    FunctionDeclaration: enter,
    FunctionExpression: enter,
    ArrowFunctionExpression: enter,
    ClassBody: () => {
      depth += 1
    },
    'FunctionDeclaration:exit': exit,
    'FunctionExpression:exit': exit,
    'ArrowFunctionExpression:exit': exit,
    'ClassBody:exit': exit,
  }).visit(parseSync(file, code).program)
  let result = code
  // The last one first, so that the positions before it stay what they are; of two in one place, the inner one's end first.
  for (const { at, text } of insertions.sort((one, other) => other.at - one.at)) {
    result = result.slice(0, at) + text + result.slice(at)
  }
  return result
}

interface WrappedFunction {
  readonly async: boolean
  readonly generator: boolean
  readonly expression: boolean
  readonly body: { readonly start: number; readonly end: number } | null
}
