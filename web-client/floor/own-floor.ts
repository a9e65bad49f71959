/** The floor as the resident stands with it: their hand, what they moderate, and in words what happens to them. */

import { batch, type ReadonlySignal, signal } from '@preact/signals-core'
import type {
  ClientMessage,
  ModerateMessage,
  ParticipantMessage,
  RoomRulesMessage,
  ServerMessage,
  ServerMessageOf,
} from '../../src/protocol/messages.js'
import type { PageTime } from '../page/page-time.js'
import type { VoiceState } from '../page/voice-state.js'
import type { Person } from '../room/room-people.js'

/** How the resident stands in their room. */
export type OwnFloor = Pick<ParticipantMessage, 'agentId' | 'moderator' | 'floor' | 'hand' | 'silence'>

/** Something that a moderator's page asks for before it acts, or a resident before they complain. */
export interface Asked {
  readonly what: 'kick' | 'ban' | 'complain'
  readonly agentId: string
  readonly name: string
}

/** What has just happened, and how it can be undone. */
export interface FloorNews {
  readonly what:
    | 'floor-given'
    | 'floor-taken'
    | 'hand-lowered'
    | 'unmuted'
    | 'moderates'
    | 'complained'
    | 'blocked'
    | 'unblocked'
    | ModerateMessage['act']
  /** Whom it was about, where that is not the resident. */
  readonly name: string
  readonly undo?: ClientMessage
}

/** News is read by then, and nothing is undone later. */
const NEWS_MS = 10_000

const NO_RULES: RoomRulesMessage = { locked: false, allMuted: false }

/** What takes an act back. */
const OPPOSITES: Partial<Record<ModerateMessage['act'], ModerateMessage['act']>> = {
  mute: 'unmute',
  unmute: 'mute',
  'give-floor': 'take-floor',
  'take-floor': 'give-floor',
  ban: 'unban',
  'mute-all': 'unmute-all',
  lock: 'unlock',
  unlock: 'lock',
}

export interface OwnFloorOptions {
  readonly send: (message: ClientMessage) => void
  readonly state: Pick<VoiceState, 'channel' | 'people' | 'blocked'>
  /** To be called when the resident blocks other people than before. */
  readonly onBlocks: () => void
  readonly time: PageTime
}

export type Floor = ReturnType<typeof createFloor>

export function createFloor({ send, state, onBlocks, time }: OwnFloorOptions) {
  const own = signal<OwnFloor | undefined>(undefined)
  const rules = signal(NO_RULES)
  const news = signal<FloorNews | undefined>(undefined)
  const asked = signal<Asked | undefined>(undefined)
  const blocked = signal<ServerMessageOf<'blocks'>['people']>([])
  let cancelNews = () => {}

  function tell(next: FloorNews | undefined): void {
    cancelNews()
    news.value = next
    if (next)
      cancelNews = time.after(NEWS_MS, () => {
        news.value = undefined
      })
  }

  function changed(next: OwnFloor): void {
    const before = own.value
    own.value = next
    if (!before) return
    const isOpen = state.channel.value?.mode === 'open'
    if (next.moderator && !before.moderator) tell({ what: 'moderates', name: '' })
    else if (next.floor && !before.floor) tell({ what: 'floor-given', name: '' })
    else if (!next.floor && before.floor && !isOpen) tell({ what: 'floor-taken', name: '' })
    else if (before.silence === 'muted-by-moderator' && !next.silence) tell({ what: 'unmuted', name: '' })
    else if (before.hand !== undefined && next.hand === undefined && !lowers && !isOpen)
      tell({ what: 'hand-lowered', name: '' })
    if (next.hand === undefined) lowers = false
  }
  /** The resident lowers the hand themselves. */
  let lowers = false

  function moderate(act: ModerateMessage, name = ''): void {
    send(act)
    const opposite = OPPOSITES[act.act]
    const undo = opposite && {
      type: 'moderate' as const,
      act: opposite,
      ...('agentId' in act && { agentId: act.agentId }),
    }
    tell({ what: act.act, name, ...(undo && { undo: undo as ModerateMessage }) })
  }

  return {
    own: own as ReadonlySignal<OwnFloor | undefined>,
    rules: rules as ReadonlySignal<RoomRulesMessage>,
    news: news as ReadonlySignal<FloorNews | undefined>,
    asked: asked as ReadonlySignal<Asked | undefined>,
    blocked: blocked as ReadonlySignal<ServerMessageOf<'blocks'>['people']>,
    isBlocked: (agentId: string) => blocked.value.some((one) => one.agentId === agentId),
    /** Whether a hand can be raised here: the mode has a floor to ask for, and this resident needs it. */
    asksForFloor: () => {
      const mode = state.channel.value?.mode
      return mode !== undefined && mode !== 'open' && own.value !== undefined && !own.value.moderator
    },
    /** Those with raised hands, in their order; the resident among them. */
    hands: () => handsOf(own.value, state.people.value),
    toggleHand(): void {
      const raised = own.value?.hand === undefined
      lowers = !raised
      send({ type: 'hand', raised })
    },
    moderate,
    ask(next: Asked | undefined): void {
      asked.value = next
    },
    block(agentId: string, name: string, on: boolean): void {
      send({ type: 'block', agentId, on })
      tell({ what: on ? 'blocked' : 'unblocked', name, undo: { type: 'block', agentId, on: !on } })
    },
    complain: (agentId: string, words: string) => send({ type: 'complain', agentId, words }),
    undo(): void {
      const undo = news.value?.undo
      tell(undefined)
      if (undo) send(undo)
    },
    dismiss: () => tell(undefined),
    /** Takes what the service says of the floor; other messages too have something of it. */
    receive(message: ServerMessage): void {
      switch (message.type) {
        case 'room':
          if (message.call !== undefined) return
          batch(() => {
            own.value = message.self
            rules.value = message.rules ?? NO_RULES
          })
          return
        case 'no-room':
          batch(() => {
            own.value = undefined
            rules.value = NO_RULES
          })
          return
        case 'participant-changed':
          if (message.call === undefined && message.participant.agentId === own.value?.agentId)
            changed(message.participant)
          return
        case 'rules':
          rules.value = message.rules
          return
        case 'blocks':
          blocked.value = message.people
          state.blocked.value = new Set(message.people.map(({ agentId }) => agentId))
          return onBlocks()
        case 'complained':
          return tell({ what: 'complained', name: '' })
        case 'error':
          // It was not done after all.
          if (message.about === 'moderate' || message.about === 'block') tell(undefined)
      }
    },
  }
}

/** @returns agent ids, the earliest hand first */
export function handsOf(
  own: OwnFloor | undefined,
  people: readonly Pick<Person, 'agentId' | 'hand'>[],
): readonly string[] {
  return [...people, ...(own ? [{ agentId: own.agentId, hand: own.hand }] : [])]
    .flatMap(({ agentId, hand }) => (hand === undefined ? [] : [{ agentId, hand }]))
    .sort((one, other) => one.hand - other.hand)
    .map(({ agentId }) => agentId)
}
