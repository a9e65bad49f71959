/** Questions that nodes ask each other by name, each with an answer that can be put into JSON. */

import { type Answer, type Link, LinkLost } from './links/link.js'
import type { Nodes, NodeView } from './nodes/nodes.js'

const PATH = '/cluster/ask/'
const NOTHING = Buffer.alloc(0)

export interface Asking {
  /** Answers what other nodes ask by that name. */
  answerTo(name: string, answer: (asked: unknown) => unknown): void
  /** @throws LinkLost, or Error for an answer that is none */
  ask(nodeId: string, name: string, asked: unknown): Promise<unknown>
  /** The answers of all other nodes that give one in time. */
  askOthers(name: string, asked: unknown): Promise<readonly unknown[]>
  /** The id of the node that gives such an answer. */
  findOther(name: string, asked: unknown, isWanted: (answer: unknown) => boolean): Promise<string | undefined>
  /** Answers another node's request, if it is a question. */
  answered(url: string, body: Buffer): Promise<Answer> | undefined
}

/** @param linkTo the link to another node */
export function createAsking(
  nodes: Pick<Nodes, 'live' | 'find' | 'self'>,
  linkTo: (node: NodeView) => Link,
): Asking {
  const answers = new Map<string, (asked: unknown) => unknown>()
  const others = () => nodes.live().filter(({ id }) => id !== nodes.self().id)

  async function ask(nodeId: string, name: string, asked: unknown): Promise<unknown> {
    const node = nodes.find(nodeId)
    if (!node) throw new LinkLost('That node is gone.')
    const request = { method: 'POST', url: PATH + name, headers: {}, address: '' }
    const { status, body } = await linkTo(node).request(request, Buffer.from(JSON.stringify(asked)))
    if (status !== 200) throw new Error(`another node answered ${status} to ${name}`)
    return JSON.parse(body.toString())
  }

  /** What a node of this version does not know is answered with 404. */
  async function answer(name: string, body: Buffer): Promise<Answer> {
    const known = answers.get(name)
    if (!known) return { status: 404, headers: {}, body: NOTHING }
    const given = await known(JSON.parse(body.toString()))
    return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(given ?? null)) }
  }

  return {
    ask,
    answerTo: (name, give) => void answers.set(name, give),
    async askOthers(name, asked) {
      const all = await Promise.allSettled(others().map(({ id }) => ask(id, name, asked)))
      return all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    },
    async findOther(name, asked, isWanted) {
      const asks = others().map(async ({ id }) => ({ id, answer: await ask(id, name, asked) }))
      for (const one of await Promise.allSettled(asks)) {
        if (one.status === 'fulfilled' && isWanted(one.value.answer)) return one.value.id
      }
      return undefined
    },
    answered: (url, body) => (url.startsWith(PATH) ? answer(url.slice(PATH.length), body) : undefined),
  }
}
