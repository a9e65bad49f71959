/**
 * A page at the protocol that lives on: its socket is the page's own client, and it joins again as the page does, with
 * the links that it has kept. With media it is connected to the hub, too.
 */

import { WebSocket } from 'ws'
import type { ServerMessage } from '../../../src/protocol/messages.js'
import { createSignalingClient } from '../../../web-client/service/signaling-client.js'
import { createLivingHub, type LivingHubOptions } from '../media/living-hub.js'

export interface LivingPage {
  readonly agentId: string
  /** The links to others, as the page has them. */
  readonly links: ReadonlyMap<string, string>
  /** Links to others who are still in the room that were cut, or made anew where there was one. */
  readonly remade: string[]
  /** What a resident would be shown: messages of errors, and ends of the session. */
  readonly faults: readonly string[]
  /** Others whom the service named a second time. */
  readonly twice: readonly string[]
  /** Each time between a place that was lost, with the socket or without, and the room, in milliseconds. */
  readonly outages: readonly number[]
  readonly others: ReadonlySet<string>
  /** When it came into the room last, by the stopwatch. */
  inRoomAt(): number
  isInRoom(): boolean
  /** How often it was told steps of others. */
  moves(): number
  /** Why nobody hears this resident, as the room has it. */
  silence(): string | null | undefined
  /** How many sockets it has opened. */
  sockets(): number
  /** How many links it has kept over a change of owners. */
  resumed(): number
  /** When the hub answered last, by the stopwatch. */
  answeredAt(): number
  send: ReturnType<typeof createSignalingClient>['send']
  close(): void
}

export interface LivingPageOptions {
  readonly url: string
  /** Where it comes back to after a lost socket, by default the same. */
  readonly laterUrl?: string
  readonly cookie: string
  readonly agentId: string
  /** It is connected to the hub, says that there, if anything, and listens. */
  readonly media?: Pick<LivingHubOptions, 'voice' | 'hearings' | 'slowMs'>
}

/** It ends with the test. */
export function openLivingPage(
  t: { teardown(step: () => unknown): void },
  { url, laterUrl = url, cookie, agentId, media }: LivingPageOptions,
): LivingPage {
  const links = new Map<string, string>()
  const others = new Set<string>()
  const [remade, faults, twice]: [string[], string[], string[]] = [[], [], []]
  const outages: number[] = []
  let lostAt: number | undefined
  let inRoomAt = 0
  let isInRoom = false
  let silence: string | null | undefined
  let [moves, sockets, resumed] = [0, 0, 0]
  const hub = media && createLivingHub({ name: agentId, ...media, send: (message) => client.send(message) })

  function hear(message: ServerMessage): void {
    hub?.hear(message)
    switch (message.type) {
      case 'welcome': {
        // Again on the same socket: another node has the place from now on.
        if (isInRoom) lost()
        const kept = [...links].map(([other, link]) => ({ agentId: other, link }))
        const resumes = kept.length > 0 || hub?.isHeard() === true
        const connections = { ...(kept.length > 0 && { links: kept }), ...(resumes && { resumes }) }
        client.send({ type: 'join', muted: media?.voice === undefined, ...connections })
        return
      }
      case 'room': {
        others.clear()
        for (const participant of message.participants) come(participant.agentId)
        silence = message.self.silence
        isInRoom = true
        inRoomAt = performance.now()
        if (lostAt !== undefined) outages.push(inRoomAt - lostAt)
        lostAt = undefined
        return
      }
      case 'no-room':
        isInRoom = false
        if (message.reason === 'kicked') faults.push('kicked')
        return
      case 'participant-joined':
        return come(message.participant.agentId)
      case 'participant-changed':
        if (message.participant.agentId === agentId) silence = message.participant.silence
        return
      case 'participant-left':
        others.delete(message.agentId)
        return
      case 'peer-connect':
        if (links.has(message.agentId) && !message.resumed) remade.push(message.agentId)
        links.set(message.agentId, message.link)
        if (message.resumed) resumed += 1
        return
      case 'peer-disconnect':
        // Whoever has left is cut off first.
        if (links.get(message.agentId) !== message.link) return
        links.delete(message.agentId)
        if (others.has(message.agentId)) remade.push(message.agentId)
        return
      case 'error':
        faults.push(`${message.code} ${message.about ?? ''}`)
    }
  }

  function lost(): void {
    isInRoom = false
    lostAt ??= performance.now()
  }

  function come(other: string): void {
    if (others.has(other) || other === agentId) twice.push(other)
    others.add(other)
  }

  const client = createSignalingClient(
    () => {
      const at = sockets === 0 ? url : laterUrl
      sockets += 1
      const socket = new WebSocket(`${at.replace('http', 'ws')}/signal`, {
        headers: { cookie },
        rejectUnauthorized: false,
      })
      // Its close follows.
      socket.on('error', () => undefined)
      return socket as never
    },
    {
      onMessage: hear,
      onPositions() {
        moves += 1
      },
      onOpen: () => undefined,
      onLost: lost,
      onOver(reason) {
        isInRoom = false
        faults.push(`over: ${reason}`)
      },
    },
  )
  const close = () => {
    hub?.close()
    client.close()
  }
  t.teardown(close)
  return {
    agentId,
    links,
    remade,
    faults,
    twice,
    outages,
    others,
    inRoomAt: () => inRoomAt,
    isInRoom: () => isInRoom,
    moves: () => moves,
    silence: () => silence,
    sockets: () => sockets,
    resumed: () => resumed,
    answeredAt: () => hub?.answeredAt() ?? 0,
    send: client.send,
    close,
  }
}
