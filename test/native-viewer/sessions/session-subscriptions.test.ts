/** Everything that happens around a viewer's session reaches it, and nothing does once the service has ended. */

import { EventEmitter } from 'node:events'
import t from 'tap'
import { createSessionIndex } from '../../../src/native-viewer/sessions/session-index.js'
import {
  type SessionSubscriptionsOptions,
  subscribeSessions,
} from '../../../src/native-viewer/sessions/session-subscriptions.js'
import type { ViewerSession } from '../../../src/native-viewer/sessions/viewer-session.js'
import { createPresence } from '../../../src/voice/presence/presence.js'
import { createTestTime } from '../../helpers/test-time.js'

const avatar = { grid: 'main', agentId: 'aaaaaaaa-0000-4000-8000-000000000001' }
const region = { grid: 'main', regionId: 'bbbbbbbb-0000-4000-8000-000000000002' }
const other = { grid: 'main', regionId: 'cccccccc-0000-4000-8000-000000000003' }

t.test('what each source tells, and what the session does', (t) => {
  const did: string[] = []
  const note =
    (what: string) =>
    (...details: unknown[]) =>
      void did.push([what, ...details.filter((detail) => typeof detail === 'string')].join(' '))
  const emitters = ['hub', 'presence', 'pages', 'channels', 'parcelVoice'] as const
  const [hub, presence, pages, channels, parcelVoice] = emitters.map(() => ({ events: new EventEmitter() }))
  const sessions = createSessionIndex<ViewerSession>()
  const session = { review: note('review'), receive: note('receive'), end: note('end') }
  const facts = { ...avatar, ...region, peerId: 'peer', channel: { id: 1 }, isOver: true }
  sessions.add({ ...facts, ...session, reported: () => undefined } as unknown as ViewerSession)
  let isOff = false
  let isMisplaced = false
  const known = createPresence(createTestTime().timers)
  const subscriptions = subscribeSessions({
    hub,
    presence: { ...known, events: presence?.events },
    rooms: { pages },
    channels,
    parcelVoice,
    sessions,
    viewerParcels: { isMisplaced: () => isMisplaced, isMistrusted: () => false },
    absences: {
      gone: note('missed'),
      reported: note('reported'),
      feedLost: note('feed lost'),
    },
    voiceSwitch: { isOff: () => isOff, apply: note('voice switch') },
    people: { levels: note('levels') },
  } as unknown as SessionSubscriptionsOptions)
  const tell = (source: { readonly events: object } | undefined, event: string, ...details: unknown[]) => {
    did.splice(0)
    if (source?.events instanceof EventEmitter) source.events.emit(event, ...details)
    return did.join(', ')
  }

  t.equal(tell(hub, 'text', 'peer', 'hello'), 'receive hello')
  t.equal(tell(hub, 'text', 'nobody', 'hello'), '')
  t.equal(tell(hub, 'closed', 'peer'), 'end closed')
  t.equal(tell(hub, 'levels', 1, []), 'levels')
  t.equal(tell(known, 'gone', [avatar]), '')
  for (const followed of sessions.all()) subscriptions.follow(followed)
  t.match(tell(known, 'gone', [avatar], 'left'), /^missed.*, review$/)
  t.match(tell(known, 'reported', region), /^reported/)
  t.equal(tell(presence, 'feedLost', region), 'feed lost')
  t.equal(tell(presence, 'regionMoved', region), 'review')
  t.equal(tell(presence, 'regionMoved', other), '')
  t.equal(tell(pages, 'ended', avatar), 'review')
  t.equal(tell(channels, 'deleted', [{ id: 2 }]), '')
  t.equal(tell(channels, 'deleted', [{ id: 2 }, { id: 1 }]), 'end closed')
  t.equal(tell(parcelVoice, 'changed', region), 'voice switch')
  isMisplaced = true
  t.equal(tell(parcelVoice, 'changed', region), 'voice switch, end closed', 'it belongs into another channel')
  isOff = true
  t.match(tell(known, 'seen', [avatar]), /^end closed, review/, 'voice is off where it stands')
  for (const followed of sessions.all()) subscriptions.unfollow(followed)
  t.equal(tell(known, 'seen', [avatar]), '')

  subscriptions.close()
  for (const source of [hub, presence, pages, channels, parcelVoice]) {
    t.strictSame(source?.events.eventNames(), [])
  }
  t.end()
})
