/** Many media peers at once, in a process of their own. */

import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { eventually } from '../eventually.js'
import type { CrowdOrder, CrowdReport, Others } from './media-crowd-process.js'

/**
 * Answers an offer, wherever the crowd is connected to.
 * @param peerId the peer's own id, and another one each time the peer tries again
 */
export type Connect = (id: string, offer: string, peerId: string) => Promise<string>

type Shape = 'viewer' | { slots: number }

export interface MediaCrowd {
  /** Makes peers and connects them, some at a time. Returns once all are connected. */
  open(ids: readonly string[], shape: Shape, connect: Connect): Promise<void>
  /** These peers talk from now on, nobody else; @param others what the other microphones send, `nothing` by default */
  talk(ids: readonly string[], others?: Others): void
  /** Every peer reports from now on that this share of its stream is lost, 0..1. */
  lose(share: number): void
  /** Packets that each peer received since the last call. */
  takePackets(): Promise<Readonly<Record<string, number>>>
  close(ids: readonly string[]): void
  /** All peers vanish abruptly. */
  kill(): Promise<void>
}

const AT_A_TIME = 6

export function startMediaCrowd(): MediaCrowd {
  const extension = import.meta.url.slice(-3)
  const entry = fileURLToPath(new URL(`./media-crowd-process${extension}`, import.meta.url))
  const child = fork(entry, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const offers = new Map<string, (offer: string) => void>()
  const accepted = new Map<string, (accepted: boolean) => void>()
  const counts = new Map<number, (counts: Extract<CrowdReport, { type: 'counts' }>) => void>()
  let tickets = 0
  let attempts = 0
  child.on('message', (report: CrowdReport) => {
    if (report.type === 'offer') offers.get(report.id)?.(report.offer)
    else if (report.type === 'counts') counts.get(report.ticket)?.(report)
    else accepted.get(report.id)?.(report.accepted)
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

  /**
   * Returns false where the connection has to be tried again: as the offering side, on one machine, the library may be
   * connected before it has stored the answer, and then hangs up.
   */
  async function connectOne(id: string, shape: Shape, connect: Connect): Promise<boolean> {
    const offer = await new Promise<string>((resolve) => {
      offers.set(id, resolve)
      send({ type: 'open', id, shape })
    })
    attempts += 1
    const answer = await connect(id, offer, `${id} ${attempts}`)
    return new Promise((resolve) => {
      accepted.set(id, resolve)
      send({ type: 'accept', id, answer })
    })
  }

  return {
    async open(ids, shape, connect) {
      const left = [...ids]
      const connectNext = async (): Promise<void> => {
        for (let id = left.shift(); id !== undefined; id = left.shift()) {
          while (!(await connectOne(id, shape, connect)));
        }
      }
      await Promise.all(Array.from({ length: AT_A_TIME }, connectNext))
      opened += ids.length
      await eventually('a connected crowd', async () => (await count()).connected >= opened, 60_000)
    },
    talk: (ids, others = 'nothing') => send({ type: 'talk', ids: [...ids], others }),
    lose: (share) => send({ type: 'lose', share }),
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
