/** Every screen of the voice page, and how to get there: for axe-core and for the pictures in docs/. */

import type { Page } from 'puppeteer-core'
import { CloseCode } from '../../../src/protocol/close-codes.js'
import { eventually } from '../eventually.js'
import { textOf } from './browser.js'
import { type Answers, hangUp, pretendService, say } from './pretend-service.js'
import {
  call,
  click,
  joinRoom,
  openCalls,
  openChat,
  participant,
  people,
  room,
  self,
  welcome,
} from './scenes.js'

/** The page's microphone, instead of the browser's. */
const withMicrophone = (answer: 'asks' | 'NotAllowedError' | 'NotFoundError' | 'NotReadableError') => {
  return (page: Page) =>
    page.evaluateOnNewDocument((answer) => {
      navigator.mediaDevices.getUserMedia = () =>
        answer === 'asks' ? new Promise(() => undefined) : Promise.reject(new DOMException('', answer))
    }, answer)
}

/** The user agent of a viewer's built-in browser. */
export const BUILT_IN_BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.5993.119 Safari/537.36 SecondLife/7.1.13.78266 (Firestorm-Releasex64; firestorm skin)'

const without = (name: string) => (page: Page) =>
  page.evaluateOnNewDocument((name) => {
    delete (globalThis as Record<string, unknown>)[name]
  }, name)

const signInAnswers: Answers = {
  'api/sign-in/code': {
    status: 202,
    body: { agentId: participant(0, '').agentId, name: 'Anna Testperson' },
  },
  'api/sign-in': { body: { code: true, codeByName: false, gridPassword: true, gridPage: false } },
  'api/avatars': {
    body: {
      avatars: ['Anna Testperson', 'שלום עולם', 'Bert Example'].map((name, index) => ({
        agentId: participant(index, name).agentId,
        name,
      })),
      more: true,
    },
  },
  'api/session': {
    status: 401,
    body: { error: 'code-wrong', message: 'This is not the code.', triesLeft: 4 },
  },
}

/** Of a grid that signs its residents in by itself. */
const byGridAnswers: Answers = {
  ...signInAnswers,
  'api/sign-in': { body: { code: false, codeByName: true, gridPassword: true, gridPage: true } },
  'api/sign-in/code': {
    status: 202,
    body: {
      agentId: participant(0, '').agentId,
      name: 'Dora.Foreign @away.example.org:8002',
      home: 'away.example.org:8002',
    },
  },
}

async function signInByGrid(page: Page): Promise<void> {
  await hangUp(page, CloseCode.sessionOver)
  await page.waitForSelector('[data-testid=send-code]')
}

async function signIn(page: Page): Promise<void> {
  await hangUp(page, CloseCode.sessionOver)
  await page.waitForSelector('[data-testid=avatar-choice]')
}

async function chooseAvatar(page: Page): Promise<void> {
  await signIn(page)
  await page.click('[data-testid=avatar-choice]')
  await page.waitForSelector('[data-testid=code]')
}

export interface Screen {
  readonly name: string
  readonly answers?: Answers
  /** The address that the page is opened at; the service's own where it is missing. */
  readonly path?: string
  readonly before?: (page: Page) => Promise<unknown>
  readonly open: (page: Page) => Promise<unknown>
}

const noRoom = (reason: 'not-in-world' | 'no-positions' | 'voice-off' | 'channel-full') => ({
  name: reason,
  open: (page: Page) => joinRoom(page, { type: 'no-room', reason }),
})
const over = (name: keyof typeof CloseCode) => ({
  name: `over-${name}`,
  open: async (page: Page) => {
    await joinRoom(page)
    if (name === 'originRefused') {
      await say(page, {
        type: 'error',
        code: 'origin-refused',
        message: '',
        url: 'https://voice.example.org/',
      })
    }
    await hangUp(page, CloseCode[name])
  },
})

