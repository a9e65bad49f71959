/**
 * A page at the protocol that lives on: its socket is the page's own client, and it joins again as the page does, with
 * the links that it has kept. With media it is connected to the hub, too.
 */

import { WebSocket } from 'ws'
import type { ServerMessage } from '../../../src/protocol/messages.js'
import { createSignalingClient } from '../../../web-client/service/signaling-client.js'
import type { Sound } from '../../helpers/browser/voice-sound.js'
import { createLivingHub } from './living-hub.js'
import type { Teardown } from './teardown.js'

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
  /** Each time between a lost socket and the room, in milliseconds. */
  readonly outages: readonly number[]
  readonly others: ReadonlySet<string>
  /** When it came into the room last, by the stopwatch. */
  inRoomAt(): number
  isInRoom(): boolean
  /** How often it was told steps of others. */
  moves(): number
  /** Why nobody hears this resident, as the room has it. */
  silence(): string | null | undefined
  /** Whether that tone has arrived through the hub since the last call. */
  hears(frequencyHz: number): boolean
  send: ReturnType<typeof createSignalingClient>['send']
  close(): void
}

export interface LivingPageOptions {
  readonly url: string
  readonly cookie: string
  readonly agentId: string
  /** It is connected to the hub, and says that there, if anything. */
  readonly media?: { readonly voice?: Sound }
}

export function openLivingPage(t: Teardown, { url, cookie, agentId, media }: LivingPageOptions): LivingPage {
  const links = new Map<string, string>()
  const others = new Set<string>()
  const [remade, faults, twice]: [string[], string[], string[]] = [[], [], []]
  const outages: number[] = []
  let lostAt: number | undefined
  let inRoomAt = 0
  let isInRoom = false
  let silence: string | null | undefined
  let moves = 0
  const hub = media && createLivingHub(agentId, media.voice, (message) => client.send(message))

  function hear(message: ServerMessage): void {
    hub?.hear(message)
    switch (message.type) {
      case 'welcome': {
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

  function come(other: string): void {
    if (others.has(other) || other === agentId) twice.push(other)
    others.add(other)
  }

  const client = createSignalingClient(
    () => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/signal`, {
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
      onLost() {
        isInRoom = false
        lostAt ??= performance.now()
      },
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
    hears: (frequencyHz) => hub?.hears(frequencyHz) ?? false,
    send: client.send,
    close,
  }
}
