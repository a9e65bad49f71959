/** Many media peers at once, in a process of their own. */

import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { eventually } from './eventually.js'
import type { CrowdOrder, CrowdReport } from './media-crowd-process.js'

/** Answers an offer, wherever the crowd shall be connected to. */
export type Connect = (id: string, offer: string) => Promise<string>

export interface MediaCrowd {
  /** Makes peers and connects them, some at a time. Returns once all are connected. */
  open(ids: readonly string[], shape: 'viewer' | { slots: number }, connect: Connect): Promise<void>
  /** These talk from now on, nobody else. */
  talk(ids: readonly string[]): void
  /** Packets that each received since this was last asked. */
  takePackets(): Promise<Readonly<Record<string, number>>>
  close(ids: readonly string[]): void
  /** All vanish without a word to anybody. */
  kill(): Promise<void>
}

const AT_A_TIME = 6

export function startMediaCrowd(): MediaCrowd {
  const extension = import.meta.url.slice(-3)
  const entry = fileURLToPath(new URL(`./media-crowd-process${extension}`, import.meta.url))
  const child = fork(entry, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const offers = new Map<string, (offer: string) => void>()
  const counts = new Map<number, (counts: Extract<CrowdReport, { type: 'counts' }>) => void>()
  let tickets = 0
  child.on('message', (report: CrowdReport) => {
    if (report.type === 'offer') offers.get(report.id)?.(report.offer)
    else if (report.type === 'counts') counts.get(report.ticket)?.(report)
    else process.stderr.write(`a peer of the crowd failed: ${JSON.stringify(report)}\n`)
  })
  const send = (order: CrowdOrder) => child.connected && child.send(order)

  const count = () =>
    new Promise<Extract<CrowdReport, { type: 'counts' }>>((resolve) => {
      tickets += 1
      counts.set(tickets, resolve)
      send({ type: 'count', ticket: tickets })
    })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  let opened = 0

  return {
    async open(ids, shape, connect) {
      const left = [...ids]
      const connectNext = async (): Promise<void> => {
        for (let id = left.shift(); id !== undefined; id = left.shift()) {
          const own = id
          const offer = await new Promise<string>((resolve) => {
            offers.set(own, resolve)
            send({ type: 'open', id: own, shape })
          })
          send({ type: 'accept', id: own, answer: await connect(own, offer) })
        }
      }
      await Promise.all(Array.from({ length: AT_A_TIME }, connectNext))
      opened += ids.length
      await eventually('a connected crowd', async () => (await count()).connected >= opened, 60_000)
    },
    talk: (ids) => send({ type: 'talk', ids: [...ids] }),
    async takePackets() {
      return (await count()).packets
    },
    close(ids) {
      opened -= ids.length
      for (const id of ids) send({ type: 'close', id })
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