export const screens: readonly Screen[] = [
  { name: 'connecting', open: async () => undefined },
  { name: 'signed-out', open: (page) => hangUp(page, CloseCode.sessionOver) },
  { name: 'sign-in', answers: signInAnswers, open: signIn },
  { name: 'sign-in-code', answers: signInAnswers, open: chooseAvatar },
  {
    name: 'sign-in-wrong',
    answers: signInAnswers,
    open: async (page) => {
      await chooseAvatar(page)
      await page.type('[data-testid=code]', '123456')
      await page.click('[data-testid=code-submit]')
      await page.waitForSelector('[data-testid=error]')
    },
  },
  {
    name: 'sign-in-password',
    answers: signInAnswers,
    open: async (page) => {
      await signIn(page)
      await page.click('[data-testid=with-password]')
    },
  },
  {
    name: 'sign-in-by-grid',
    answers: byGridAnswers,
    open: async (page) => {
      await signInByGrid(page)
      await page.click('[data-testid=with-grid-page]')
    },
  },
  {
    name: 'sign-in-visitor',
    answers: byGridAnswers,
    open: async (page) => {
      await signInByGrid(page)
      await page.type('[data-testid=avatar-search]', 'Dora.Foreign @away.example.org:8002')
      await page.click('[data-testid=send-code]')
      await page.waitForSelector('[data-testid=visitor-home]')
    },
  },
  { name: 'ready', open: (page) => say(page, welcome) },
  {
    name: 'sound-check',
    answers: { 'api/place': { body: { place: 'Agora', people: ['Bert Example', 'Carla Far'], more: 3 } } },
    open: async (page) => {
      await say(page, welcome)
      await click('try-sound')(page)
      await page.waitForSelector('[data-testid=here-now]')
      await page.waitForSelector('[data-testid=sound-check]')
    },
  },
  { name: 'microphone-question', before: withMicrophone('asks'), open: (page) => joinRoom(page) },
  { name: 'alone', open: (page) => joinRoom(page) },
  {
    name: 'lecture',
    open: (page) =>
      joinRoom(page, room(people, { mode: 'lecture' }, { listensOnly: true, silence: 'moderators-only' })),
  },
  {
    name: 'presentation',
    open: (page) =>
      joinRoom(
        page,
        room(
          people.map((person, index) => ({ ...person, hand: index + 1 })),
          { mode: 'presentation' },
          { listensOnly: true, silence: 'floor-needed', hand: 9 },
        ),
      ),
  },
  {
    name: 'moderator',
    open: async (page) => {
      const hands = people.map((person, index) => ({ ...person, hand: index + 1 }))
      await joinRoom(page, room(hands, { mode: 'presentation' }, { moderator: true }))
      await page.waitForSelector('[data-testid=room]')
      await click('room')(page)
      await page.waitForSelector('[data-testid=queued-hand]')
    },
  },
  {
    name: 'deafened',
    open: async (page) => {
      await joinRoom(page, room(people))
      await click('deafen')(page)
      await page.waitForSelector('[data-testid=mic][data-reason=deafened]')
    },
  },
  {
    name: 'microphone-off',
    open: async (page) => {
      await joinRoom(page, room(people))
      await page.waitForSelector('[data-testid=mic][data-state=heard]')
      await click('mic')(page)
      await page.waitForSelector('[data-testid=mic][data-state=off]')
    },
  },
  {
    name: 'microphone-held',
    open: async (page) => {
      await joinRoom(page, room(people))
      await page.waitForSelector('[data-testid=mic][data-state=heard]')
      await page.keyboard.down(' ')
      await page.waitForSelector('[data-testid=mic][data-state=held]')
    },
  },
  {
    name: 'microphone-silent',
    before: (page) =>
      page.evaluateOnNewDocument(() => {
        navigator.mediaDevices.getUserMedia = async () =>
          new MediaStreamAudioDestinationNode(new AudioContext()).stream
      }),
    open: async (page) => {
      await joinRoom(page, room(people))
      await page.waitForSelector('[data-testid=mic][data-reason=device-silent]')
    },
  },
  { name: 'no-distance', open: (page) => joinRoom(page, room(people, { distanceModel: 'none' })) },
  noRoom('not-in-world'),
  noRoom('no-positions'),
  noRoom('voice-off'),
  noRoom('channel-full'),
  ...(['NotAllowedError', 'NotFoundError', 'NotReadableError'] as const).map((fault) => ({
    name: `microphone-${fault}`,
    before: withMicrophone(fault),
    open: (page: Page) => joinRoom(page),
  })),
  {
    name: 'muted-by-moderator',
    open: async (page) => {
      await joinRoom(page, room(people))
      await say(page, {
        type: 'participant-changed',
        participant: { ...self, listensOnly: true, silence: 'muted-by-moderator' },
      })
    },
  },
  {
    name: 'feed-lost',
    open: async (page) => {
      await joinRoom(page, room(people), { type: 'feed', lost: true }, { type: 'store', writable: false })
      await page.waitForSelector('[data-testid=store-failing]')
    },
  },
  {
    name: 'error',
    open: (page) => joinRoom(page, room(), { type: 'error', code: 'relay-unavailable', message: 'no relay' }),
  },
  {
    name: 'reconnecting',
    open: async (page) => {
      await joinRoom(page, room(people))
      await hangUp(page, CloseCode.serverStopping)
    },
  },
  {
    name: 'banned',
    open: async (page) => {
      await joinRoom(page)
      const until = Date.UTC(2030, 11, 24, 17, 30)
      await say(page, { type: 'no-room', reason: 'kicked', until, explanation: 'Musik um drei Uhr nachts.' })
      await hangUp(page, CloseCode.kicked)
    },
  },
  { name: 'no-webrtc', before: without('RTCPeerConnection'), open: async () => undefined },
  {
    name: 'cookies-blocked',
    before: (page) =>
      page.evaluateOnNewDocument(() =>
        Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: () => false }),
      ),
    open: async () => undefined,
  },
  {
    name: 'elsewhere',
    path: '/v/aBcDeFgHiJkLmNoPqRsTuVwX',
    answers: { 'api/links/short': { body: { ticket: 'bcdf-2345' } } },
    before: (page) => page.setUserAgent({ userAgent: BUILT_IN_BROWSER }),
    open: (page) => page.waitForSelector('[data-testid=short-address]'),
  },
  {
    name: 'stale',
    open: async (page) => {
      await say(page, { ...welcome, build: '0123456789abcdef' })
      await joinRoom(page, room(people))
    },
    before: (page) =>
      page.evaluateOnNewDocument(() => sessionStorage.setItem('voice-reloaded-for', '0123456789abcdef')),
  },
  {
    name: 'silent-loudspeaker',
    before: (page) =>
      page.evaluateOnNewDocument(() => {
        const silent = function (this: AudioContext) {
          return this.suspend()
        }
        Object.assign(AudioContext.prototype, { resume: silent })
        Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' })
      }),
    open: async (page) => {
      await joinRoom(page, room(people))
      await page.waitForSelector('[data-testid=output]')
    },
  },
  {
    name: 'crowd',
    open: (page) =>
      joinRoom(
        page,
        room(
          Array.from({ length: 40 }, (_, index) =>
            participant(
              index + 1,
              `Resident${index + 1} Longername`,
              (index % 7) * 6 - 18,
              (index % 9) * 5 - 20,
            ),
          ),
        ),
      ),
  },
  {
    name: 'person-card',
    open: async (page) => {
      await joinRoom(page, room(people))
      await click('person')(page)
      await page.waitForSelector('[data-testid=person-card]')
      await click('chat-tab')(page)
      await page.waitForSelector('#panel-chat .empty')
    },
  },
  {
    name: 'cluster',
    open: async (page) => {
      await joinRoom(
        page,
        room([...people, participant(3, 'Dora Near', 6, 4), participant(4, 'Emil Near', 6, 4)]),
      )
      await page.waitForSelector('[data-testid=radar]')
      await page.focus('.radar [role=application]')
      await eventually('the arrow keys come to the three', async () => {
        await page.keyboard.press('ArrowUp')
        return (await textOf(page, 'radar-reached')).startsWith('3')
      })
      await page.keyboard.press('Enter')
      await page.waitForSelector('[data-testid=cluster-card]')
    },
  },
  { name: 'chat', open: openChat },
  {
    name: 'chat-private',
    open: async (page) => {
      await openChat(page)
      await page.click('[data-testid=conversation]:last-child')
      await page.waitForSelector('[data-conversation=private]')
    },
  },
  {
    name: 'ban-asked',
    open: async (page) => {
      await joinRoom(page, room(people, { mode: 'presentation' }, { moderator: true }))
      await click('person')(page)
      await click('moderate-give-floor')(page)
      await page.waitForSelector('[data-testid=floor-news]')
      await click('moderate-ban')(page)
      await page.waitForSelector('[data-testid=ask-minutes]')
    },
  },
  {
    name: 'moderator-card',
    open: async (page) => {
      const own = { moderator: true }
      await joinRoom(
        page,
        room([{ ...participant(1, 'Bert Example', 6, 4), hand: 1 }], { mode: 'presentation' }, own),
      )
      await click('person')(page)
      await page.waitForSelector('[data-testid=moderate-ban]')
    },
  },
  {
    name: 'more',
    open: async (page) => {
      await page.setViewport({ width: 390, height: 844 })
      await joinRoom(page, room(people, { mode: 'presentation' }, { moderator: true }))
      await click('more')(page)
      await page.waitForSelector('.more.open')
    },
  },
  over('replaced'),
  over('kicked'),
  over('channel-deleted'),
  over('left-world'),
  over('originRefused'),
  {
    name: 'performer',
    before: (page) =>
      page.evaluateOnNewDocument(() =>
        localStorage.setItem('voice-settings', '{"performer":true,"voiceActivation":true}'),
      ),
    open: async (page) => {
      await joinRoom(page)
      await click('settings')(page)
      await page.waitForSelector('[data-testid=setting-performer]')
      await page.$eval('[data-testid=setting-performer]', (box) => box.scrollIntoView({ block: 'center' }))
    },
  },
  {
    name: 'settings',
    open: async (page) => {
      await joinRoom(page, room(people))
      await click('settings')(page)
      await page.waitForSelector('[data-testid=settings-panel]')
    },
  },
  {
    name: 'call-rings',
    open: async (page) => {
      await say(page, welcome, call({ rings: true }))
      await click('call-words')(page)
      await page.waitForSelector('[data-testid=call-answer]')
    },
  },
  { name: 'calls', open: openCalls },
  {
    name: 'friends',
    open: async (page) => {
      await joinRoom(
        page,
        room(people.slice(0, 2)),
        {
          type: 'friends',
          people: [
            { agentId: participant(7, '').agentId, name: 'Gerda Ünal', inVoice: true },
            {
              agentId: participant(8, '').agentId,
              name: 'Dora.Foreign @away.example.org:8002',
              inVoice: false,
            },
          ],
        },
        {
          type: 'groups',
          groups: [
            {
              groupId: 'e31fa4b1-1e2b-4449-9391-6555a47ee92e',
              name: 'Chöir & Co am langen Winterabend',
              people: [
                { agentId: participant(9, '').agentId, name: 'Henning Alto', inVoice: true },
                { agentId: participant(2, '').agentId, name: 'Carla Far', inVoice: true },
                { agentId: participant(10, '').agentId, name: 'Ida Bass', inVoice: false },
              ],
            },
            {
              groupId: 'd1a8b89e-bc3c-48a3-8a6b-6472e7c49533',
              name: 'שלום עולם',
              people: [{ agentId: participant(10, '').agentId, name: 'Ida Bass', inVoice: false }],
            },
          ],
        },
      )
      await page.waitForSelector('[data-testid=group-call]')
      await page.waitForSelector('[data-testid=friend]')
    },
  },
  {
    name: 'in-call',
    open: async (page) => {
      await joinRoom(page, room(people), call({ rings: true }))
      await click('call-accept')(page)
      await say(page, call({ here: true }), {
        type: 'call-refused',
        call: 'one',
        by: participant(2, '').agentId,
        reason: 'declined',
        words: 'Später',
      })
      await click('call-tab')(page)
      await page.waitForSelector('[data-testid=call-refusal]')
      await page.waitForSelector('[data-testid=call-hang-up]')
    },
  },
  {
    name: 'missing',
    before: async (page) => {
      await page.setRequestInterception(true)
      page.on('request', (request) => {
        if (request.url().includes('settings-panel')) request.respond({ status: 404 })
        else request.continue()
      })
    },
    open: async (page) => {
      await joinRoom(page, room(people))
      await click('settings')(page)
      await page.waitForSelector('[data-testid=missing]')
    },
  },
  {
    name: 'checks',
    open: async (page) => {
      await joinRoom(page, room(people))
      await click('checks')(page)
      await page.waitForSelector('[data-testid=check-range]:not([data-state=running])')
      await page.waitForSelector('[data-testid=check-microphone]:not([data-state=running])')
    },
  },
]

/** Shows a screen in the page of a fresh tab. @param url of a service, for the document only */
export async function openScreen(page: Page, url: string, screen: Screen): Promise<void> {
  await pretendService(page, screen.answers)
  // Undoes what another screen of this browser changed.
  await page.evaluateOnNewDocument(() => window.localStorage?.removeItem('voice-microphone'))
  await screen.before?.(page)
  await page.goto(url + (screen.path ?? '/'))
  await page.waitForSelector('[data-testid=status]')
  await page.waitForFunction(
    "globalThis.pretended?.readyState === 1 || document.querySelector('[data-state=over]')",
  )
  // Before that there is the first screen only.
  await page.waitForSelector('[data-testid=settings], .ending')
  await screen.open(page)
  // The page draws late while it connects, and the radar comes last.
  const since = await page.evaluate('performance.now()')
  await page.waitForFunction(`performance.now() > ${since} + 300`)
  if (await page.$('[data-testid=channel]')) await page.waitForSelector('[data-testid=radar]')
}
