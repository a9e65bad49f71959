/** What a pretended service tells a page: people, a room with them, what is written there, and calls. */

import type { Page } from 'puppeteer-core'
import type { LineMessage } from '../../../src/protocol/chat-messages.js'
import type {
  ChannelMessage,
  ParticipantMessage,
  ServerMessage,
  ServerMessageOf,
} from '../../../src/protocol/messages.js'
import { clickIn } from './browser.js'
import { say } from './pretend-service.js'

const SELF = '00000000-0000-4000-8000-000000000001'

export const welcome: ServerMessageOf<'welcome'> = {
  type: 'welcome',
  protocol: 1,
  agentId: SELF,
  name: 'Anna Testperson',
  iceServers: [{ urls: ['turn:127.0.0.1:9'], username: 'x', credential: 'x' }],
  iceTransportPolicy: 'all',
  hidesAddresses: true,
  build: '',
}

export const channel: ChannelMessage = {
  id: 1,
  name: 'Agora',
  mode: 'open',
  distanceModel: 'linear',
  rollOff: 2,
  maxRangeMetres: 60,
  clampingDistanceMetres: 10,
}

export function participant(index: number, name: string, east = 0, north = 0): ParticipantMessage {
  const agentId = SELF.slice(0, -6) + String(index + 1).padStart(6, '0')
  const position: ParticipantMessage['position'] = [100 + east, 100 + north, 25]
  return { agentId, name, index, muted: false, listensOnly: false, position, look: [0, 1, 0] }
}

export const self = participant(0, 'Anna Testperson')

export function room(
  participants: ParticipantMessage[] = [],
  changes: Partial<ChannelMessage> = {},
  own: Partial<ParticipantMessage> = {},
): ServerMessage {
  const channelNow = { ...channel, ...changes }
  return { type: 'room', channel: channelNow, self: { ...self, ...own }, participants, feedLost: false }
}

export const people = [participant(1, 'Bert Example', 6, 4), participant(2, 'Carla Far', -30, 25)]

/** A call by Bert to Anna and Carla. */
export function call({ rings = false, here = false }): ServerMessage {
  const states = [here ? 'joined' : 'ringing', 'joined', 'ringing'] as const
  const members = [self, ...people].map(({ agentId, name }, index) => ({
    agentId,
    name,
    state: states[index] ?? ('gone' as const),
  }))
  return { type: 'call', call: 'one', from: participant(1, '').agentId, rings, here, members }
}

const AT = Date.UTC(2026, 10, 27, 18, 30)

export function line(seq: number, from: number, text: string, more: Partial<LineMessage> = {}): LineMessage {
  const { agentId, name } = from === 0 ? self : participant(from, people[from - 1]?.name ?? '')
  const id = `log.${seq}`
  return { id, seq, change: seq, from: agentId, name, text, at: AT + seq * 60_000, nonce: id, ...more }
}

/** A place whose people write, seen by a moderator, and one of them writes to the resident alone. */
export async function openChat(page: Page): Promise<void> {
  const rules = {
    on: true,
    reach: 'room',
    slowSeconds: 5,
    bridged: true,
    muted: false,
    moderates: true,
  } as const
  await joinRoom(page, room(people, {}, { moderator: true }), { type: 'chat-rules', ...rules })
  await click('chat-tab')(page)
  await page.waitForSelector('[data-testid=chat-input]')
  await say(
    page,
    {
      type: 'chat-history',
      missed: true,
      lines: [
        line(1, 1, 'Does anybody hear the sea from here?'),
        line(2, 0, 'I do. The sound comes from the lighthouse: https://example.org/sea', { edited: true }),
        line(3, 2, '', { removedBy: 'moderator' }),
        line(4, 2, 'שלום עולם', { inWorld: true }),
      ],
    },
    {
      type: 'chat-line',
      with: participant(1, '').agentId,
      line: line(1, 1, 'Ciao, Anna', { id: 'two.1' }),
    },
    { type: 'chat-writes', from: participant(2, '').agentId },
  )
  await page.type('[data-testid=chat-input]', 'A line too many')
  await page.keyboard.press('Enter')
  const nonce = await page.evaluate(() => {
    const { pretended } = globalThis as unknown as { pretended: { said: string[] } }
    return pretended.said.map((text) => JSON.parse(text)).findLast(({ type }) => type === 'chat').nonce
  })
  const refusal = { code: 'rate-limited', message: 'Wait a moment.', retryAfterSeconds: 4 }
  await say(page, { type: 'chat-refused', nonce, ...refusal })
  await page.waitForSelector('[data-testid=chat-unsent] [role=alert]')
}

/** A call that was missed, one in another window, and people who can be called. */
export async function openCalls(page: Page): Promise<void> {
  await joinRoom(page, room(people), call({ rings: true }))
  await page.waitForSelector('[data-testid=incoming-call]')
  await say(page, { type: 'call-ended', call: 'one', reason: 'no-answer' }, {
    ...call({}),
    call: 'two',
  } as ServerMessage)
  await click('call-tab')(page)
  await page.waitForSelector('[data-testid=missed-calls]')
  await page.type('[data-testid=find-people]', 'example')
  await say(page, {
    type: 'people-found',
    text: 'example',
    people: [people[0], participant(3, 'שלום עולם')].map((one) => ({
      agentId: one?.agentId ?? '',
      name: one?.name ?? '',
    })),
  })
  await page.waitForSelector('[data-testid=found-person]')
}

export const click = (testId: string) => (page: Page) => clickIn(page, `[data-testid=${testId}]`)

export async function joinRoom(page: Page, ...messages: ServerMessage[]): Promise<void> {
  await say(page, welcome)
  await page.waitForSelector('[data-testid=join]')
  await page.click('[data-testid=join]')
  await say(page, ...(messages.length > 0 ? messages : [room()]))
}
